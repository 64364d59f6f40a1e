using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace Imcc.Infrastructure.Alerts;

/// <summary>How alert rules are looked at. Section <c>Imcc:Alerts</c>.</summary>
internal sealed class AlertOptions
{
    public const string Section = "Imcc:Alerts";

    [Range(typeof(TimeSpan), "00:00:00.1", "00:01:00")]
    public TimeSpan Every { get; set; } = TimeSpan.FromSeconds(2);

    /// <summary>So long a node that says nothing keeps the others from looking.</summary>
    [Range(typeof(TimeSpan), "00:00:05", "00:10:00")]
    public TimeSpan Lease { get; set; } = TimeSpan.FromSeconds(20);

    /// <summary>Alerts of one rule within an hour that are told by e-mail; the last of them says so. The others are on screen and told to webhooks.</summary>
    [Range(1, 10_000)]
    public int MailedPerHour { get; set; } = 20;

    /// <summary>Days for which alerts that are over are kept.</summary>
    [Range(1, 3650)]
    public int KeptDays { get; set; } = 365;
}

[OptionsValidator]
internal sealed partial class AlertOptionsValidator : IValidateOptions<AlertOptions>;
