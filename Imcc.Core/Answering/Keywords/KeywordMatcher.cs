namespace Imcc.Core.Answering.Keywords;

/// <summary>
/// Which rule answers a text: exact before prefix before contained before patterns before fuzzy; within each the longest, then the highest
/// priority, then the oldest. Immutable: made anew for every change of the rules, and exchanged as a whole.
/// </summary>
public sealed class KeywordMatcher
{
    public static readonly KeywordMatcher Empty = new([], StopWords.None);

    private readonly KeywordTable _table;
    private readonly KeywordAutomaton _words;
    private readonly FuzzyKeywords _fuzzy;
    private readonly StopWords _stops;

    /// <param name="before">The matcher that this one replaces: what takes long to make is taken over.</param>
    public KeywordMatcher(IEnumerable<KeywordRule> rules, StopWords stops, KeywordMatcher? before = null)
    {
        var known = before?._table.Expressions.DistinctBy(e => e.Expression.Text).ToDictionary(e => e.Expression.Text, e => e.Expression, StringComparer.Ordinal);
        _table = new(rules, known ?? []);
        _words = new(_table.Words, KeywordLetters.Folded);
        _fuzzy = new(_table);
        _stops = stops;
    }

    /// <summary>In the order of their rank.</summary>
    public IReadOnlyList<KeywordRule> Rules => _table.Rules;

    /// <summary>Regular expressions that took too long too often, and are not looked at any more.</summary>
    public IReadOnlyList<KeywordPattern> PutAside => [.. _table.Expressions.Where(e => e.Expression.IsAside).Select(e => _table.Patterns[e.Pattern])];

    /// <summary>The same with one rule more, or another in the place of the one with its id.</summary>
    public KeywordMatcher With(KeywordRule rule) => new([.. Rules.Where(r => r.Id != rule.Id), Rules.FirstOrDefault(r => r.Id == rule.Id) is { } old ? rule with { CreatedAt = old.CreatedAt } : rule], _stops, this);

    public AutomaticAnswer? Find(AnswerAsk ask)
    {
        if (ask.IsTap)
            return _table.Taps.TryGetValue(ask.Text.Trim(), out var taps) && First(taps, ask) is >= 0 and var tap ? _table.Answers[tap] : null;
        if (FindWords(ask) is >= 0 and var found)
            return _table.Answers[found];
        if (_fuzzy.IsEmpty || _fuzzy.Find(ask, _stops) is not (>= 0 and var near))
            return null;
        var rule = _table.RuleOf(near);
        return rule.Answer.As(AnswerStep.KeywordFuzzy, rule.Id);
    }

    /// <summary>Every pattern that fits, whether its rule may answer or not; no order. For explaining, and slower.</summary>
    public IReadOnlyList<KeywordHit> All(string text, bool isTap)
    {
        if (isTap)
            return [.. (_table.Taps.GetValueOrDefault(text.Trim()) ?? []).Select(p => new KeywordHit(_table.RuleOf(p), _table.Patterns[p], AnswerStep.KeywordExact, text.Trim().Length, 0, []))];
        var all = new KeywordSurvey(_table, text).Of(_words, _stops);
        return [.. all, .. _fuzzy.All(text, _stops)];
    }

    private int FindWords(AnswerAsk ask)
    {
        var (node, letters, prefix, contains, depth) = (KeywordAutomaton.Root, 0, -1, -1, 0);
        Dictionary<int, int>? met = null;
        var text = ask.Text.AsSpan(0, Math.Min(ask.Text.Length, KeywordLetters.Longest));
        foreach (var c in text)
        {
            var code = _words.Code(c);
            if (code == KeywordAutomaton.Nothing)
                continue;
            letters++;
            node = _words.Next(node, code);
            for (var end = _words.End(node); end != KeywordAutomaton.Root; end = _words.Shorter(end))
            {
                ref readonly var at = ref _table.AtWord[_words.WordAt(end)];
                var length = _words.DepthOf(end);
                // A later prefix is a longer one.
                if (length == letters && at.Prefix.Length > 0 && First(at.Prefix, ask) is >= 0 and var first)
                    prefix = first;
                if (length >= depth && at.Contains.Length > 0 && First(at.Contains, ask) is >= 0 and var inside && (length > depth || inside < contains))
                    (contains, depth) = (inside, length);
                foreach (var (pattern, word) in at.AllOf)
                {
                    met ??= [];
                    met[pattern] = met.GetValueOrDefault(pattern) | (1 << word);
                }
            }
        }

        if (letters > 0 && Exact(node, letters, text, ask) is >= 0 and var exact)
            return exact;
        if (prefix >= 0)
            return prefix;
        if (contains >= 0)
            return contains;
        return met is null && _table.Expressions.Count == 0 ? -1 : FindPattern(met, ask);
    }

    private int Exact(int node, int letters, ReadOnlySpan<char> text, AnswerAsk ask)
    {
        if (_words.DepthOf(node) == letters && _words.WordAt(node) is >= 0 and var whole && First(_table.AtWord[whole].Exact, ask) is >= 0 and var exact)
            return exact;
        if (_stops.Words.IsEmpty)
            return -1;
        Span<char> folded = stackalloc char[KeywordLetters.Longest];
        folded = folded[..KeywordLetters.Read(text, folded, [])];
        var (start, end) = _stops.Strip(folded);
        return end - start < letters && _words.Find(folded[start..end]) is >= 0 and var core ? First(_table.AtWord[core].Exact, ask) : -1;
    }

    // Rank alone decides: how much of a text a pattern takes does not say how well it fits.
    private int FindPattern(Dictionary<int, int>? met, AnswerAsk ask)
    {
        var best = int.MaxValue;
        foreach (var (pattern, words) in met ?? [])
        {
            if (pattern < best && words == (1 << _table.WordCounts[pattern]) - 1 && _table.MayAnswer(pattern, ask.AccountId, ask.Now))
                best = pattern;
        }

        string? written = null;
        foreach (var (pattern, expression) in _table.Expressions)
        {
            if (pattern > best)
                break;
            if (_table.MayAnswer(pattern, ask.AccountId, ask.Now) && expression.Find(written ??= KeywordLetters.Written(ask.Text)) is not null)
                return pattern;
        }

        return best == int.MaxValue ? -1 : best;
    }

    private int First(int[] patterns, AnswerAsk ask)
    {
        foreach (var pattern in patterns)
        {
            if (_table.MayAnswer(pattern, ask.AccountId, ask.Now))
                return pattern;
        }

        return -1;
    }
}
