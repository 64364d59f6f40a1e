using System.Collections.Immutable;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Unicode;

namespace Imcc.Core.Contacts;

/// <summary>The values of a customer's attributes in the one column where they stand: JSON, by the attributes' ids.</summary>
public static class AttributeValues
{
    /// <summary>Characters of the column.</summary>
    public const int Longest = 8000;

    // Chinese stays readable in the database; what a browser shows is encoded there.
    private static readonly JsonSerializerOptions Json = new() { Encoder = JavaScriptEncoder.Create(UnicodeRanges.All) };

    public static ImmutableSortedDictionary<Guid, string> Read(string column) =>
        column.Length == 0
            ? ImmutableSortedDictionary<Guid, string>.Empty
            : JsonSerializer.Deserialize<Dictionary<Guid, string>>(column)!.ToImmutableSortedDictionary();

    /// <summary>The column with one value changed; empty takes it away.</summary>
    public static string With(string column, Guid attributeId, string value)
    {
        var values = Read(column);
        values = value.Length == 0 ? values.Remove(attributeId) : values.SetItem(attributeId, value);
        return values.IsEmpty ? "" : JsonSerializer.Serialize(values, Json);
    }
}
