using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using Imcc.Core.Channels.WeChat;

namespace Imcc.Core.Channels.OneBot;

/// <summary>One piece of a message: a stretch of text, a picture, somebody named. Values as they are, whatever format carried them.</summary>
/// <param name="Type">In lower case.</param>
public sealed record OneBotSegment(string Type, ImmutableSortedDictionary<string, string> Data)
{
    public static OneBotSegment Text(string text) => Of("text", ("text", text));

    public static OneBotSegment Of(string type, params (string Name, string Value)[] data) => new(type, data.ToImmutableSortedDictionary(d => d.Name, d => d.Value, StringComparer.Ordinal));

    /// <summary>Null where it has none, or an empty one.</summary>
    public string? this[string name] => Data.TryGetValue(name, out var value) && value.Length > 0 ? value : null;

    public bool Equals(OneBotSegment? other) => other is not null && Type == other.Type && Data.SequenceEqual(other.Data);

    public override int GetHashCode() => HashCode.Combine(Type, Data.Count);

    /// <summary>A message of an event: an array of segments, a single one, or a string with CQ codes; anything else holds nothing.</summary>
    public static ImmutableArray<OneBotSegment> Read(JsonElement message) => message.ValueKind switch
    {
        JsonValueKind.String => CqCode.Read(Words(message)),
        JsonValueKind.Array => [.. message.EnumerateArray().Select(One).OfType<OneBotSegment>()],
        JsonValueKind.Object when One(message) is { } single => [single],
        _ => [],
    };

    private static OneBotSegment? One(JsonElement segment)
    {
        if (segment.ValueKind != JsonValueKind.Object || !segment.TryGetProperty("type", out var type) || type.ValueKind != JsonValueKind.String)
            return null;
        // The data may be null, and its values numbers.
        var data = segment.TryGetProperty("data", out var values) && values.ValueKind == JsonValueKind.Object
            ? values.EnumerateObject().Select(p => (p.Name, Value: Words(p.Value))).GroupBy(p => p.Name, StringComparer.Ordinal).Select(g => g.Last())
            : [];
        return Of(Words(type).ToLowerInvariant(), [.. data]);
    }

    /// <summary>A value as text, without what no text column holds: numbers and structures as they are written.</summary>
    public static string Words(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => XmlText.Clean(value.GetString()!),
        JsonValueKind.Null or JsonValueKind.Undefined => "",
        // A clone of the protocol may write an id as 2.0002E7.
        JsonValueKind.Number when !value.TryGetInt64(out _) && value.TryGetDouble(out var number) && Math.Abs(number) < 1e15 && number == Math.Truncate(number) =>
            ((long)number).ToString(CultureInfo.InvariantCulture),
        _ => value.GetRawText(),
    };
}
