namespace Imcc.Core.Answering.Keywords;

/// <summary>Keywords that a text nearly holds, for explaining why they do not answer. Looks at every rule: for a person's question, not for a customer's.</summary>
internal static class NearKeywords
{
    public static IEnumerable<KeywordLoser> Of(IReadOnlyList<KeywordRule> rules, string text, IReadOnlySet<Guid> except)
    {
        var letters = KeywordLetters.Of(text);
        return rules.Where(r => r.Enabled && !except.Contains(r.Id))
            .SelectMany(r => r.Patterns.Where(p => p.Kind is KeywordKind.Exact or KeywordKind.Prefix or KeywordKind.Contains).Select(p => (Rule: r, Pattern: p, Word: p.Words().FirstOrDefault(""))))
            .Where(n => n.Word.Length > 1)
            .Select(n => (n.Rule, n.Pattern, n.Word, Distance: Distance(n.Word, letters, n.Pattern.Kind)))
            .Where(n => n.Distance <= Math.Max(1, n.Word.Length / 3))
            .OrderBy(n => n.Distance).ThenByDescending(n => n.Word.Length)
            .DistinctBy(n => n.Rule.Id)
            .Select(n => new KeywordLoser(new(n.Rule, n.Pattern, AnswerStep.None, n.Word.Length, n.Distance, []), Why(n.Rule, n.Word, n.Distance)));
    }

    private static KeywordLoss Why(KeywordRule rule, string word, int distance) =>
        !rule.Fuzzy ? KeywordLoss.FuzzyOff
        : word.Length < FuzzyKeywords.ShortestEdit ? KeywordLoss.TooShort
        : distance > 1 ? KeywordLoss.TooFar
        : KeywordLoss.OtherWords;

    /// <summary>Fewest letters to change, add or leave out until the word stands in the text as its kind asks.</summary>
    private static int Distance(string word, string text, KeywordKind kind)
    {
        var row = Enumerable.Range(0, word.Length + 1).ToArray();
        var best = kind == KeywordKind.Exact ? int.MaxValue : row[^1];
        for (var t = 1; t <= text.Length; t++)
        {
            var (corner, begin) = (row[0], kind == KeywordKind.Contains ? 0 : t);
            row[0] = begin;
            for (var w = 1; w <= word.Length; w++)
            {
                var next = Math.Min(Math.Min(row[w], row[w - 1]) + 1, corner + (word[w - 1] == text[t - 1] ? 0 : 1));
                (corner, row[w]) = (row[w], next);
            }

            if (kind != KeywordKind.Exact)
                best = Math.Min(best, row[^1]);
        }

        return kind == KeywordKind.Exact ? row[^1] : best;
    }
}
