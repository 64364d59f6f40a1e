using System.Text.Json.Serialization;

namespace Imcc.Core.Channels;

/// <summary>An article that the account has published at the channel itself (图文): the customer gets its card.</summary>
/// <param name="ArticleId">The channel's id of what was published (WeChat <c>article_id</c>).</param>
/// <param name="Title">For our own people; the customer sees the article's own.</param>
[GenerateSerializer, Immutable]
public sealed record PublishedContent([property: Id(0)] string ArticleId, [property: Id(1)] string Title = "") : MessageContent
{
    [JsonIgnore]
    public override string Preview => "[图文] " + OneLine(Title.Length > 0 ? Title : ArticleId);
}
