namespace Imcc.Web.Components.Exports;

/// <summary>Where files made in the background and mailed reports are.</summary>
public static class ExportUrls
{
    public const string Files = "/reports/exports";
    public const string Mailed = "/reports/mailed";

    public static string File(Guid id) => $"{Files}/{id}/file";

    /// <summary>A new mailed report of what an address says.</summary>
    /// <param name="query">What stands in the address after the question mark.</param>
    public static string NewMailed(string query) => $"{Mailed}?of={Uri.EscapeDataString(query)}";
}
