namespace Imcc.Core.Knowledge;

/// <summary>What can be wrong with an article or with what is done to it (<c>Problem_{name}</c> on screen; the argument is named there).</summary>
public enum ArticleFault
{
    /// <summary>Nothing stands where something must.</summary>
    Missing,

    /// <summary>Argument: characters at most.</summary>
    TooLong,

    /// <summary>Argument: how many at most.</summary>
    TooMany,

    /// <summary>Argument: what stands there twice.</summary>
    Twice,

    ControlCharacters,

    /// <summary>Characters that have a meaning of their own where it is used. Argument: what stands there.</summary>
    BadCharacters,

    /// <summary>No answer in any form, though customers are to get one.</summary>
    AnswerMissing,

    /// <summary>No web address (http or https). Argument: what stands there.</summary>
    LinkBad,

    /// <summary>The end is not after the beginning.</summary>
    ValidityBackwards,

    /// <summary>Related to itself.</summary>
    RelatedToItself,

    /// <summary>An article, category, account or file that is not there (any more). Argument: what is named.</summary>
    Unknown,

    /// <summary>Another article has this code. Argument: the code.</summary>
    CodeTaken,

    OrgUnitForeign,

    Gone,

    ChangedMeanwhile,

    NotAllowed,

    NotADraft,

    NotInReview,

    NotInForce,

    /// <summary>It must be withdrawn first.</summary>
    InForce,

    NeverPublished,

    NothingChanged,

    /// <summary>It has to be sent to review first.</summary>
    ReviewMissing,

    /// <summary>Somebody else has to publish it.</summary>
    OwnDraft,

    /// <summary>Argument: levels at most.</summary>
    TooDeep,

    /// <summary>A category below itself.</summary>
    Circle,

    /// <summary>Articles or categories stand in it. Argument: how many.</summary>
    NotEmpty,

    /// <summary>A sibling is called the same. Argument: the name.</summary>
    NameTaken,
}
