using System.Globalization;
using System.Text;
using System.Text.Json;
using Imcc.Core.Channels.WeChat;

namespace Imcc.Infrastructure.Channels.WeChat;

/// <summary>Reads what came of a call as one verdict and, where it is good, its JSON; as tolerant as WeChat's own answers vary.</summary>
internal static class WeChatAnswers
{
    /// <param name="answer">What was answered, good or not; null: nothing was.</param>
    /// <returns><see cref="WeChatReaction.None"/>: it went well.</returns>
    public static WeChatVerdict Judge(this WeChatCall call, out WeChatResponse.Answered? answer)
    {
        answer = call is WeChatCall.Done { Response: WeChatResponse.Answered given } ? given : null;
        return call switch
        {
            WeChatCall.Done { Response: WeChatResponse.Answered { Code: var code } } => FollowerErrors.Judge(code),
            WeChatCall.NoToken(var verdict) => verdict,
            WeChatCall.Done { Response: WeChatResponse.Broken broken } => new(WeChatReaction.Retry, "连接微信失败：" + broken.Error),
            _ => new(WeChatReaction.Refuse, "微信的回答无法识别"),
        };
    }

    public static bool CanBeTriedAgain(this WeChatVerdict verdict) =>
        verdict.Reaction is WeChatReaction.Retry or WeChatReaction.WaitAMinute or WeChatReaction.RefreshToken;

    /// <summary>A number that may come as a string; null: there is none.</summary>
    public static long? Whole(this JsonElement json, string name) =>
        !json.TryGetProperty(name, out var value) ? null
        : value.ValueKind == JsonValueKind.Number && value.TryGetInt64(out var number) ? number
        : value.ValueKind == JsonValueKind.String && long.TryParse(value.GetString(), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var read) ? read
        : null;

    public static string Told(this JsonElement json, string name) =>
        json.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString()!.Trim() : "";

    /// <summary>A list that may be missing when it is empty.</summary>
    public static IEnumerable<JsonElement> List(this JsonElement json, params ReadOnlySpan<string> path)
    {
        foreach (var name in path)
        {
            if (json.ValueKind != JsonValueKind.Object || !json.TryGetProperty(name, out json))
                return [];
        }

        return json.ValueKind == JsonValueKind.Array ? json.EnumerateArray() : [];
    }

    public static IReadOnlyList<string> Words(this IEnumerable<JsonElement> list) =>
        [.. list.Where(e => e.ValueKind == JsonValueKind.String).Select(e => e.GetString()!.Trim()).Where(w => w.Length > 0)];

    /// <summary><c>["…","…"]</c>, every character as it is.</summary>
    public static string Array(IEnumerable<string> words)
    {
        var json = new StringBuilder("[");
        foreach (var word in words)
            (json.Length > 1 ? json.Append(',') : json).AppendJson(word);
        return json.Append(']').ToString();
    }
}
