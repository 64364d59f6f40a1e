using System.Text;
using System.Text.Json;
using Imcc.Core.Channels;
using Imcc.Core.Channels.WeChat;
using Imcc.Core.Contacts;

namespace Imcc.Infrastructure.Channels.WeChat;

/// <summary>The interface of an account's followers: who they are, what the account calls them, whom it does not hear.</summary>
internal sealed class WeChatUsers(WeChatApi api)
{
    /// <param name="openIds">1 to 100.</param>
    /// <returns>Who they are, in WeChat's order; empty with a verdict other than None.</returns>
    public async Task<(WeChatVerdict Verdict, IReadOnlyList<FollowerFacts> Facts)> InfoAsync(ChannelAccount account, IReadOnlyList<string> openIds, CancellationToken cancellationToken)
    {
        var call = openIds.Count == 1
            ? await api.GetAsync(account.WeChat!, "/cgi-bin/user/info?openid=" + Uri.EscapeDataString(openIds[0]) + "&lang=zh_CN", cancellationToken)
            : await api.PostAsync(account.WeChat!, "/cgi-bin/user/info/batchget", BatchJson(openIds), cancellationToken);
        var verdict = call.Judge(out var answer);
        if (verdict.Reaction != WeChatReaction.None)
            return (verdict, []);
        var told = openIds.Count == 1 ? [answer!.Json] : answer!.Json.List("user_info_list");
        return (verdict, [.. told.Select(one => Read(account.Id, one, openIds.Count == 1 ? openIds[0] : "")).OfType<FollowerFacts>()]);
    }

    /// <summary>One page of all followers' OpenIDs, at most 10,000.</summary>
    /// <param name="after">The last of the page before; empty: the first page.</param>
    /// <returns>Next: empty where this was the last.</returns>
    public async Task<(WeChatVerdict Verdict, int Total, IReadOnlyList<string> OpenIds, string Next)> PageAsync(WeChatSettings settings, string after, CancellationToken cancellationToken)
    {
        var verdict = (await api.GetAsync(settings, "/cgi-bin/user/get" + (after.Length == 0 ? "" : "?next_openid=" + Uri.EscapeDataString(after)), cancellationToken)).Judge(out var answer);
        return Page(verdict, answer);
    }

    /// <summary>One page of the followers who carry a tag.</summary>
    public async Task<(WeChatVerdict Verdict, int Total, IReadOnlyList<string> OpenIds, string Next)> TaggedAsync(WeChatSettings settings, int tag, string after, CancellationToken cancellationToken)
    {
        var verdict = (await api.PostAsync(settings, "/cgi-bin/user/tag/get", $$"""{"tagid":{{tag}},"next_openid":{{Quoted(after)}}}""", cancellationToken)).Judge(out var answer);
        return Page(verdict, answer);
    }

    /// <summary>One page of the black list.</summary>
    public async Task<(WeChatVerdict Verdict, int Total, IReadOnlyList<string> OpenIds, string Next)> BlackListAsync(WeChatSettings settings, string after, CancellationToken cancellationToken)
    {
        var verdict = (await api.PostAsync(settings, "/cgi-bin/tags/members/getblacklist", WeChatJson.Object(("begin_openid", after)), cancellationToken)).Judge(out var answer);
        return Page(verdict, answer);
    }

    public async Task<WeChatVerdict> RemarkAsync(WeChatSettings settings, string openId, string remark, CancellationToken cancellationToken) =>
        (await api.PostAsync(settings, "/cgi-bin/user/info/updateremark", WeChatJson.Object(("openid", openId), ("remark", remark)), cancellationToken)).Judge(out _);

    /// <param name="openIds">1 to 20.</param>
    public async Task<WeChatVerdict> BlockAsync(WeChatSettings settings, IEnumerable<string> openIds, bool isBlocked, CancellationToken cancellationToken) =>
        (await api.PostAsync(
            settings,
            isBlocked ? "/cgi-bin/tags/members/batchblacklist" : "/cgi-bin/tags/members/batchunblacklist",
            "{\"openid_list\":" + WeChatAnswers.Array(openIds) + "}",
            cancellationToken)).Judge(out _);

    private static string BatchJson(IReadOnlyList<string> openIds)
    {
        var json = new StringBuilder("{\"user_list\":[");
        for (var i = 0; i < openIds.Count; i++)
            json.Append(i == 0 ? "" : ",").Append(WeChatJson.Object(("openid", openIds[i]), ("lang", "zh_CN")));
        return json.Append("]}").ToString();
    }

    private static string Quoted(string text) => new StringBuilder().AppendJson(text).ToString();

    private static (WeChatVerdict Verdict, int Total, IReadOnlyList<string> OpenIds, string Next) Page(WeChatVerdict verdict, WeChatResponse.Answered? answer)
    {
        if (verdict.Reaction != WeChatReaction.None)
            return (verdict, 0, [], "");
        var ids = answer!.Json.List("data", "openid").Words();
        // It ends with an empty page, whatever next_openid says.
        return (verdict, (int)(answer.Json.Number("total") ?? answer.Json.Number("count") ?? ids.Count), ids, ids.Count == 0 ? "" : answer.Json.Word("next_openid"));
    }

    private static FollowerFacts? Read(Guid accountId, JsonElement told, string asked)
    {
        if (told.ValueKind != JsonValueKind.Object)
            return null;
        var openId = told.Word("openid") is { Length: > 0 } given ? given : asked;
        if (openId.Length is 0 or > 128)
            return null;
        var scene = told.Word("qr_scene_str") is { Length: > 0 } word ? word : told.Number("qr_scene") is > 0 and var number ? number.ToString(System.Globalization.CultureInfo.InvariantCulture) : "";
        return new FollowerFacts
        {
            AccountId = accountId,
            OpenId = openId,
            IsFollowing = told.Number("subscribe") != 0,
            SubscribedAt = told.Number("subscribe_time") is > 0 and < 253_402_300_800 and var at ? DateTimeOffset.FromUnixTimeSeconds(at) : null,
            SubscribeScene = told.Word("subscribe_scene"),
            QrScene = scene,
            Remark = told.Word("remark"),
            TagIds = [.. told.List("tagid_list").Where(t => t.ValueKind == JsonValueKind.Number).Select(t => t.GetInt32()).Distinct().Order()],
            // One of WeChat's own samples begins with a blank.
            UnionId = told.Word("unionid") is { Length: > 0 and <= PersonKey.LongestUnionId } unionId ? unionId : null,
        };
    }
}
