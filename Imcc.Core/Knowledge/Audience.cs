namespace Imcc.Core.Knowledge;

/// <summary>Who may read an article.</summary>
public enum Audience
{
    /// <summary>Agents only: it is suggested, never sent by the system itself.</summary>
    Agents,

    /// <summary>Customers, too: it may answer by itself.</summary>
    Customers,
}
