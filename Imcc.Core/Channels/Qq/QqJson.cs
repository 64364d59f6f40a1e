using System.Globalization;
using System.Text.Json;
using Imcc.Core.Channels.WeChat;

namespace Imcc.Core.Channels.Qq;

/// <summary>Reads what QQ's pages call a number in one place and a string in the other.</summary>
public static class QqJson
{
    private const int MaxFields = 200;
    private const int MaxValue = 2000;

    /// <summary>A string or a number as text, without what no text column holds; null where it is missing, empty or something else.</summary>
    public static string? Word(this JsonElement json, string name) => json.Text(name)?.Trim() is { Length: > 0 } word ? word : null;

    /// <summary>The same with the blanks that stand around it.</summary>
    public static string? Text(this JsonElement json, string name) =>
        json.ValueKind == JsonValueKind.Object && json.TryGetProperty(name, out var value) ? Said(value) : null;

    public static JsonElement Inner(this JsonElement json, string name) =>
        json.ValueKind == JsonValueKind.Object && json.TryGetProperty(name, out var value) ? value : default;

    /// <summary>The objects of an array; none where it is something else.</summary>
    public static IEnumerable<JsonElement> Items(this JsonElement json, string name) =>
        json.Inner(name) is { ValueKind: JsonValueKind.Array } list ? list.EnumerateArray().Where(i => i.ValueKind == JsonValueKind.Object) : [];

    public static bool IsTrue(this JsonElement json, string name) => json.Inner(name).ValueKind == JsonValueKind.True;

    public static long? Number(this JsonElement json, string name) =>
        long.TryParse(json.Word(name), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? number : null;

    /// <summary>Seconds since 1970, milliseconds, or RFC 3339.</summary>
    public static DateTimeOffset? Time(this JsonElement json, string name)
    {
        if (json.Number(name) is { } number)
        {
            return number switch
            {
                > 0 and < 100_000_000_000 => DateTimeOffset.FromUnixTimeSeconds(number),
                >= 100_000_000_000 and < 253_402_300_800_000 => DateTimeOffset.FromUnixTimeMilliseconds(number),
                _ => null,
            };
        }

        return DateTimeOffset.TryParse(json.Word(name), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var at) ? at.ToUniversalTime() : null;
    }

    /// <summary>Every value by its path: <c>data.resolved.button_id</c>, <c>mentions.0.id</c>.</summary>
    public static IReadOnlyDictionary<string, string> Flat(this JsonElement json)
    {
        var fields = new Dictionary<string, string>(StringComparer.Ordinal);
        Add(fields, "", json, 0);
        return fields;
    }

    private static void Add(Dictionary<string, string> fields, string path, JsonElement json, int depth)
    {
        if (fields.Count >= MaxFields || depth > 16 || path.Length > 200)
            return;
        switch (json.ValueKind)
        {
            case JsonValueKind.Object:
                foreach (var member in json.EnumerateObject())
                    Add(fields, path.Length == 0 ? member.Name : path + "." + member.Name, member.Value, depth + 1);
                break;
            case JsonValueKind.Array:
                var at = 0;
                foreach (var item in json.EnumerateArray())
                    Add(fields, path + "." + at++.ToString(CultureInfo.InvariantCulture), item, depth + 1);
                break;
            case JsonValueKind.True or JsonValueKind.False:
                fields[path] = json.ValueKind == JsonValueKind.True ? "true" : "false";
                break;
            default:
                if (Said(json) is { } value)
                    fields[path] = value.Length <= MaxValue ? value : XmlText.Clean(value[..MaxValue]);
                break;
        }
    }

    private static string? Said(JsonElement value)
    {
        try
        {
            return value.ValueKind switch
            {
                JsonValueKind.String => XmlText.Clean(value.GetString()!),
                JsonValueKind.Number => value.GetRawText(),
                _ => null,
            };
        }
        catch (InvalidOperationException)
        {
            // Half a character (\ud83d alone): the whole string is unreadable.
            return null;
        }
    }
}
