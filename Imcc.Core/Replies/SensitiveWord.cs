namespace Imcc.Core.Replies;

/// <summary>A word that agents must not, or should not, send (敏感词), or that is only listened for in what customers say.</summary>
/// <param name="GroupId">For whose conversations it counts; null: everybody's.</param>
public sealed record SensitiveWord(Guid Id, string Word, WordAction Action, Guid? GroupId);

/// <summary>What is done about a sensitive word; the graver has the higher number. The numbers stand in rows.</summary>
public enum WordAction
{
    /// <summary>监听: as an action of a word, noted where a customer says it; agents write it as they like.</summary>
    None = 0,
    /// <summary>提醒: sent only when the agent says so a second time.</summary>
    Warn = 1,
    /// <summary>拦截: never sent.</summary>
    Block = 2,
}

/// <summary>A sensitive word as it was found in a text.</summary>
/// <param name="Start">In the text as written, in UTF-16 units.</param>
/// <param name="Length">With whatever stands between its characters.</param>
public sealed record WordHit(int Start, int Length, SensitiveWord Word);

/// <summary>What may be done with a text.</summary>
/// <param name="Action">The gravest of the hits'.</param>
public sealed record WordVerdict(WordAction Action, IReadOnlyList<WordHit> Hits)
{
    public static readonly WordVerdict Clean = new(WordAction.None, []);

    /// <summary>The words found, each once, for a person to read.</summary>
    public IReadOnlyList<string> Words => [.. Hits.Select(h => h.Word.Word).Distinct(StringComparer.Ordinal)];
}
