namespace Imcc.Core.Knowledge;

/// <summary>Where the working copy of an article is on its way. Stored; values are never renumbered.</summary>
public enum ArticleStage
{
    /// <summary>Somebody writes it (草稿).</summary>
    Draft = 1,

    /// <summary>Somebody else has to look at it (待审核).</summary>
    InReview = 2,

    /// <summary>It is what is in force (已发布).</summary>
    Published = 3,

    /// <summary>It was in force and is not any more (已撤回).</summary>
    Withdrawn = 4,
}
