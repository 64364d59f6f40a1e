using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Imcc.Core.Channels.Open;

/// <summary>Posted messages as we keep them: in the conversation, and in the ledger, from where they are read again after a crash.</summary>
public static class OpenWire
{
    internal static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        // It is stored and sent, never put into a page: Chinese stays readable.
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <param name="posted">Without problems.</param>
    /// <param name="id">Ours.</param>
    /// <param name="file">Its file where we have it already, as the message that carries it.</param>
    public static InboundMessage ToMessage(OpenIncoming posted, Guid id, Guid accountId, MessageContent? file, DateTimeOffset now)
    {
        var externalId = OpenAddress.Of(posted);
        return new InboundMessage
        {
            Id = id,
            AccountId = accountId,
            ExternalId = externalId,
            DedupeKey = OpenAddress.DedupeKey(externalId, posted.Id!),
            ChannelMessageId = posted.Id,
            SentAt = posted.Time ?? now,
            ReceivedAt = now,
            Content = ContentOf(posted, file),
            CustomerName = Line(posted.Group is { } group ? group.Name : posted.From!.Name),
            Speaker = posted.Group is null ? null : new Speaker(posted.From!.Id!, Line(posted.From.Name) ?? ""),
            IsAddressed = posted.Group is null || posted.Addressed != false,
        };
    }

    public static string Write(InboundMessage message) => JsonSerializer.Serialize(
        new Kept(1, message.ExternalId, message.ChannelMessageId!, message.SentAt, message.CustomerName, message.Content, message.Speaker, message.IsAddressed), Json);

    /// <param name="id">The ledger row's id.</param>
    /// <exception cref="FormatException">It is not what <see cref="Write"/> wrote.</exception>
    public static InboundMessage Parse(string raw, Guid id, Guid accountId, DateTimeOffset receivedAt)
    {
        Kept? kept;
        try
        {
            kept = JsonSerializer.Deserialize<Kept>(raw, Json);
        }
        catch (Exception e) when (e is JsonException or NotSupportedException or InvalidOperationException)
        {
            throw new FormatException($"The message {id} of an open channel is not readable.", e);
        }

        if (kept is not { V: 1, Customer.Length: > 0, Id.Length: > 0, Content: not null })
            throw new FormatException($"The message {id} of an open channel lacks its customer, id or content.");
        return new InboundMessage
        {
            Id = id,
            AccountId = accountId,
            ExternalId = kept.Customer,
            DedupeKey = OpenAddress.DedupeKey(kept.Customer, kept.Id),
            ChannelMessageId = kept.Id,
            SentAt = kept.SentAt,
            ReceivedAt = receivedAt,
            Content = kept.Content,
            CustomerName = kept.Name,
            Speaker = kept.Speaker,
            IsAddressed = kept.IsAddressed,
        };
    }

    private static MessageContent ContentOf(OpenIncoming posted, MessageContent? file)
    {
        // The channel's id of what is still to be fetched is the message's own.
        var media = file?.MediaOf() ?? new MediaRef(ProviderId: posted.Id, ProviderUrl: posted.Media?.Url, Name: posted.Media?.Name);
        return posted.Type switch
        {
            "text" => new TextContent(Clean(posted.Text!), posted.Choice),
            "location" => new LocationContent(posted.Location!.Latitude!.Value, posted.Location.Longitude!.Value, Label: Line(posted.Location.Label)),
            "link" => new LinkContent(Line(posted.Link!.Title)!, Line(posted.Link.Description), posted.Link.Url!),
            "event" => new EventContent(posted.Event!.Name!, posted.Event.Key, posted.Event.Fields),
            "file" => new FileContent(media),
            // What it is decides over what it is called: a picture that is none is a file.
            "voice" when file is null or VoiceContent => new VoiceContent(media, (file as VoiceContent)?.Format, posted.Text is { } said ? Clean(said) : null),
            "picture" when file is null => new PictureContent(media),
            "video" when file is null => new VideoContent(media),
            _ => file ?? throw new InvalidOperationException($"A message of type '{posted.Type}' was not checked."),
        };
    }

    private static string Clean(string text) => string.Concat(text.Where(c => !char.IsControl(c) || c is '\n' or '\t'));

    private static string? Line(string? text) => text is null ? null : string.Concat(text.Where(c => !char.IsControl(c))).Trim();

    private sealed record Kept(int V, string Customer, string Id, DateTimeOffset SentAt, string? Name, MessageContent Content, Speaker? Speaker = null, bool IsAddressed = true);
}
