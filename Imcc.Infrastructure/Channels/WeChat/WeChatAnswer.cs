using System.Text.Json;
using Imcc.Core.Channels.WeChat;

namespace Imcc.Infrastructure.Channels.WeChat;

/// <summary>What came of a call that administers an account: its JSON, or a sentence why not.</summary>
/// <param name="Code">WeChat's; 0 where it is done, or where WeChat could not be asked at all.</param>
/// <param name="Error">For the administrator; null: done.</param>
/// <param name="Words">WeChat's own, with the id of the call.</param>
internal sealed record WeChatAnswer(int Code, string? Error, JsonElement Json, string Words = "")
{
    public bool IsDone => Error is null;

    public static WeChatAnswer Of(WeChatCall call) => call switch
    {
        WeChatCall.Done { Response: WeChatResponse.Answered { Code: 0 } answer } => new(0, null, answer.Json),
        WeChatCall.Done { Response: WeChatResponse.Answered answer } => new(answer.Code, WeChatFaults.Reason(answer.Code, answer.Message), answer.Json, answer.Message),
        WeChatCall.Done { Response: WeChatResponse.Broken broken } => new(0, "连接微信失败：" + broken.Error, default),
        WeChatCall.NoToken none => new(none.Code, none.Verdict.Reason, default, none.Words),
        _ => new(0, "微信的回答无法理解", default),
    };

    /// <summary>A member as text, whether it came as a text or a number; empty: none.</summary>
    public static string Text(JsonElement json, string name) =>
        json.ValueKind != JsonValueKind.Object || !json.TryGetProperty(name, out var value) ? ""
        : value.ValueKind == JsonValueKind.String ? value.GetString()!
        : value.ValueKind == JsonValueKind.Number ? value.GetRawText()
        : "";

    /// <summary>The items of an array member; none where it is missing.</summary>
    public static IEnumerable<JsonElement> Items(JsonElement json, string name) =>
        json.ValueKind == JsonValueKind.Object && json.TryGetProperty(name, out var list) && list.ValueKind == JsonValueKind.Array ? list.EnumerateArray() : [];

    /// <summary>A whole number, whether it came as a text or a number; null: none.</summary>
    public static long? Number(JsonElement json, string name) =>
        long.TryParse(Text(json, name), System.Globalization.NumberStyles.AllowLeadingSign, System.Globalization.CultureInfo.InvariantCulture, out var number) ? number : null;
}

internal static class WeChatAsking
{
    /// <param name="json">Null: asked by GET.</param>
    public static async Task<WeChatAnswer> AskAsync(this WeChatApi api, WeChatSettings settings, string path, string? json, CancellationToken cancellationToken) =>
        WeChatAnswer.Of(json is null ? await api.GetAsync(settings, path, cancellationToken) : await api.PostAsync(settings, path, json, cancellationToken));
}
