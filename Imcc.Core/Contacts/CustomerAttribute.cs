using System.Collections.Immutable;
using System.Globalization;

namespace Imcc.Core.Contacts;

/// <summary>Something that the organisation wants to know of its customers (客户属性), as the administrator defined it.</summary>
[GenerateSerializer, Immutable]
public sealed record CustomerAttribute
{
    public const int LongestValue = 200;

    [Id(0)] public required Guid Id { get; init; }

    [Id(1)] public required string Name { get; init; }

    [Id(2)] public AttributeKind Kind { get; init; }

    /// <summary>What may be chosen, for <see cref="AttributeKind.Choice"/>.</summary>
    [Id(3)] public ImmutableArray<string> Choices { get; init; } = [];

    [Id(4)] public int Position { get; init; }

    /// <summary>The card says so as long as it is empty.</summary>
    [Id(5)] public bool Required { get; init; }

    /// <summary>False: kept for links and other systems, not for agents' eyes.</summary>
    [Id(6)] public bool ShownToAgents { get; init; } = true;

    /// <summary>The value as it is kept: trimmed, a date as yyyy-MM-dd, a number plain, a telephone number without blanks and dashes.</summary>
    /// <returns>Null: it is none of this kind. Empty is always one: then nothing is known.</returns>
    public string? Accept(string value)
    {
        var text = value.Trim();
        if (text.Length == 0)
            return "";
        if (text.Length > LongestValue || text.Any(char.IsControl))
            return null;
        return Kind switch
        {
            AttributeKind.Number => decimal.TryParse(text, NumberStyles.Number, CultureInfo.InvariantCulture, out var number) ? number.ToString(CultureInfo.InvariantCulture) : null,
            AttributeKind.Date => DateOnly.TryParseExact(text, ["yyyy-MM-dd", "yyyy/M/d", "yyyy年M月d日", "yyyyMMdd"], CultureInfo.InvariantCulture, DateTimeStyles.None, out var date)
                ? date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)
                : null,
            AttributeKind.Choice => Choices.Contains(text) ? text : null,
            AttributeKind.Phone => Phone(text),
            _ => text,
        };
    }

    private static string? Phone(string text)
    {
        var digits = string.Concat(text.Where(c => c is not (' ' or '-' or '(' or ')')));
        var bare = digits.StartsWith('+') ? digits[1..] : digits;
        return bare.Length is >= 7 and <= 15 && bare.All(char.IsAsciiDigit) ? digits : null;
    }
}

/// <summary>What kind of value an attribute takes. The names stand in rows.</summary>
public enum AttributeKind
{
    Text = 0,
    Number = 1,
    Date = 2,
    Choice = 3,
    Phone = 4,
}
