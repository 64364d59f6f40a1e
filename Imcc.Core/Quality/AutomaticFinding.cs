using Imcc.Core.Desk;
using Imcc.Core.Replies;

namespace Imcc.Core.Quality;

/// <summary>What was measured for an automatic item (自动项).</summary>
/// <param name="Value">In the unit of the kind: seconds, a count, minutes. Null: there was nothing to measure.</param>
/// <param name="IsKept">Whether it was as it should be.</param>
/// <param name="Seqs">Places in the thread that show it.</param>
/// <param name="Words">Which words were found or missing.</param>
public sealed record AutomaticFinding(decimal? Value, bool IsKept, IReadOnlyList<long> Seqs, IReadOnlyList<string> Words)
{
    /// <summary>A word up to this many seconds after the deadline is in time: messages are stored to the millisecond, people see seconds.</summary>
    private const double Tolerance = 0.5;

    public static AutomaticFinding Of(AutomaticItem item, ServiceFacts facts, WordGuard organisation)
    {
        var own = facts.Words.Where(w => w.AgentId == facts.AgentId).ToList();
        return item.Kind switch
        {
            AutomaticKind.FirstResponse => First(item, facts, own),
            AutomaticKind.Gaps => Gaps(item, facts),
            AutomaticKind.ForbiddenWords => Forbidden(item, own, organisation),
            AutomaticKind.RequiredPhrases => Required(item, own),
            AutomaticKind.MessageCount => new(own.Count, own.Count >= item.Limit, [], []),
            AutomaticKind.Duration => Lasted(item, facts),
            _ => new(null, true, [], []),
        };
    }

    /// <summary>The answer that it gives; null: nothing was measured, and somebody has to look.</summary>
    public Answer? AnswerTo(FormQuestion question)
    {
        if (question.Automatic is not { } item || Value is not { } value)
            return null;
        long? mark = Seqs.Count > 0 ? Seqs[0] : null;
        return question.Kind switch
        {
            QuestionKind.Choice => new(question.Id, Option: IsKept ? item.PassOption : item.FailOption, MarkSeq: mark, IsAutomatic: true),
            QuestionKind.Number => new(question.Id, Number: value, MarkSeq: mark, IsAutomatic: true),
            _ => null,
        };
    }

    private static AutomaticFinding First(AutomaticItem item, ServiceFacts facts, List<SpokenWord> own)
    {
        if (own.FirstOrDefault(w => w.At >= facts.TakenAt) is not { } first)
            return new(Seconds(facts.EndedAt - facts.TakenAt), facts.EndedAt - facts.TakenAt <= TimeSpan.FromSeconds(item.Limit + Tolerance), [], []);
        var took = first.At - facts.TakenAt;
        return new(Seconds(took), took <= TimeSpan.FromSeconds(item.Limit + Tolerance), [first.Seq], []);
    }

    private static AutomaticFinding Gaps(AutomaticItem item, ServiceFacts facts)
    {
        var gaps = facts.Waits().Where(w => w.Waited > TimeSpan.FromSeconds(item.Limit + Tolerance)).ToList();
        return new(gaps.Count, gaps.Count == 0, [.. gaps.Select(g => g.Asked.Seq)], []);
    }

    private static AutomaticFinding Forbidden(AutomaticItem item, List<SpokenWord> own, WordGuard organisation)
    {
        var hits = item.Words.Count == 0
            ? own.Select(w => (w.Seq, Words: organisation.Find(w.Text).Where(h => h.Word.Action != WordAction.None).Select(h => h.Word.Word)))
            : own.Select(w => (w.Seq, Words: item.Words.Where(word => Holds(w.Text, word))));
        var found = hits.Select(h => (h.Seq, Words: h.Words.ToList())).Where(h => h.Words.Count > 0).ToList();
        return new(found.Count, found.Count == 0, [.. found.Select(h => h.Seq)], [.. found.SelectMany(h => h.Words).Distinct(StringComparer.Ordinal)]);
    }

    private static AutomaticFinding Required(AutomaticItem item, List<SpokenWord> own)
    {
        var missing = item.Words.Where(phrase => !own.Exists(w => Holds(w.Text, phrase))).ToList();
        return new(missing.Count, missing.Count == 0, [.. own.Where(w => item.Words.Any(p => Holds(w.Text, p))).Select(w => w.Seq)], missing);
    }

    private static AutomaticFinding Lasted(AutomaticItem item, ServiceFacts facts)
    {
        var lasted = facts.EndedAt - facts.TakenAt;
        return new((decimal)Math.Ceiling(Math.Max(0, lasted.TotalMinutes)), lasted <= TimeSpan.FromMinutes(item.Limit), [], []);
    }

    // 您好，有什么… and 您好, 有什么… are the same to who reads them.
    internal static bool Holds(string text, string word) => word.Trim() is { Length: > 0 } sought && SearchWords.Fold(text).Contains(SearchWords.Fold(sought), StringComparison.Ordinal);

    private static decimal Seconds(TimeSpan span) => Math.Round((decimal)Math.Max(0, span.TotalSeconds));
}
