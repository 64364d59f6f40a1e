using System.Globalization;

namespace Imcc.Web.Components.Schedule;

/// <summary>Where the pages of shifts are; what is looked at stands in the address.</summary>
internal static class ScheduleUrls
{
    public const string Week = "/schedule";
    public const string WeekFile = "/schedule/export";
    public const string Kinds = "/schedule/kinds";
    public const string Staff = "/schedule/staff";
    public const string Adherence = "/schedule/adherence";
    public const string AdherenceFile = "/schedule/adherence/export";
    public const string MyDay = "/my-day";

    public static string Of(string path, params ReadOnlySpan<(string Key, string? Value)> asked)
    {
        var parts = new List<string>();
        foreach (var (key, value) in asked)
        {
            if (!string.IsNullOrEmpty(value))
                parts.Add($"{key}={Uri.EscapeDataString(value)}");
        }

        return parts.Count == 0 ? path : $"{path}?{string.Join('&', parts)}";
    }

    public static string Day(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    /// <summary>The day on which a day's week begins.</summary>
    public static DateOnly Monday(DateOnly day) => day.AddDays(-(((int)day.DayOfWeek + 6) % 7));
}
