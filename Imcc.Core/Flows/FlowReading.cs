using System.Globalization;
using System.Text.RegularExpressions;
using Imcc.Core.Answering.Keywords;
using Imcc.Core.Privacy;
using Imcc.Core.Retrieval;

namespace Imcc.Core.Flows;

/// <summary>Makes of what a customer wrote the answer that a node asks for.</summary>
public static partial class FlowReading
{
    /// <summary>A word of an option counts within a sentence from so many letters on: 1 or 是 stands in too many.</summary>
    private const int ShortestWithin = 2;

    private const int PhoneDigits = 11;

    /// <summary>How far before a word what takes it back is looked for, in letters.</summary>
    private const int NegationReach = 3;

    /// <returns>The answer as it is kept; null: it is none.</returns>
    public static string? Of(AskNode ask, string words, DateTimeOffset now)
    {
        var plain = Plain(words).Trim();
        if (plain.Length == 0)
            return null;
        return ask.Input switch
        {
            FlowInput.Text => words.Trim(),
            FlowInput.Number => NumberIn(plain)?.ToString("0.######", CultureInfo.InvariantCulture),
            // Without the country's code.
            FlowInput.Phone => PersonalNumbers.In(plain).Where(n => n.Kind == NumberKind.Phone).Select(n => n.Value[^PhoneDigits..]).FirstOrDefault(),
            FlowInput.IdCard => PersonalNumbers.In(plain).Where(n => n.Kind == NumberKind.IdCard && PersonalNumbers.IsIdCard(n.Value)).Select(n => n.Value).FirstOrDefault(),
            FlowInput.BankCard => Card().Matches(plain).Select(m => m.Value.Replace(" ", "", StringComparison.Ordinal).Replace("-", "", StringComparison.Ordinal)).FirstOrDefault(c => c.Length is >= 15 and <= 19 && PersonalNumbers.IsLuhn(c)),
            FlowInput.Date => DayIn(plain, DateOnly.FromDateTime(now.DateTime))?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
            FlowInput.Email => Email().Match(plain) is { Success: true, Value: var address } ? address : null,
            FlowInput.Pattern => Whole(ask.Pattern)?.Find(KeywordLetters.Written(plain)) is not null ? plain : null,
            _ => throw new InvalidOperationException($"{ask.Input} is no input that is known here."),
        };
    }

    /// <returns>The option that is meant; null: none is, or several could be.</returns>
    /// <param name="isTap">The key of something tapped: it stands for an option or it does not.</param>
    public static FlowOption? Of(ChoiceNode choice, string words, bool isTap = false)
    {
        var said = KeywordLetters.Of(words);
        if (said.Length == 0)
            return null;
        for (var i = 0; i < choice.Options.Length; i++)
        {
            if (said == (i + 1).ToString(CultureInfo.InvariantCulture))
                return choice.Options[i];
        }

        if (choice.Options.FirstOrDefault(o => Names(o).Any(n => n == said)) is { } named)
            return named;
        if (isTap)
            return null;
        // The longest word that is said: 信用卡 rather than 卡.
        var within = choice.Options.SelectMany(o => Names(o).Where(n => n.Length >= ShortestWithin && IsMeant(said, n)).Select(n => (Option: o, n.Length))).ToList();
        if (within.Count == 0)
            return null;
        var longest = within.Max(w => w.Length);
        return within.Where(w => w.Length == longest).Select(w => w.Option).Distinct().Take(2).ToList() is [var only] ? only : null;
    }

    public static bool Holds(FlowRule rule, string? value) => rule.Test switch
    {
        FlowTest.Is => IsSame(value, rule.Value),
        FlowTest.IsNot => !IsSame(value, rule.Value),
        FlowTest.Contains => value is not null && KeywordLetters.Of(rule.Value) is { Length: > 0 } part && KeywordLetters.Of(value).Contains(part, StringComparison.Ordinal),
        FlowTest.IsGiven => !string.IsNullOrEmpty(value),
        FlowTest.AtLeast => NumberOf(value) is { } number && NumberOf(rule.Value) is { } least && number >= least,
        FlowTest.AtMost => NumberOf(value) is { } number && NumberOf(rule.Value) is { } most && number <= most,
        _ => throw new InvalidOperationException($"{rule.Test} is no test that is known here."),
    };

    internal static decimal? NumberOf(string? text) => decimal.TryParse(text, NumberStyles.Number, CultureInfo.InvariantCulture, out var number) ? number : null;

    /// <returns>Null: it is no regular expression.</returns>
    internal static KeywordExpression? Whole(string pattern) => pattern.Length == 0 ? null : KeywordExpression.TryMake($"^(?:{pattern})$");

    private static IEnumerable<string> Names(FlowOption option) => option.Words.Prepend(option.Text).Select(KeywordLetters.Of).Where(n => n.Length > 0);

    private static string Plain(string text) => string.Create(text.Length, text, static (to, from) =>
    {
        for (var i = 0; i < to.Length; i++)
            to[i] = PersonalNumbers.Plain(from[i]);
    });

    // Letters alone would take 1.5 for 15.
    private static bool IsSame(string? value, string compared) =>
        value is not null && (NumberOf(value) is { } number && NumberOf(compared) is { } other ? number == other : KeywordLetters.Of(value) == KeywordLetters.Of(compared));

    /// <summary>Said, and not said away: 不要信用卡 is no choice of it.</summary>
    private static bool IsMeant(string said, string name)
    {
        var at = said.IndexOf(name, StringComparison.Ordinal);
        return at >= 0 && !said.AsSpan(Math.Max(0, at - NegationReach), Math.Min(at, NegationReach)).ContainsAny("不别非没");
    }

    /// <summary>The one number that is said, 5万 for what it is; of several nobody knows which is meant.</summary>
    private static decimal? NumberIn(string text)
    {
        if (Number().Matches(text.Replace('，', ',')) is not [var only] || !decimal.TryParse(only.Groups[1].Value, NumberStyles.Number, CultureInfo.InvariantCulture, out var number))
            return null;
        return only.Groups[2].Value switch
        {
            "" => number,
            "千" => number * 1_000,
            "万" or "萬" => number * 10_000,
            _ => number * 100_000_000,
        };
    }

    private static DateOnly? DayIn(string text, DateOnly today)
    {
        // 大后天 holds 后天.
        if (Named(text, today) is { } named)
            return named;
        if (Full().Match(text) is { Success: true } full)
            return Day(full.Groups[1].Value, full.Groups[2].Value, full.Groups[3].Value);
        if (Short().Match(text) is not { Success: true } part || Day(today.Year.ToString(CultureInfo.InvariantCulture), part.Groups[1].Value, part.Groups[2].Value) is not { } day)
            return null;
        // In December 1月3日 is the next January's, in January 12月30日 the last December's.
        var apart = day.DayNumber - today.DayNumber;
        return apart < -183 ? day.AddYears(1) : apart > 183 ? day.AddYears(-1) : day;
    }

    private static DateOnly? Named(string text, DateOnly today)
    {
        var written = TextFolding.Fold(text);
        (string Word, int Days)[] words = [("大后天", 3), ("大前天", -3), ("后天", 2), ("前天", -2), ("明天", 1), ("明日", 1), ("昨天", -1), ("昨日", -1), ("今天", 0), ("今日", 0)];
        foreach (var (word, days) in words)
        {
            if (written.Contains(word, StringComparison.Ordinal))
                return today.AddDays(days);
        }

        return null;
    }

    private static DateOnly? Day(string year, string month, string day) =>
        DateOnly.TryParseExact($"{year}-{month}-{day}", "yyyy-M-d", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date) ? date : null;

    [GeneratedRegex(@"(?<![0-9.,])(-?(?:[0-9]{1,3}(?:,[0-9]{3}){1,4}|[0-9]{1,15})(?:\.[0-9]{1,6})?)(?![0-9.,][0-9]|[0-9]) ?([千万萬亿億]?)")]
    private static partial Regex Number();

    [GeneratedRegex(@"[0-9](?:[ -]?[0-9]){14,18}")]
    private static partial Regex Card();

    [GeneratedRegex(@"[A-Za-z0-9._%+-]{1,64}@(?:[A-Za-z0-9-]{1,63}\.){1,8}[A-Za-z]{2,24}")]
    private static partial Regex Email();

    [GeneratedRegex(@"(?<![0-9])([12][0-9]{3}) ?[-/.年] ?([0-9]{1,2}) ?[-/.月] ?([0-9]{1,2})(?![0-9])")]
    private static partial Regex Full();

    [GeneratedRegex(@"(?<![0-9])([0-9]{1,2}) ?[-/月] ?([0-9]{1,2})(?![0-9])")]
    private static partial Regex Short();
}
