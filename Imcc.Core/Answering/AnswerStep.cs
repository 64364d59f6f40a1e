namespace Imcc.Core.Answering;

/// <summary>Which of the ways of answering found the answer, in the order in which they are tried. Stored; values are never renumbered.</summary>
public enum AnswerStep
{
    /// <summary>Nothing found: a miss (未命中).</summary>
    None = 0,

    /// <summary>A flow was waiting for exactly this.</summary>
    Flow = 1,

    KeywordExact = 2,

    KeywordPrefix = 3,

    KeywordContains = 4,

    /// <summary>By all of several words, or by a regular expression.</summary>
    KeywordPattern = 5,

    KeywordFuzzy = 6,

    /// <summary>An article, sure enough.</summary>
    Article = 7,

    /// <summary>A robot that was plugged in.</summary>
    Robot = 8,
}
