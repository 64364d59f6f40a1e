namespace Imcc.Core.Retrieval;

/// <summary>What a question and a wording are compared by. Shares run from 0 to 1 and are weighted by rarity unless said otherwise.</summary>
public enum Feature
{
    /// <summary>Share of the question that the wording holds, homophones in part.</summary>
    AskedCovered,

    /// <summary>Share of the wording that the question holds.</summary>
    WordingCovered,

    /// <summary>The same by pairs of neighbours.</summary>
    AskedPairs,

    WordingPairs,

    /// <summary>What both hold in the same order, of both.</summary>
    CommonOrder,

    /// <summary>The longest stretch that both hold, of the shorter one.</summary>
    CommonStretch,

    /// <summary>The rarest unit of the question that is not in the wording, of the rarest possible.</summary>
    AskedMissing,

    /// <summary>The rarest unit of the wording that the question has not.</summary>
    WordingMissing,

    /// <summary>What of the question is covered only by meaning.</summary>
    AskedMeant,

    WordingMeant,

    /// <summary>Both ask, for different things.</summary>
    OtherKind,

    /// <summary>Only one of them denies.</summary>
    OtherPolarity,

    /// <summary>Both have numbers, none in common.</summary>
    OtherNumbers,

    /// <summary>A Latin word in one that the other lacks.</summary>
    OtherLatin,

    /// <summary>All that is not stopped is equal, in order.</summary>
    Equal,

    /// <summary>How much rarer one is long than the other, as logarithm of the lengths' ratio.</summary>
    LengthRatio,

    /// <summary>Share of the question, without stop words, that is in the title or in the body, by pairs.</summary>
    BodyCovered,

    /// <summary>Weight that both share, in absolute terms, per 20 natural logarithms.</summary>
    Shared,

    /// <summary>The same as AskedCovered, without stop words.</summary>
    TopicCovered,

    WordingTopicCovered,

    /// <summary>BM25 by characters, pairs and sounds; of the best one among those that are compared.</summary>
    Strength,

    /// <summary>Both of <see cref="AskedCovered"/> and <see cref="WordingCovered"/>, multiplied.</summary>
    BothCovered,

    /// <summary>Both of <see cref="AskedPairs"/> and <see cref="WordingPairs"/>, multiplied.</summary>
    BothPairs,

    /// <summary><see cref="BothCovered"/> with what is covered by meaning.</summary>
    BothMeant,
}
