using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace Imcc.Infrastructure.Reporting;

/// <summary>How figures follow what happens. Section <c>Imcc:Reports</c>.</summary>
internal sealed class ReportOptions
{
    public const string Section = "Imcc:Reports";

    /// <summary>How often it is looked for what is new.</summary>
    [Range(typeof(TimeSpan), "00:00:05", "01:00:00")]
    public TimeSpan Every { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>So long after it happened it is counted: until then it is in its row on every node.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "01:00:00")]
    public TimeSpan Lag { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>So much before the first start is counted.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "3660.00:00:00")]
    public TimeSpan LookBack { get; set; } = TimeSpan.FromDays(366);
}

[OptionsValidator]
internal sealed partial class ReportOptionsValidator : IValidateOptions<ReportOptions>;
