namespace Imcc.Core.Answering.Keywords;

/// <summary>What is wrong between rules, before a customer finds it: the same words twice, and rules that can never answer because others always do.</summary>
public static class KeywordConflicts
{
    /// <returns>By rule, in the order of their rank.</returns>
    public static IReadOnlyList<KeywordConflict> Of(KeywordMatcher matcher)
    {
        var rules = matcher.Rules.Where(r => r.Enabled).ToList();
        var entries = rules.SelectMany((r, i) => r.Patterns.Select(p => new Entry(i, r, p, KeyOf(p)))).ToList();
        var aside = matcher.PutAside.ToHashSet();
        var same = entries.Where(e => e.Key.Length > 0).GroupBy(e => e.Key).ToDictionary(g => g.Key, g => g.ToList(), StringComparer.Ordinal);
        var byWord = entries.Where(e => e.Pattern.Kind == KeywordKind.AllOf).SelectMany(e => e.Pattern.Words().Select(w => (w, e))).GroupBy(e => e.w, e => e.e).ToDictionary(g => g.Key, g => g.ToList(), StringComparer.Ordinal);
        var found = new List<(int Rule, KeywordConflict Conflict)>();
        foreach (var own in entries.GroupBy(e => e.Rank))
        {
            var dead = 0;
            foreach (var entry in own)
            {
                var conflict = aside.Contains(entry.Pattern) ? new(entry.Rule.Id, entry.Pattern, KeywordFault.TooSlow, null)
                    : entry.Key.Length == 0 ? new(entry.Rule.Id, entry.Pattern, KeywordFault.Unusable, null)
                    : Between(entry, same, byWord);
                if (conflict is null)
                    continue;
                found.Add((entry.Rank, conflict));
                dead += conflict.Fault is KeywordFault.Twice ? 0 : 1;
            }

            if (dead == own.Count())
                found.Add((own.Key, new(own.First().Rule.Id, null, KeywordFault.NeverAnswers, found[^1].Conflict.OtherRuleId)));
        }

        return [.. found.OrderBy(f => f.Rule).Select(f => f.Conflict)];
    }

    private static KeywordConflict? Between(Entry entry, Dictionary<string, List<Entry>> same, Dictionary<string, List<Entry>> byWord)
    {
        var rivals = same[entry.Key].Where(e => e.Rank < entry.Rank && Meet(e.Rule, entry.Rule)).ToList();
        if (entry.Pattern.Kind == KeywordKind.AllOf)
            rivals.AddRange(Before(entry, same, byWord));
        if (rivals.Find(e => Covers(e.Rule, entry.Rule)) is { } other)
            return new(entry.Rule.Id, entry.Pattern, KeywordFault.Shadowed, other.Rule.Id);
        return rivals.Count > 0 ? new(entry.Rule.Id, entry.Pattern, KeywordFault.Twice, rivals[0].Rule.Id) : null;
    }

    // Who asks for less than all of it is asked before, or fits whenever it does.
    private static IEnumerable<Entry> Before(Entry entry, Dictionary<string, List<Entry>> same, Dictionary<string, List<Entry>> byWord)
    {
        var words = entry.Pattern.Words();
        foreach (var word in words)
        {
            for (var start = 0; start < word.Length; start++)
            {
                for (var length = 1; start + length <= word.Length; length++)
                {
                    foreach (var e in same.GetValueOrDefault(KeyOf(KeywordKind.Contains, word.Substring(start, length))) ?? [])
                    {
                        if (e.Rank != entry.Rank && Meet(e.Rule, entry.Rule))
                            yield return e;
                    }
                }
            }

            foreach (var e in byWord[word])
            {
                if (e.Rank < entry.Rank && Meet(e.Rule, entry.Rule) && e.Pattern.Words().All(words.Contains))
                    yield return e;
            }
        }
    }

    private static string KeyOf(KeywordPattern pattern) => pattern.Kind switch
    {
        KeywordKind.Regex => KeywordExpression.TryMake(pattern.Text) is null ? "" : KeyOf(pattern.Kind, pattern.Text),
        KeywordKind.Tap => pattern.Text.Trim() is { Length: > 0 } key ? KeyOf(pattern.Kind, key) : "",
        _ => pattern.Words() is { Length: > 0 } words ? KeyOf(pattern.Kind, string.Join(' ', words.Order(StringComparer.Ordinal))) : "",
    };

    private static string KeyOf(KeywordKind kind, string words) => $"{(int)kind} {words}";

    private static bool Meet(KeywordRule one, KeywordRule other) =>
        (one.Accounts.IsEmpty || other.Accounts.IsEmpty || one.Accounts.Any(other.Accounts.Contains))
        && !(one.ValidUntil <= other.ValidFrom) && !(other.ValidUntil <= one.ValidFrom);

    /// <summary>Whenever and wherever the other could answer, this one could.</summary>
    private static bool Covers(KeywordRule rule, KeywordRule other) =>
        (rule.Accounts.IsEmpty || (!other.Accounts.IsEmpty && other.Accounts.All(rule.Accounts.Contains)))
        && (rule.ValidFrom is null || rule.ValidFrom <= other.ValidFrom)
        && (rule.ValidUntil is null || rule.ValidUntil >= other.ValidUntil);

    private sealed record Entry(int Rank, KeywordRule Rule, KeywordPattern Pattern, string Key);
}

/// <param name="Pattern">Null: it concerns the whole rule.</param>
/// <param name="OtherRuleId">Which rule it comes from; null: from none.</param>
public sealed record KeywordConflict(Guid RuleId, KeywordPattern? Pattern, KeywordFault Fault, Guid? OtherRuleId);

/// <summary>What is wrong with a pattern or rule.</summary>
public enum KeywordFault
{
    /// <summary>Another rule asks for the same words, and answers for some of the customers or some of the time.</summary>
    Twice,

    /// <summary>Another rule answers whenever this pattern fits.</summary>
    Shadowed,

    /// <summary>None of the rule's patterns can ever be the one that answers.</summary>
    NeverAnswers,

    /// <summary>There is nothing in it to compare, or it is no regular expression.</summary>
    Unusable,

    /// <summary>A regular expression that took too long too often.</summary>
    TooSlow,
}
