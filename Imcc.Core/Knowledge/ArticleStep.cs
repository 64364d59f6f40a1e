namespace Imcc.Core.Knowledge;

/// <summary>What can be done with an article (<c>ArticleStep_{name}</c> on screen).</summary>
public enum ArticleStep
{
    /// <summary>Its working copy is changed; what is in force stays.</summary>
    Save,

    /// <summary>Sent to review.</summary>
    Submit,

    /// <summary>Sent back from review, with a word why.</summary>
    Return,

    /// <summary>The working copy is in force from now on, as the next version.</summary>
    Publish,

    /// <summary>Nothing of it is in force any more.</summary>
    Withdraw,

    /// <summary>The working copy is again what was published last.</summary>
    Discard,

    /// <summary>Gone, with its versions and comments.</summary>
    Delete,
}
