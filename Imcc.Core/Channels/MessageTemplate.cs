using System.Collections.Immutable;
using System.Text.RegularExpressions;

namespace Imcc.Core.Channels;

/// <summary>A form that the channel approved for an account: its words, with places to fill in.</summary>
/// <param name="Id">The channel's own.</param>
/// <param name="Words">With places as <c>{{keyword1.DATA}}</c>.</param>
/// <param name="Example">The channel's own example of it; may be empty.</param>
/// <param name="Industry">What it was approved for, in words; may be empty.</param>
/// <param name="IsSubscription">Whether only those get it who subscribed to it.</param>
public sealed partial record MessageTemplate(string Id, string Title, string Words, string Example, string Industry, bool IsSubscription)
{
    /// <summary>The places in the order of the words.</summary>
    public ImmutableArray<TemplatePlace> Places()
    {
        var places = ImmutableArray.CreateBuilder<TemplatePlace>();
        foreach (var line in Words.Split('\n'))
        {
            var from = 0;
            foreach (Match match in Place().Matches(line))
            {
                var key = match.Groups[1].Value;
                if (!places.Any(p => p.Key == key))
                    places.Add(new(key, line[from..match.Index].Trim(' ', '\t', '\r', ':', '：', ',', '，', ';', '；')));
                from = match.Index + match.Length;
            }
        }

        return places.DrainToImmutable();
    }

    /// <summary>The words with the values in them; a place without a value stays empty, and a line of nothing else goes.</summary>
    public string Fill(IEnumerable<TemplateField> fields)
    {
        var values = fields.GroupBy(f => f.Key).ToDictionary(g => g.Key, g => g.First().Value, StringComparer.Ordinal);
        var lines = Words.ReplaceLineEndings("\n").Split('\n')
            .Select(line => (line, filled: Place().Replace(line, m => values.GetValueOrDefault(m.Groups[1].Value, ""))))
            .Where(l => l.filled.Trim().Length > 0 || l.line.Trim().Length == 0);
        return string.Join('\n', lines.Select(l => l.filled.TrimEnd())).Trim();
    }

    [GeneratedRegex(@"\{\{\s*([A-Za-z_][A-Za-z0-9_]*)\.DATA\s*\}\}")]
    private static partial Regex Place();
}

/// <param name="Label">What stands before it in its line; may be empty.</param>
public sealed record TemplatePlace(string Key, string Label)
{
    /// <summary>WeChat's limits by the kind of field, which its name tells: what is longer is refused (47003). In characters.</summary>
    public int MaxLength => Key.TrimEnd("0123456789".ToCharArray()) switch
    {
        "thing" => 20,
        "name" => 10,
        "phrase" => 5,
        "number" or "letter" or "symbol" or "character_string" => 32,
        "phone_number" => 17,
        "car_number" => 8,
        "const" => 20,
        _ => 200,
    };
}
