using System.Globalization;
using System.Text.RegularExpressions;

namespace Imcc.Core.Privacy;

/// <summary>
/// Finds telephone, identity, card and order numbers in what people write, by form, check digit and the word before them. A number is
/// found once, as the most telling kind; of numbers that lie in each other the outer one counts. Full-width digits are digits.
/// </summary>
public static partial class PersonalNumbers
{
    // Weights and check characters of GB 11643-1999.
    private static readonly int[] Weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
    private const string Checks = "10X98765432";
    private const int ShortestOrder = 8;
    private const int ShortestUnnamedOrder = 10;
    private const int LongestOrder = 32;
    /// <summary>How far before a number its word is looked for, in characters.</summary>
    private const int WordReach = 12;

    /// <summary>A number of a text that somebody names as they see it: as it stands there, or hidden in part.</summary>
    /// <param name="named">Without blanks and dashes.</param>
    /// <returns>The number without blanks and dashes; null: the text holds no such number, or several that look so.</returns>
    public static string? Named(string text, string named)
    {
        var fits = In(text).Where(n => n.Value == named || Mask.All.Text(n.Value) == named).Select(n => n.Value).Distinct().Take(2).ToList();
        return fits is [var one] ? one : null;
    }

    public static IReadOnlyList<FoundNumber> In(string text)
    {
        var plain = Plain(text);
        var found = new List<FoundNumber>();
        // First what is somebody's: an order number is only what is left.
        for (var i = 0; i < plain.Length; i++)
        {
            if (WrittenNumbers.At(plain, i) is not { } number)
                continue;
            found.Add(number);
            i = number.Start + number.Length - 1;
        }

        var rest = found.Count == 0 ? plain : Without(plain, found);
        foreach (Match match in Run().Matches(rest))
        {
            var value = Separators().Replace(match.Value, "").ToUpperInvariant();
            if (KindOf(value, plain, match) is { } kind)
                found.Add(new(kind, match.Index, match.Length, value));
        }

        found.Sort((a, b) => a.Start.CompareTo(b.Start));
        return found;
    }

    private static string Without(string plain, List<FoundNumber> found)
    {
        var rest = plain.ToCharArray();
        foreach (var number in found)
            rest.AsSpan(number.Start, number.Length).Fill('\n');
        return new(rest);
    }

    /// <summary>The same character as a plain one, if it is a full-width letter, digit, dash, plus, dot or blank.</summary>
    internal static char Plain(char c) => c switch
    {
        >= '０' and <= '９' or >= 'Ａ' and <= 'Ｚ' or >= 'ａ' and <= 'ｚ' or '－' or '＋' or '．' => (char)(c - 0xFEE0),
        '\u3000' or '\u00A0' => ' ',
        _ => c,
    };

    private static string Plain(string text) =>
        text.Any(c => Plain(c) != c) ? string.Create(text.Length, text, static (to, from) =>
        {
            for (var i = 0; i < to.Length; i++)
                to[i] = Plain(from[i]);
        }) : text;

    private static NumberKind? KindOf(string value, string text, Match match)
    {
        var word = WordBefore(text, match.Index);
        if (value.Length == 18 && (IsIdCard(value) || word == NumberWord.Identity))
            return NumberKind.IdCard;
        // Whatever stands before it: better an order number hidden as a telephone's than the other way round.
        if (Phone().IsMatch(value))
            return NumberKind.Phone;
        if (value.All(char.IsAsciiDigit) && value.Length is >= 15 and <= 19
            && (word == NumberWord.Card || (word != NumberWord.Order && value.Length >= 16 && value[0] is '3' or '4' or '5' or '6' && IsLuhn(value))))
            return NumberKind.BankCard;
        // Not in an address of the web, and not what a word before it says is something else.
        if (value.Length > LongestOrder || value.Count(char.IsAsciiDigit) < ShortestOrder || word is NumberWord.Card or NumberWord.Identity or NumberWord.Other || Landline().IsMatch(match.Value) || IsInAddress(text, match.Index))
            return null;
        if (word == NumberWord.Order)
            return value.Length == ShortestOrder && IsDate(value) ? null : NumberKind.Order;
        // Without its word an order number is told by its length, and by not being blank-separated groups or a moment in time.
        return value.Length >= ShortestUnnamedOrder && !match.Value.Contains(' ', StringComparison.Ordinal) && !match.Value.Contains('-', StringComparison.Ordinal) && !IsDate(value)
            ? NumberKind.Order
            : null;
    }

    internal static NumberWord WordBefore(string plain, int index) => LastWord(plain.AsSpan(Math.Max(0, index - WordReach), Math.Min(index, WordReach)));

    private static NumberWord LastWord(ReadOnlySpan<char> before)
    {
        var (last, at) = (NumberWord.None, -1);
        foreach (var (word, expression) in Words)
        {
            foreach (var match in expression.EnumerateMatches(before))
            {
                if (match.Index + match.Length > at)
                    (last, at) = (word, match.Index + match.Length);
            }
        }

        return last;
    }

    internal static bool IsIdCard(string value)
    {
        var sum = 0;
        for (var i = 0; i < 17; i++)
        {
            if (!char.IsAsciiDigit(value[i]))
                return false;
            sum += (value[i] - '0') * Weights[i];
        }

        return Checks[sum % 11] == value[17] && IsDay(value.AsSpan(6, 8));
    }

    internal static bool IsLuhn(string value)
    {
        var sum = 0;
        for (var i = 0; i < value.Length; i++)
        {
            var digit = value[^(i + 1)] - '0';
            if (i % 2 == 1)
                digit = digit > 4 ? (digit * 2) - 9 : digit * 2;
            sum += digit;
        }

        return sum % 10 == 0;
    }

    private static bool IsDate(string value) =>
        value.Length is 8 or 12 or 14 && value.StartsWith("20", StringComparison.Ordinal) && value.All(char.IsAsciiDigit) && IsDay(value.AsSpan(0, 8))
        && (value.Length == 8 || (int.Parse(value.AsSpan(8, 2), CultureInfo.InvariantCulture) < 24 && int.Parse(value.AsSpan(10, 2), CultureInfo.InvariantCulture) < 60));

    private static bool IsDay(ReadOnlySpan<char> digits) =>
        DateOnly.TryParseExact(digits, "yyyyMMdd", CultureInfo.InvariantCulture, DateTimeStyles.None, out _);

    private static bool IsInAddress(string text, int index)
    {
        foreach (var address in Address().EnumerateMatches(text))
        {
            if (address.Index <= index && index < address.Index + address.Length)
                return true;
        }

        return false;
    }

    private static (NumberWord Word, Regex Expression)[] Words =>
        [(NumberWord.Order, OrderWord()), (NumberWord.Card, CardWord()), (NumberWord.Identity, IdentityWord()), (NumberWord.Other, OtherWord())];

    // Letters may lead (a parcel's, an order's) and end (a parcel from abroad, an X); digits may stand in groups. An amount of money is no number of this kind.
    [GeneratedRegex(@"(?<![A-Za-z0-9¥￥$]|[0-9][.,])(?:(?:\+?86[ -]?)?1[3-9][0-9](?:[ -]?[0-9]{4}){2}|[0-9]{4}(?:[ -][0-9]{4}){3}(?:[ -]?[0-9]{1,3})?|[0-9]{6}[ -][0-9]{8}[ -][0-9]{3}[0-9Xx]|(?:[A-Za-z]{1,6}-?)?[0-9]{2,20}(?:-[A-Za-z0-9]{2,20}){1,4}|[A-Za-z]{1,6}-[0-9]{7,31}|[A-Za-z]{0,6}[0-9]{7,31}[A-Za-z]{0,3})(?![A-Za-z0-9]|[.,][0-9])", RegexOptions.CultureInvariant)]
    private static partial Regex Run();

    [GeneratedRegex("[ +-]", RegexOptions.CultureInvariant)]
    private static partial Regex Separators();

    [GeneratedRegex("^(?:86)?1[3-9][0-9]{9}$", RegexOptions.CultureInvariant)]
    private static partial Regex Phone();

    [GeneratedRegex("^0[0-9]{2,3}-[0-9]{7,8}(?:-[0-9]{1,6})?$", RegexOptions.CultureInvariant)]
    private static partial Regex Landline();

    [GeneratedRegex(@"(?:https?://|www\.)[A-Za-z0-9\-._~:/?#\[\]@!$&'()*+,;=%]+", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase)]
    private static partial Regex Address();

    [GeneratedRegex("订单|单号|运单|快递|物流|流水|编号|工单|保单|合同|交易号|order|tracking", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase)]
    private static partial Regex OrderWord();

    [GeneratedRegex("卡号|银行卡|信用卡|储蓄卡|借记卡|账号|帐号|账户|帐户|card", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase)]
    private static partial Regex CardWord();

    [GeneratedRegex("身份证|证件号", RegexOptions.CultureInvariant)]
    private static partial Regex IdentityWord();

    [GeneratedRegex("QQ|微信号|验证码|密码|金额|余额|手机|电话|phone|mobile", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase)]
    private static partial Regex OtherWord();
}
