namespace Imcc.Core.Contacts;

/// <summary>The four kinds of code that WeChat makes (its <c>action_name</c>). The numbers stand in rows.</summary>
public enum QrCodeKind
{
    /// <summary>Temporary, a number as its scene.</summary>
    TemporaryNumber = 1,
    /// <summary>Temporary, a word as its scene.</summary>
    TemporaryWord = 2,
    /// <summary>For ever, a number of 1 to 100,000.</summary>
    PermanentNumber = 3,
    /// <summary>For ever, a word.</summary>
    PermanentWord = 4,
}
