using System.Globalization;

namespace Imcc.Web.Components.Misses;

/// <summary>Where the pages are that say what was missed; what is looked at stands in the address.</summary>
internal static class MissUrls
{
    public const string Misses = "/knowledge/misses";
    public const string Lessons = "/knowledge/lessons";
    public const string Stats = "/knowledge/stats";
    public const string StatsFile = "/knowledge/stats/export";
    public const string Synonyms = "/admin/synonyms";

    public static string NewSynonym(string text) => $"{Synonyms}/new?text={Uri.EscapeDataString(text)}";

    public static string NewKeyword(string text) => $"/admin/keywords/new?pattern={Uri.EscapeDataString(text)}";

    public static string Article(Guid id) => $"/knowledge/edit/{id}";

    public static string Group(Guid id) => $"{Misses}/{id}";

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
}
