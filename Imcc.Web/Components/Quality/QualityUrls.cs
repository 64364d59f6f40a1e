using System.Globalization;

namespace Imcc.Web.Components.Quality;

/// <summary>Where quality's pages are; what is looked at stands in the address.</summary>
internal static class QualityUrls
{
    public const string Home = "/quality";
    public const string Forms = "/quality/forms";
    public const string Plans = "/quality/plans";
    public const string Calibrations = "/quality/calibrations";
    public const string Report = "/quality/report";
    public const string ReportFile = "/quality/report/export";
    public const string Mine = "/quality/mine";
    public const string New = "/quality/new";

    public static string Evaluation(Guid id) => $"{Home}/{id}";

    public static string Form(Guid id) => $"{Forms}/{id}";

    public static string FormFile(Guid id) => $"{Forms}/{id}/export";

    public static string Version(Guid id, int number) => $"{Forms}/{id}?version={number}";

    public static string Plan(Guid id) => $"{Plans}/{id}";

    public static string Calibration(Guid id) => $"{Calibrations}/{id}";

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
