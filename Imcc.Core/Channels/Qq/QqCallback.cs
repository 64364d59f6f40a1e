using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Imcc.Core.Channels.Qq;

/// <summary>
/// Reads an event of QQ's webhook. One message with words and files becomes several of ours, told apart by their place; the stored form is the body as it
/// came, with the place in front from the second on.
/// </summary>
public static class QqCallback
{
    private const string PartMark = "part=";

    /// <summary>Nobody in particular: what QQ tells of the bot itself.</summary>
    public const string Platform = "platform";

    /// <returns>Our messages, each with its stored form.</returns>
    public static IReadOnlyList<(InboundMessage Message, string Raw)> Read(ChannelAccount account, QqEnvelope envelope, string body, DateTimeOffset receivedAt)
    {
        var contents = Contents(envelope);
        return [.. contents.Select((content, at) => (Message(account, envelope, Guid.CreateVersion7(receivedAt), receivedAt, content, at, body), Stored(body, at)))];
    }

    /// <summary>Reads a message out of its stored form once more, as after a crash.</summary>
    /// <returns>Null when it is not what <see cref="Read"/> stored.</returns>
    public static InboundMessage? Parse(ChannelAccount account, Guid id, DateTimeOffset receivedAt, string raw)
    {
        var (at, body) = Opened(raw);
        if (QqEnvelope.Read(Encoding.UTF8.GetBytes(body)) is not { } envelope)
            return null;
        var contents = Contents(envelope);
        return at < contents.Count ? Message(account, envelope, id, receivedAt, contents[at], at, body) : null;
    }

    private static IReadOnlyList<MessageContent> Contents(QqEnvelope envelope) =>
        IsMessage(envelope.Type) ? QqContent.Read(envelope.Data, IsCall(envelope.Type)) : [Event(envelope)];

    private static InboundMessage Message(
        ChannelAccount account, QqEnvelope envelope, Guid id, DateTimeOffset receivedAt, MessageContent content, int at, string body)
    {
        var data = envelope.Data;
        var isMessage = IsMessage(envelope.Type);
        var address = AddressOf(envelope);
        // An answer names a message by its own id, and an event by the id of its delivery.
        var channelId = Bounded(isMessage ? data.Word("id") : envelope.Id, 128);
        return new InboundMessage
        {
            Id = id,
            AccountId = account.Id,
            ExternalId = address,
            DedupeKey = Key(isMessage ? "m" : "e", (isMessage ? data.Word("id") : envelope.Id) is { Length: > 0 } given ? given : Digest(body), at),
            ChannelMessageId = channelId,
            SentAt = data.Time("timestamp") ?? receivedAt,
            ReceivedAt = receivedAt,
            Content = content,
            CustomerName = QqAddress.Of(address).Kind is QqAddressKind.Person or QqAddressKind.Direct && data.Inner("author").Word("username") is { } name ? Short(name, 100) : null,
            Speaker = SpeakerOf(envelope, address),
            IsAddressed = IsAddressed(envelope),
        };
    }

    /// <summary>The external id of the thread.</summary>
    private static string AddressOf(QqEnvelope envelope)
    {
        var data = envelope.Data;
        var author = data.Inner("author");
        var address = data.Word("group_openid") is { } group ? new QqAddress(QqAddressKind.Group, group)
            : envelope.Type == "DIRECT_MESSAGE_CREATE" && data.Word("guild_id") is { } guild ? new QqAddress(QqAddressKind.Direct, guild)
            : (author.Word("user_openid") ?? data.Word("user_openid") ?? data.Word("openid")) is { } person ? new QqAddress(QqAddressKind.Person, person)
            : data.Word("channel_id") is { } channel ? new QqAddress(QqAddressKind.Channel, channel)
            : new QqAddress(QqAddressKind.Person, author.Word("id") ?? Platform);
        return Bounded(address.ToString(), 128)!;
    }

    private static Speaker? SpeakerOf(QqEnvelope envelope, string address)
    {
        if (QqAddress.Of(address).Kind is not (QqAddressKind.Group or QqAddressKind.Channel))
            return null;
        var data = envelope.Data;
        var author = data.Inner("author");
        return (author.Word("member_openid") ?? author.Word("id") ?? data.Word("group_member_openid") ?? data.Word("op_member_openid")) is { } id
            ? new Speaker(Bounded(id, 128)!, Short(author.Word("username") ?? "", 100))
            : null;
    }

    private static bool IsMessage(string type) =>
        type is "C2C_MESSAGE_CREATE" or "GROUP_AT_MESSAGE_CREATE" or "GROUP_MESSAGE_CREATE" or "AT_MESSAGE_CREATE" or "DIRECT_MESSAGE_CREATE" or "MESSAGE_CREATE";

    private static bool IsCall(string type) => type is "GROUP_AT_MESSAGE_CREATE" or "AT_MESSAGE_CREATE";

    /// <summary>With the full mode on, what is said to us comes twice, in either order: the one that names us among those it speaks to is the same message.</summary>
    private static bool IsAddressed(QqEnvelope envelope) =>
        envelope.Type is not ("GROUP_MESSAGE_CREATE" or "MESSAGE_CREATE") || envelope.Data.Items("mentions").Any(QqContent.IsUs);

    private static EventContent Event(QqEnvelope envelope)
    {
        var data = envelope.Data;
        var key = envelope.Type switch
        {
            "INTERACTION_CREATE" => data.Inner("data").Inner("resolved") is var tap ? tap.Word("button_data") ?? tap.Word("button_id") ?? tap.Word("feature_id") : null,
            "FRIEND_ADD" => data.Word("scene_param"),
            _ => null,
        };
        return new EventContent(envelope.Type.Length == 0 ? "unknown" : envelope.Type.ToLowerInvariant(), key is null ? null : Short(key, 500), data.Flat());
    }

    private static string Stored(string body, int at) => at == 0 ? body : string.Create(CultureInfo.InvariantCulture, $"{PartMark}{at}\n{body}");

    private static (int At, string Body) Opened(string raw)
    {
        var end = raw.StartsWith(PartMark, StringComparison.Ordinal) ? raw.IndexOf('\n', StringComparison.Ordinal) : -1;
        return end > 0 && int.TryParse(raw.AsSpan(PartMark.Length, end - PartMark.Length), NumberStyles.None, CultureInfo.InvariantCulture, out var at)
            ? (at, raw[(end + 1)..])
            : (0, raw);
    }

    private static string Key(string kind, string id, int at) => Bounded(kind + ":" + id, 240) + (at == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $"#{at}"));

    private static string? Bounded(string? id, int most) =>
        string.IsNullOrEmpty(id) ? null : id.Length <= most ? id : string.Concat(Short(id, most - 65), "#", Digest(id));

    private static string Short(string text, int most) => text.Length <= most ? text : text[..(char.IsHighSurrogate(text[most - 1]) ? most - 1 : most)];

    private static string Digest(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
}
