namespace Imcc.Core.Privacy;

/// <summary>What makes a web address look like something that it is not.</summary>
[Flags]
public enum LinkRisks
{
    None = 0,
    /// <summary>Its name is written with letters that look like others (punycode, or letters of several scripts).</summary>
    ForeignLetters = 1,
    /// <summary>Its name imitates a well-known one, or carries it in front of another.</summary>
    LookAlike = 2,
    /// <summary>A bare IP address instead of a name.</summary>
    BareAddress = 4,
    /// <summary>Another port than the web's own.</summary>
    OddPort = 8,
    /// <summary>So long that its end, which says whose it is, is easily overlooked.</summary>
    LongName = 16,
    /// <summary>What is shown names another site than the one that is opened.</summary>
    HiddenTarget = 32,
}
