namespace Imcc.Core.Misses;

/// <summary>What an editor has made of a group. Stored; values are never renumbered.</summary>
public enum MissState
{
    /// <summary>Nothing yet.</summary>
    Open = 0,

    /// <summary>Its wording became a similar question (相似问) of an article.</summary>
    Similar = 1,

    /// <summary>An article was written for it.</summary>
    Article = 2,

    /// <summary>A keyword rule answers it.</summary>
    Keyword = 3,

    /// <summary>A synonym makes it found.</summary>
    Synonym = 4,

    /// <summary>It needs no answer, for a reason that was given.</summary>
    Ignored = 5,

    /// <summary>A person said that it is the same question as another group.</summary>
    Merged = 6,
}
