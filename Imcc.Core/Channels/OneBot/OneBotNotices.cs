using System.Globalization;
using System.Text.Json;
using Imcc.Core.Channels.Qq;

namespace Imcc.Core.Channels.OneBot;

/// <summary>Reads what happened besides messages: recalled, joined, asked to be a friend, sent a file to the group. What is not known is kept as what it is.</summary>
internal static class OneBotNotices
{
    /// <summary>Happens to our own account, and who writes to the group must know: removed from it, or silenced there.</summary>
    private static readonly string[] ConcernsUs = ["group_decrease.kick_me", "group_decrease.kick", "group_ban.ban", "group_ban.lift_ban"];

    /// <param name="idle">Kinds that concern nobody here.</param>
    public static OneBotEvent Read(JsonElement e, DateTimeOffset receivedAt, IReadOnlyCollection<string> idle)
    {
        var kind = OneBotEvents.Of(e, "notice_type");
        var sub = OneBotEvents.Of(e, "sub_type");
        if (kind == "bot_offline")
            return new OneBotEvent.Standing(false, null);
        if (kind == "notify" && sub == "input_status")
            // 0 and 2 are the end of writing; 1 is writing. Groups have none.
            return new OneBotEvent.Typing(OneBotEvents.Of(e, "user_id"), OneBotEvents.Of(e, "event_type") == "1");
        if (idle.Contains(kind) || (kind == "notify" && idle.Contains(sub)))
            return new OneBotEvent.Nothing(kind);
        if (kind == "notify" && sub == "poke" && OneBotEvents.Of(e, "target_id") != OneBotEvents.Of(e, "self_id"))
            return new OneBotEvent.Nothing("poke");
        return kind switch
        {
            // A new friend is a new follower.
            "friend_add" => Happened(e, "subscribe", receivedAt),
            "group_recall" or "friend_recall" => Happened(e, "recall", receivedAt),
            "group_upload" or "offline_file" when File(e) is { } file => Happened(e, kind, receivedAt, file),
            "notify" => Happened(e, sub.Length == 0 ? kind : sub, receivedAt),
            _ => Happened(e, sub.Length == 0 || kind.Length == 0 ? kind + sub : kind + "." + sub, receivedAt),
        };
    }

    public static OneBotEvent Request(JsonElement e, DateTimeOffset receivedAt) =>
        Happened(e, OneBotEvents.Of(e, "request_type") + "_request", receivedAt);

    private static OneBotEvent Happened(JsonElement e, string name, DateTimeOffset receivedAt, MessageContent? content = null)
    {
        var (self, user, group) = (OneBotEvents.Of(e, "self_id"), OneBotEvents.Of(e, "user_id"), OneBotEvents.Of(e, "group_id"));
        var isGroup = group.Length is > 0 and <= 128 && group != "0";
        if (name.Length is 0 or > 60 || (user == self && !ConcernsUs.Contains(name)) || (!isGroup && user.Length is 0 or > 128))
            return new OneBotEvent.Nothing(name);
        var at = OneBotEvents.At(e, receivedAt);
        var about = OneBotEvents.Of(e, "message_id");
        var key = about.Length > 0 ? about : OneBotEvents.Of(e, "flag");
        return new OneBotEvent.Said(
            isGroup ? GroupThread.Of(group) : user,
            string.Create(CultureInfo.InvariantCulture, $"n:{self}:{name}:{user}:{at.ToUnixTimeSeconds()}:{(key.Length <= 100 ? key : key[..100])}"),
            null, at,
            [content ?? new EventContent(name, key.Length == 0 ? null : key, Fields(e))],
            isGroup && user.Length > 0 ? new Speaker(user) : null,
            isGroup ? OneBotEvents.Cut(OneBotEvents.Of(e, "group_name")) : null,
            !isGroup, null);
    }

    private static FileContent? File(JsonElement e)
    {
        if (!e.TryGetProperty("file", out var file) || file.ValueKind != JsonValueKind.Object)
            return null;
        // What is put into a group has an id, what is sent to a person has an address only.
        var (id, url) = (OneBotEvents.Of(file, "id"), OneBotEvents.Of(file, "url"));
        if (id.Length == 0 && url.Length == 0)
            return null;
        return new(new(null, id.Length > 0 ? id : url, url.Length > 0 ? url : null, OneBotEvents.Cut(OneBotEvents.Of(file, "name"), 200), null,
            long.TryParse(OneBotEvents.Of(file, "size"), NumberStyles.None, CultureInfo.InvariantCulture, out var size) ? size : null));
    }

    private static Dictionary<string, string> Fields(JsonElement e) =>
        e.Flat().Where(f => f.Key is not ("post_type" or "self_id" or "time") && f.Value.Length > 0).ToDictionary(StringComparer.Ordinal);
}
