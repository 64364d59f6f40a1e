using System.Globalization;
using Imcc.Core.Knowledge;
using Imcc.Infrastructure.Knowledge;
using Microsoft.AspNetCore.WebUtilities;

namespace Imcc.Web.Components.Knowledge;

/// <summary>What the editors' list is asked for, as it stands in the address.</summary>
public sealed record ListAsked(string Text = "", Guid? CategoryId = null, string State = "", string? Tag = null, ArticleOrder Order = ArticleOrder.Latest, int Page = 0)
{
    /// <summary>In the order of the chips; the empty one is everything.</summary>
    public static readonly IReadOnlyList<string> States = ["", nameof(ArticleStage.Draft), nameof(ArticleStage.InReview), nameof(ArticleStage.Published), nameof(ArticleStage.Withdrawn), Expired];

    public const string Expired = "Expired";

    public static ListAsked Of(string url)
    {
        var query = QueryHelpers.ParseQuery(new Uri(url).Query);
        string? One(string key) => query.TryGetValue(key, out var values) && values is [{ Length: > 0 } value, ..] ? value : null;
        return new(
            One("q") ?? "",
            Guid.TryParse(One("c"), out var category) ? category : null,
            One("s") is { } state && States.Contains(state) ? state : "",
            One("t"),
            Enum.TryParse<ArticleOrder>(One("o"), out var order) ? order : ArticleOrder.Latest,
            int.TryParse(One("p"), CultureInfo.InvariantCulture, out var page) ? Math.Max(0, page - 1) : 0);
    }

    public string Url(string path) => KnowledgeUrls.With(path, Parts());

    public (string Key, string? Value)[] Parts() =>
    [
        ("q", Text), ("c", CategoryId?.ToString()), ("s", State), ("t", Tag), ("o", Order == ArticleOrder.Latest ? null : Order.ToString()), ("p", Page == 0 ? null : (Page + 1).ToString(CultureInfo.InvariantCulture)),
    ];

    public ArticleFilter Filter(DateTimeOffset now)
    {
        var filter = new ArticleFilter(Text.Trim(), CategoryId, Tag: Tag, Order: Order);
        return State switch
        {
            "" => filter,
            Expired => filter with { ExpiresBefore = now },
            _ => filter with { Stage = Enum.Parse<ArticleStage>(State) },
        };
    }
}
