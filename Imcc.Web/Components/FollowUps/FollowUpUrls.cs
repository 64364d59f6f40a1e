using System.Globalization;

namespace Imcc.Web.Components.FollowUps;

/// <summary>Where the pages of satisfaction are; what is looked at stands in the address.</summary>
internal static class FollowUpUrls
{
    public const string Comments = "/satisfaction";
    public const string CommentsFile = "/satisfaction/export";
    public const string Tasks = "/satisfaction/tasks";
    public const string TasksFile = "/satisfaction/tasks/export";
    public const string Rules = "/satisfaction/rules";

    public static string Task(Guid id) => $"{Tasks}/{id}";

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
