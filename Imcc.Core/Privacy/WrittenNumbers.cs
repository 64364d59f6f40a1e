namespace Imcc.Core.Privacy;

/// <summary>
/// Telephone, identity and card numbers however they are written: with blanks, dots or dashes inside, in lists, with letters or signs around. Only a digit beside
/// one says that it is part of something longer.
/// </summary>
internal static class WrittenNumbers
{
    private const int Phone = 11;
    private const int IdCard = 18;
    private const int LongestCard = 19;
    private const int LongestGap = 3;

    /// <summary>The number that begins at a place; null: none does.</summary>
    /// <param name="plain">With plain digits, blanks and dashes: <see cref="PersonalNumbers.Plain(char)"/>.</param>
    public static FoundNumber? At(string plain, int start)
    {
        if (!char.IsAsciiDigit(plain[start]) || (start > 0 && char.IsAsciiDigit(plain[start - 1])))
            return null;
        var trail = Trail(plain, start);
        return IdCardIn(plain, trail) ?? PhoneIn(plain, trail) ?? CardIn(plain, trail);
    }

    /// <summary>Places of the digits from one on, as long as nothing but separators lies between them.</summary>
    private static List<int> Trail(string plain, int start)
    {
        var trail = new List<int>(LongestCard) { start };
        for (var i = start + 1; i < plain.Length && trail.Count < LongestCard && i - trail[^1] <= LongestGap + 1; i++)
        {
            if (char.IsAsciiDigit(plain[i]) || (trail.Count == IdCard - 1 && plain[i] is 'X' or 'x'))
                trail.Add(i);
            else if (plain[i] is not (' ' or '-' or '.'))
                break;
        }

        return trail;
    }

    private static FoundNumber? IdCardIn(string plain, List<int> trail) =>
        Take(plain, trail, IdCard) is { } value && (PersonalNumbers.IsIdCard(value) || (PersonalNumbers.WordBefore(plain, trail[0]) == NumberWord.Identity && Groups(trail, IdCard).All(g => g >= 4)))
            ? Found(NumberKind.IdCard, trail, value)
            : null;

    private static FoundNumber? PhoneIn(string plain, List<int> trail)
    {
        // The country's code may lead.
        foreach (var code in (ReadOnlySpan<string>)["", "86", "0086"])
        {
            if (Take(plain, trail, code.Length + Phone) is not { } value || !value.StartsWith(code, StringComparison.Ordinal) || value[code.Length] != '1' || value[code.Length + 1] < '3')
                continue;
            // Written in three groups at most, the first of them three digits: an address of a machine or a row of figures is none.
            var groups = Groups(trail[code.Length..], Phone);
            if (groups.Count > 3 || groups.Any(g => g < 3))
                continue;
            var found = Found(NumberKind.Phone, trail, value);
            return code.Length > 0 && found.Start > 0 && plain[found.Start - 1] == '+' ? found with { Start = found.Start - 1, Length = found.Length + 1 } : found;
        }

        return null;
    }

    private static FoundNumber? CardIn(string plain, List<int> trail)
    {
        var word = PersonalNumbers.WordBefore(plain, trail[0]);
        for (var length = LongestCard; length >= 15 && word != NumberWord.Order; length--)
        {
            if (Take(plain, trail, length) is { } value && value.All(char.IsAsciiDigit) && Groups(trail, length).SkipLast(1).All(g => g >= 4)
                && (word == NumberWord.Card || (length >= 16 && value[0] is >= '3' and <= '6' && PersonalNumbers.IsLuhn(value))))
                return Found(NumberKind.BankCard, trail, value);
        }

        return null;
    }

    /// <summary>The first digits of a trail; null: it is shorter, or the number goes on.</summary>
    private static string? Take(string plain, List<int> trail, int length) =>
        trail.Count < length || (trail[length - 1] + 1 < plain.Length && char.IsAsciiDigit(plain[trail[length - 1] + 1]))
            ? null
            : string.Concat(trail.Take(length).Select(i => char.ToUpperInvariant(plain[i])));

    /// <summary>How many digits stand together.</summary>
    private static List<int> Groups(List<int> trail, int length)
    {
        var groups = new List<int> { 1 };
        for (var i = 1; i < length; i++)
        {
            if (trail[i] == trail[i - 1] + 1)
                groups[^1]++;
            else
                groups.Add(1);
        }

        return groups;
    }

    private static FoundNumber Found(NumberKind kind, List<int> trail, string value) => new(kind, trail[0], trail[value.Length - 1] + 1 - trail[0], value);
}
