using System.Text.RegularExpressions;

namespace Imcc.Core.Privacy;

/// <summary>
/// Finds telephone, identity, card and order numbers in what people write, by form and check digit. A number is found once, as the
/// most telling kind; of numbers that lie in each other the outer one counts.
/// </summary>
public static partial class PersonalNumbers
{
    // Weights and check characters of GB 11643-1999.
    private static readonly int[] Weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
    private const string Checks = "10X98765432";
    private const int ShortestOrder = 8;

    public static IReadOnlyList<FoundNumber> In(string text)
    {
        var found = new List<FoundNumber>();
        foreach (Match match in Run().Matches(text))
        {
            var value = Separators().Replace(match.Value, "").ToUpperInvariant();
            if (KindOf(value, match.Value, text.AsSpan(0, match.Index)) is { } kind)
                found.Add(new(kind, match.Index, match.Length, value));
        }

        return found;
    }

    private static NumberKind? KindOf(string value, string written, ReadOnlySpan<char> before)
    {
        if (value.Length == 18 && IsIdCard(value))
            return NumberKind.IdCard;
        if (Phone().Match(value) is { Success: true })
            return NumberKind.Phone;
        var isSaidToBeOrder = OrderWord().IsMatch(before[^Math.Min(before.Length, 12)..]);
        if (!isSaidToBeOrder && value.Length is >= 16 and <= 19 && value[0] is '3' or '4' or '5' or '6' && IsLuhn(value))
            return NumberKind.BankCard;
        // Without its word an order number is told by its length, and by being written in one piece.
        return (isSaidToBeOrder && value.Length >= ShortestOrder) || (value.Length is >= 10 and <= 32 && value == written.ToUpperInvariant() && value.Any(char.IsAsciiDigit) && !IsDate(value))
            ? NumberKind.Order
            : null;
    }

    private static bool IsIdCard(string value)
    {
        var sum = 0;
        for (var i = 0; i < 17; i++)
        {
            if (!char.IsAsciiDigit(value[i]))
                return false;
            sum += (value[i] - '0') * Weights[i];
        }

        return Checks[sum % 11] == value[17]
            && DateOnly.TryParseExact(value.AsSpan(6, 8), "yyyyMMdd", System.Globalization.CultureInfo.InvariantCulture, System.Globalization.DateTimeStyles.None, out _);
    }

    private static bool IsLuhn(string value)
    {
        var sum = 0;
        for (var i = 0; i < value.Length; i++)
        {
            if (!char.IsAsciiDigit(value[^(i + 1)]))
                return false;
            var digit = value[^(i + 1)] - '0';
            if (i % 2 == 1)
                digit = digit > 4 ? (digit * 2) - 9 : digit * 2;
            sum += digit;
        }

        return sum % 10 == 0;
    }

    private static bool IsDate(string value) =>
        value.Length is 12 or 14 && value.StartsWith("20", StringComparison.Ordinal)
        && DateOnly.TryParseExact(value.AsSpan(0, 8), "yyyyMMdd", System.Globalization.CultureInfo.InvariantCulture, System.Globalization.DateTimeStyles.None, out _);

    // Letters may lead (a parcel's, an order's), an X may end (an identity number's); digits may stand in groups.
    [GeneratedRegex(@"(?<![A-Za-z0-9])(?:(?:\+?86[ -]?)?1[3-9]\d(?:[ -]?\d{4}){2}|\d{4}(?:[ -]\d{4}){3}(?:[ -]?\d{1,3})?|\d{6}[ -]\d{8}[ -]\d{3}[\dXx]|[A-Za-z]{0,6}\d{7,31}[Xx]?)(?![A-Za-z0-9])", RegexOptions.CultureInvariant)]
    private static partial Regex Run();

    [GeneratedRegex("[ +-]", RegexOptions.CultureInvariant)]
    private static partial Regex Separators();

    [GeneratedRegex(@"^(?:86)?1[3-9]\d{9}$", RegexOptions.CultureInvariant)]
    private static partial Regex Phone();

    [GeneratedRegex("订单|单号|运单|快递|流水|编号|工单|保单|合同|order", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase)]
    private static partial Regex OrderWord();
}
