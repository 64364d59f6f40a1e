namespace Imcc.Core.Answering.Keywords;

/// <summary>Every pattern that fits a text to the letter, with its places: what the matcher chooses from.</summary>
internal sealed class KeywordSurvey(KeywordTable table, string text)
{
    private readonly List<KeywordHit> _hits = [];
    private readonly ushort[] _places = new ushort[KeywordLetters.Longest];
    private readonly char[] _letters = new char[KeywordLetters.Longest];

    public IReadOnlyList<KeywordHit> Of(KeywordAutomaton words, StopWords stops)
    {
        var count = KeywordLetters.Read(text, _letters, _places);
        var met = new Dictionary<int, Range?[]>();
        var node = KeywordAutomaton.Root;
        for (var i = 0; i < count; i++)
        {
            node = words.Next(node, words.Code(_letters[i]));
            for (var end = words.End(node); end != KeywordAutomaton.Root; end = words.Shorter(end))
            {
                var (at, length) = (table.AtWord[words.WordAt(end)], words.DepthOf(end));
                if (length == count)
                    Add(at.Exact, AnswerStep.KeywordExact, 0, count);
                if (length == i + 1)
                    Add(at.Prefix, AnswerStep.KeywordPrefix, 0, length);
                Add(at.Contains, AnswerStep.KeywordContains, i + 1 - length, i + 1);
                foreach (var (pattern, word) in at.AllOf)
                    (met.TryGetValue(pattern, out var found) ? found : met[pattern] = new Range?[table.WordCounts[pattern]])[word] ??= Mark(i + 1 - length, i + 1);
            }
        }

        var (from, to) = stops.Strip(_letters.AsSpan(0, count));
        if (to - from < count && words.Find(_letters.AsSpan(from, to - from)) is >= 0 and var core)
            Add(table.AtWord[core].Exact, AnswerStep.KeywordExact, from, to);
        foreach (var (pattern, marks) in met.Where(m => m.Value.All(r => r is not null)))
            Add(pattern, AnswerStep.KeywordPattern, table.Patterns[pattern].Words().Sum(w => w.Length), [.. marks.Select(m => m!.Value).OrderBy(m => m.Start.Value)]);
        var written = KeywordLetters.Written(text);
        foreach (var (pattern, expression) in table.Expressions)
        {
            if (expression.Find(written) is { } range)
                Add(pattern, AnswerStep.KeywordPattern, 0, [range]);
        }

        return _hits;
    }

    private void Add(int[] patterns, AnswerStep step, int start, int end)
    {
        foreach (var pattern in patterns)
            Add(pattern, step, end - start, [Mark(start, end)]);
    }

    private void Add(int pattern, AnswerStep step, int letters, IReadOnlyList<Range> marks) =>
        _hits.Add(new(table.RuleOf(pattern), table.Patterns[pattern], step, letters, 0, marks));

    private Range Mark(int start, int end) => _places[start]..(_places[end - 1] + 1);
}
