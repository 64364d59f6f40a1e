namespace Imcc.Core.Retrieval;

/// <summary>What a word list says about words. Stored; values are never renumbered.</summary>
public enum WordKind
{
    /// <summary>Words that may be exchanged without changing a question's meaning (同义词).</summary>
    Synonym = 0,

    /// <summary>Whoever says the first may mean the others (相关词): weaker, and in one direction.</summary>
    Related = 1,

    /// <summary>How people write it, and how articles do (口语).</summary>
    Colloquial = 2,

    /// <summary>A whole message that needs no answer (闲聊).</summary>
    SmallTalk = 3,

    /// <summary>Says nothing about what is asked (停用词).</summary>
    StopWord = 4,
}
