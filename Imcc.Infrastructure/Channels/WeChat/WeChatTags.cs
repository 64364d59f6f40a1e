using System.Text;
using Imcc.Core.Channels.WeChat;

namespace Imcc.Infrastructure.Channels.WeChat;

/// <summary>The interface of an account's tags.</summary>
internal sealed class WeChatTags(WeChatApi api)
{
    /// <summary>All tags of the account: number, name, followers.</summary>
    public async Task<(WeChatVerdict Verdict, IReadOnlyList<(int Number, string Name, int Followers)> Tags)> ListAsync(WeChatSettings settings, CancellationToken cancellationToken)
    {
        var verdict = (await api.GetAsync(settings, "/cgi-bin/tags/get", cancellationToken)).Judge(out var answer);
        return verdict.Reaction != WeChatReaction.None
            ? (verdict, [])
            : (verdict, [.. answer!.Json.List("tags").Where(t => t.Whole("id") is not null).Select(t => ((int)t.Whole("id")!, t.Told("name"), (int)(t.Whole("count") ?? 0)))]);
    }

    /// <returns>The new tag's number.</returns>
    public async Task<(WeChatVerdict Verdict, int Number)> CreateAsync(WeChatSettings settings, string name, CancellationToken cancellationToken)
    {
        var verdict = (await api.PostAsync(settings, "/cgi-bin/tags/create", "{\"tag\":" + WeChatJson.Object(("name", name)) + "}", cancellationToken)).Judge(out var answer);
        if (verdict.Reaction != WeChatReaction.None)
            return (verdict, 0);
        return answer!.Json.TryGetProperty("tag", out var made) && made.ValueKind == System.Text.Json.JsonValueKind.Object && made.Whole("id") is { } number
            ? (verdict, (int)number)
            : (new(WeChatReaction.Retry, "微信没有返回标签编号"), 0);
    }

    public async Task<WeChatVerdict> RenameAsync(WeChatSettings settings, int number, string name, CancellationToken cancellationToken) =>
        (await api.PostAsync(settings, "/cgi-bin/tags/update", new StringBuilder($$"""{"tag":{"id":{{number}},"name":""").AppendJson(name).Append("}}").ToString(), cancellationToken)).Judge(out _);

    public async Task<WeChatVerdict> DeleteAsync(WeChatSettings settings, int number, CancellationToken cancellationToken) =>
        (await api.PostAsync(settings, "/cgi-bin/tags/delete", $$$"""{"tag":{"id":{{{number}}}}}""", cancellationToken)).Judge(out _);

    /// <summary>Gives a tag to followers, or takes it from them.</summary>
    /// <param name="openIds">1 to 50.</param>
    /// <returns>Whom it was not done for, where only a part was; the verdict says why.</returns>
    public async Task<(WeChatVerdict Verdict, IReadOnlyList<string> Failed)> MarkAsync(WeChatSettings settings, int number, IReadOnlyList<string> openIds, bool gives, CancellationToken cancellationToken)
    {
        var verdict = (await api.PostAsync(
            settings,
            gives ? "/cgi-bin/tags/members/batchtagging" : "/cgi-bin/tags/members/batchuntagging",
            "{\"openid_list\":" + WeChatAnswers.Array(openIds) + $$""","tagid":{{number}}}""",
            cancellationToken)).Judge(out var answer);
        if (verdict.Reaction == WeChatReaction.None)
            return (verdict, []);
        return answer is { Code: FollowerErrors.Partial } && answer.Json.List("fail_openid_list").Words() is { Count: > 0 } failed ? (verdict, failed) : (verdict, openIds);
    }

    /// <summary>The tags that a follower carries.</summary>
    public async Task<(WeChatVerdict Verdict, IReadOnlyList<int> Tags)> OfAsync(WeChatSettings settings, string openId, CancellationToken cancellationToken)
    {
        var verdict = (await api.PostAsync(settings, "/cgi-bin/tags/getidlist", WeChatJson.Object(("openid", openId)), cancellationToken)).Judge(out var answer);
        return verdict.Reaction != WeChatReaction.None
            ? (verdict, [])
            : (verdict, [.. answer!.Json.List("tagid_list").Where(t => t.ValueKind == System.Text.Json.JsonValueKind.Number).Select(t => t.GetInt32())]);
    }
}
