using Microsoft.AspNetCore.WebUtilities;

namespace Imcc.Web.Components.Knowledge;

/// <summary>What a reader asked for, as it stands in the address.</summary>
internal sealed record ReadAsked(string Text = "", Guid? CategoryId = null, string? Tag = null)
{
    public bool IsSearch => Text.Trim().Length > 0;

    public static ReadAsked Of(string url)
    {
        var query = QueryHelpers.ParseQuery(new Uri(url).Query);
        string? One(string key) => query.TryGetValue(key, out var values) && values is [{ Length: > 0 } value, ..] ? value : null;
        return new(One("q") ?? "", Guid.TryParse(One("c"), out var category) ? category : null, One("t"));
    }

    public string Url(Guid? article = null) =>
        KnowledgeUrls.With(article is { } id ? KnowledgeUrls.Article(id) : KnowledgeUrls.Reading, ("q", Text), ("c", CategoryId?.ToString()), ("t", Tag));
}
