using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace Imcc.Web.Components;

/// <summary>How screens show things. Section <c>Imcc:Screens</c>.</summary>
public sealed class ScreenOptions
{
    public const string Section = "Imcc:Screens";

    /// <summary>The organisation's time zone (IANA name): all times on screen are in it, wherever the browser stands.</summary>
    [Required]
    public string TimeZone { get; set; } = "Asia/Shanghai";
}

internal sealed class ScreenOptionsValidator : IValidateOptions<ScreenOptions>
{
    public ValidateOptionsResult Validate(string? name, ScreenOptions options) =>
        TimeZoneInfo.TryFindSystemTimeZoneById(options.TimeZone, out _)
            ? ValidateOptionsResult.Success
            : ValidateOptionsResult.Fail($"{ScreenOptions.Section}:{nameof(ScreenOptions.TimeZone)} '{options.TimeZone}' is not a known time zone.");
}
