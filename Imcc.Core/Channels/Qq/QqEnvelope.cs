using System.Text.Json;

namespace Imcc.Core.Channels.Qq;

/// <summary>What QQ posts: an operation, and with operation 0 an event and its data.</summary>
/// <param name="Id">Of the delivery; an answer may name it as <c>event_id</c>. Empty where it is missing.</param>
/// <param name="Type">The event's name as it came, at most 64 characters.</param>
/// <param name="Data">Undefined where it is missing.</param>
public sealed record QqEnvelope(int Op, string Id, string Type, JsonElement Data)
{
    /// <summary>Forwarded messages hold messages.</summary>
    private static readonly JsonDocumentOptions Deep = new() { MaxDepth = 256 };

    /// <returns>Null for what is no JSON object with an operation.</returns>
    public static QqEnvelope? Read(ReadOnlyMemory<byte> body)
    {
        try
        {
            using var document = JsonDocument.Parse(JsonText.Mend(body.Span), Deep);
            var root = document.RootElement;
            if (root.ValueKind != JsonValueKind.Object || root.Number("op") is not (>= 0 and <= int.MaxValue and var op))
                return null;
            var type = root.Word("t") ?? "";
            return new((int)op, root.Word("id") ?? "", type.Length <= 64 ? type : type[..64], root.TryGetProperty("d", out var data) ? data.Clone() : default);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
