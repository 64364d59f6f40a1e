using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace Imcc.Infrastructure.Routing;

/// <summary>Settings of routing. Section <c>Imcc:Routing</c>.</summary>
public sealed class RoutingOptions
{
    public const string Section = "Imcc:Routing";

    /// <summary>The IANA name of the zone in which the day begins, by which evenly and proportionally given conversations are counted.</summary>
    [Required]
    public string TimeZone { get; set; } = "Asia/Shanghai";

    /// <summary>When the day of <paramref name="now"/> began.</summary>
    /// <exception cref="TimeZoneNotFoundException">No such zone.</exception>
    internal DateTimeOffset DayOf(DateTimeOffset now)
    {
        var zone = TimeZoneInfo.FindSystemTimeZoneById(TimeZone);
        var midnight = TimeZoneInfo.ConvertTime(now, zone).Date;
        while (zone.IsInvalidTime(midnight))
            midnight = midnight.AddMinutes(15);
        return new DateTimeOffset(midnight, zone.GetUtcOffset(midnight)).ToUniversalTime();
    }
}

[OptionsValidator]
internal sealed partial class RoutingOptionsValidator : IValidateOptions<RoutingOptions>;
