using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Imcc.Core.Channels.WebChat;

/// <summary>
/// A visitor's message in the form that the ledger keeps. Together with what the ledger's row knows anyway (id, account, time of
/// arrival) it gives the same <see cref="InboundMessage"/> again after a crash.
/// </summary>
public static class WebChatWire
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        // It is stored, never put into a page: Chinese stays readable.
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>
    /// The visitor is part of the key: client ids are made by browsers, and two visitors of one account may come up with the same.
    /// </summary>
    public static string DedupeKey(string visitorId, string clientId) => visitorId + ":" + clientId;

    public static string Write(InboundMessage message) => JsonSerializer.Serialize(
        new Line(1, message.ExternalId, message.ChannelMessageId!, message.SentAt, message.CustomerName, message.Content), Json);

    /// <param name="id">The ledger row's id.</param>
    /// <exception cref="FormatException">It is not what <see cref="Write"/> wrote.</exception>
    public static InboundMessage Parse(string raw, Guid id, Guid accountId, DateTimeOffset receivedAt)
    {
        Line? line;
        try
        {
            line = JsonSerializer.Deserialize<Line>(raw, Json);
        }
        catch (Exception e) when (e is JsonException or NotSupportedException or InvalidOperationException)
        {
            throw new FormatException($"The web chat message {id} is not readable.", e);
        }

        if (line is not { V: 1, Visitor.Length: > 0, ClientId.Length: > 0, Content: not null })
            throw new FormatException($"The web chat message {id} lacks its visitor, client id or content.");
        return new InboundMessage
        {
            Id = id,
            AccountId = accountId,
            ExternalId = line.Visitor,
            DedupeKey = DedupeKey(line.Visitor, line.ClientId),
            ChannelMessageId = line.ClientId,
            SentAt = line.SentAt,
            ReceivedAt = receivedAt,
            Content = line.Content,
            CustomerName = line.Name,
        };
    }

    private sealed record Line(int V, string Visitor, string ClientId, DateTimeOffset SentAt, string? Name, MessageContent Content);
}
