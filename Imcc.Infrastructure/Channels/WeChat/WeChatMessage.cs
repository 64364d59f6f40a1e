using System.Text;
using Imcc.Core.Channels;
using Imcc.Core.Channels.WeChat;

namespace Imcc.Infrastructure.Channels.WeChat;

/// <summary>A content as WeChat's customer-service interface takes it: its type, the files that have to be at WeChat's side first, and its body once they are.</summary>
/// <param name="Type">WeChat's <c>msgtype</c>, which is the body's name, too.</param>
/// <param name="Files">With the kind of upload (image, voice, video, thumb) of each.</param>
/// <param name="Body">The inner object, given WeChat's ids of the files in their order.</param>
internal sealed record WeChatMessage(string Type, IReadOnlyList<(MediaRef Media, string Kind)> Files, Func<IReadOnlyList<string>, string> Body)
{
    /// <summary>The most of a <c>msgmenu</c>'s items that go out.</summary>
    private const int MostItems = 20;

    /// <returns>Null: WeChat cannot carry it.</returns>
    public static WeChatMessage? Of(MessageContent content) => content switch
    {
        TextContent { Text.Length: > 0 } text => Plain("text", WeChatJson.Object(("content", WeChatReply.Cut(MessageQuote.Plain(text, WeChatReply.MaxTextBytes), out _)))),
        PictureContent picture => Single("image", picture.Media),
        VoiceContent voice => Single("voice", voice.Media),
        VideoContent video => Video(video),
        MusicContent music => Music(music),
        LinkContent link => Plain("news", "{\"articles\":[" + WeChatJson.Object(
            ("title", link.Title), ("description", link.Description ?? ""), ("url", link.Url), ("picurl", link.PictureUrl ?? "")) + "]}"),
        PublishedContent { ArticleId.Length: > 0 } published => Plain("mpnewsarticle", WeChatJson.Object(("article_id", published.ArticleId))),
        CouponContent { CardId.Length: > 0 } coupon => Plain("wxcard", WeChatJson.Object(("card_id", coupon.CardId))),
        MiniProgramContent { Cover: { } cover } program => new("miniprogrampage", [(cover, "thumb")], ids => WeChatJson.Object(
            ("title", program.Title), ("appid", program.AppId), ("pagepath", program.PagePath), ("thumb_media_id", ids[0]))),
        // WeChat wants a picture for the card; without one a link into the mini program stands in a text.
        MiniProgramContent program => Plain("text", WeChatJson.Object(("content", MiniProgramLink(program)))),
        ChoiceContent { Items.Count: > 0 } choice => Plain("msgmenu", Menu(choice.Head, choice.Items.Take(MostItems).Select(i => (i.Id, i.Label)), choice.Tail)),
        ChannelServiceContent { Otherwise: { Length: > 0 } words } => Of(new TextContent(words)),
        SurveyContent survey => Plain("msgmenu", WeChatJson.Menu(survey)),
        _ => null,
    };

    /// <param name="shownAs">The <c>kf_account</c> whose name and picture the customer sees; empty: the account's own.</param>
    public string For(string openId, IReadOnlyList<string> mediaIds, string shownAs = "")
    {
        var json = WeChatJson.CustomMessage(openId, Type, Body(mediaIds));
        return shownAs.Length == 0 ? json : string.Concat(json.AsSpan(0, json.Length - 1), ",\"customservice\":", WeChatJson.Object(("kf_account", shownAs)), "}");
    }

    private static WeChatMessage Plain(string type, string body) => new(type, [], _ => body);

    private static WeChatMessage Single(string type, MediaRef media) => new(type, [(media, type)], ids => WeChatJson.Object(("media_id", ids[0])));

    private static WeChatMessage Video(VideoContent video)
    {
        var still = video.Still ?? (video.ThumbnailId is { Length: > 0 } id ? new MediaRef(ProviderId: id) : null);
        return new("video", still is null ? [(video.Media, "video")] : [(video.Media, "video"), (still, "thumb")], ids => Members(
            ("media_id", ids[0]), ("thumb_media_id", ids.Count > 1 ? ids[1] : null), ("title", video.Title), ("description", video.Description)));
    }

    private static WeChatMessage Music(MusicContent music) => new("music", music.Cover is { } cover ? [(cover, "thumb")] : [], ids => Members(
        ("title", music.Title), ("description", music.Description), ("musicurl", music.Url), ("hqmusicurl", music.HighQualityUrl ?? music.Url), ("thumb_media_id", ids.Count > 0 ? ids[0] : null)));

    private static string Members(params ReadOnlySpan<(string Name, string? Value)> members)
    {
        var given = new List<(string, string)>();
        foreach (var (name, value) in members)
        {
            if (value is not null)
                given.Add((name, value));
        }

        return WeChatJson.Object([.. given]);
    }

    private static string Menu(string head, IEnumerable<(string Id, string Label)> items, string tail) =>
        new StringBuilder("{\"head_content\":").AppendJson(head).Append(",\"list\":[")
            .AppendJoin(',', items.Select(i => WeChatJson.Object(("id", i.Id), ("content", i.Label)))).Append("],\"tail_content\":").AppendJson(tail).Append('}').ToString();

    private static string MiniProgramLink(MiniProgramContent program) =>
        $"<a data-miniprogram-appid=\"{Attribute(program.AppId)}\" data-miniprogram-path=\"{Attribute(program.PagePath)}\" href=\"https://mp.weixin.qq.com\">{Attribute(program.Title)}</a>";

    private static string Attribute(string text) => text.Replace("\"", "", StringComparison.Ordinal).Replace("<", "", StringComparison.Ordinal).Replace(">", "", StringComparison.Ordinal);
}
