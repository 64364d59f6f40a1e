using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;

namespace Imcc.Core.Channels.OneBot;

/// <summary>Reads what an implementation sends: events, and answers to our calls over the same socket.</summary>
public static class OneBotEvents
{
    private static readonly JsonDocumentOptions Lenient = new() { AllowTrailingCommas = true, CommentHandling = JsonCommentHandling.Skip, MaxDepth = 256 };

    /// <summary>Notices that concern nobody here, however often they come.</summary>
    private static readonly string[] Idle = ["profile_like", "title", "honor", "lucky_king", "group_msg_emoji_like", "essence", "group_card"];

    /// <exception cref="FormatException">It is no JSON object.</exception>
    public static OneBotEvent Read(string raw, DateTimeOffset receivedAt)
    {
        JsonDocument document;
        try
        {
            document = JsonDocument.Parse(JsonText.Mend(raw), Lenient);
        }
        catch (JsonException e)
        {
            throw new FormatException("An event that is no JSON: " + e.Message, e);
        }

        using (document)
        {
            var e = document.RootElement;
            if (e.ValueKind != JsonValueKind.Object)
                throw new FormatException("An event that is no JSON object.");
            var found = Of(e, "post_type") switch
            {
                "" when e.TryGetProperty("echo", out _) || e.TryGetProperty("retcode", out _) => new OneBotEvent.Answered(OneBotAnswer.Read(e)),
                // With its own messages reported, our answers would answer themselves.
                "message_sent" => new OneBotEvent.Nothing("message_sent"),
                "message" => Message(e, receivedAt),
                "notice" => OneBotNotices.Read(e, receivedAt, Idle),
                "request" => OneBotNotices.Request(e, receivedAt),
                "meta_event" => Meta(e),
                var other => new OneBotEvent.Nothing(other),
            };
            return found with { SelfId = Of(e, "self_id") };
        }
    }

    internal static string Of(JsonElement e, string name) => e.ValueKind == JsonValueKind.Object && e.TryGetProperty(name, out var value) ? OneBotSegment.Words(value) : "";

    /// <summary>Seconds since 1970, in clones with a fraction; what cannot be a time is now.</summary>
    internal static DateTimeOffset At(JsonElement e, DateTimeOffset receivedAt) =>
        double.TryParse(Of(e, "time"), NumberStyles.Float, CultureInfo.InvariantCulture, out var seconds) && seconds is > 0 and < 32_503_680_000
            ? DateTimeOffset.FromUnixTimeMilliseconds((long)(seconds * 1000))
            : receivedAt;

    internal static string? Cut(string name, int longest = 100)
    {
        var plain = name.Replace("\0", "", StringComparison.Ordinal).ReplaceLineEndings(" ").Trim();
        return plain.Length == 0 ? null : plain.Length <= longest ? plain : plain[..(char.IsHighSurrogate(plain[longest - 1]) ? longest - 1 : longest)];
    }

    private static OneBotEvent Message(JsonElement e, DateTimeOffset receivedAt)
    {
        var (self, user, group) = (Of(e, "self_id"), Of(e, "user_id"), Of(e, "group_id"));
        if (user.Length is 0 or > 128 || user == self)
            return new OneBotEvent.Nothing(user.Length == 0 ? "nobody" : "own");
        var segments = e.TryGetProperty("message", out var message) ? OneBotSegment.Read(message) : [];
        if (segments.IsEmpty)
            segments = CqCode.Read(Of(e, "raw_message"));
        var contents = OneBotContent.Read(segments, self);
        var isGroup = Of(e, "message_type") == "group" && group.Length is > 0 and <= 128;
        var isNamed = !isGroup || segments.Any(s => s.Type == "at" && s["qq"] == self);
        if (contents.IsEmpty && !(isGroup && isNamed))
            return new OneBotEvent.Nothing("empty");
        var sender = e.TryGetProperty("sender", out var given) && given.ValueKind == JsonValueKind.Object ? given : default;
        var name = sender.ValueKind == JsonValueKind.Object ? Cut(isGroup && Of(sender, "card").Trim() is { Length: > 0 } card ? card : Of(sender, "nickname")) : null;
        // Somebody who is no friend writes by way of a group that we share, and is answered by way of it.
        if (!isGroup && Of(e, "sub_type") == "group" && (Of(sender, "group_id") is { Length: > 0 } shared ? shared : group) is { Length: > 0 and <= 128 } and not "0" and var by)
            contents = [.. contents.Select(c => c with { Extra = new Dictionary<string, string>(StringComparer.Ordinal) { [OneBotMessage.ByGroup] = by } })];
        var at = At(e, receivedAt);
        var id = Of(e, "message_id");
        return new OneBotEvent.Said(
            isGroup ? GroupThread.Of(group) : user,
            // The id is a hash of 32 bits: only with its second it means one message for ever.
            id.Length is > 0 and <= 100 ? string.Create(CultureInfo.InvariantCulture, $"m:{self}:{id}:{at.ToUnixTimeSeconds()}") : Fallback(e, at),
            id.Length is > 0 and <= 128 ? id : null,
            at,
            // Named and nothing else said: calling is a word, too.
            contents.IsEmpty ? [new TextContent("@")] : contents,
            isGroup ? new Speaker(user, name ?? "") : null,
            isGroup ? Cut(Of(e, "group_name")) : name,
            isNamed,
            segments.FirstOrDefault(s => s.Type == "reply")?["id"]);
    }

    private static OneBotEvent.Standing Meta(JsonElement e)
    {
        var status = e.TryGetProperty("status", out var given) && given.ValueKind == JsonValueKind.Object ? given : default;
        bool? isOnline = status.ValueKind == JsonValueKind.Object && status.TryGetProperty("online", out var online) && online.ValueKind is JsonValueKind.True or JsonValueKind.False
            ? status.GetProperty("online").GetBoolean()
            : Of(e, "meta_event_type") == "lifecycle" ? Of(e, "sub_type") != "disable" : null;
        TimeSpan? every = double.TryParse(Of(e, "interval"), NumberStyles.Float, CultureInfo.InvariantCulture, out var milliseconds) && milliseconds is >= 1000 and <= 3_600_000
            ? TimeSpan.FromMilliseconds(milliseconds)
            : null;
        return new(isOnline, every);
    }

    /// <summary>A message without an id is known by what it says and when.</summary>
    private static string Fallback(JsonElement e, DateTimeOffset at)
    {
        var hash = System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(e.GetRawText()));
        return string.Create(CultureInfo.InvariantCulture, $"h:{at.ToUnixTimeSeconds()}:{Convert.ToHexStringLower(hash)}");
    }
}
