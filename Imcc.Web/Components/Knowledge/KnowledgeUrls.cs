namespace Imcc.Web.Components.Knowledge;

/// <summary>Where the knowledge base's pages are; what is looked at and how it was found stands in the address.</summary>
internal static class KnowledgeUrls
{
    public const string Reading = "/knowledge";
    public const string Editing = "/knowledge/edit";
    public const string New = "new";

    public static string Article(Guid id) => $"{Reading}/{id}";

    public static string Edit(Guid id) => $"{Editing}/{id}";

    public static string NewOne => $"{Editing}/{New}";

    /// <summary>With what was asked for, nothing that is empty.</summary>
    public static string With(string path, params ReadOnlySpan<(string Key, string? Value)> asked)
    {
        var parts = new List<string>();
        foreach (var (key, value) in asked)
        {
            if (!string.IsNullOrEmpty(value))
                parts.Add($"{key}={Uri.EscapeDataString(value)}");
        }

        return parts.Count == 0 ? path : $"{path}?{string.Join('&', parts)}";
    }
}
