namespace Imcc.Core.Delivery;

/// <summary>Why a channel will not take a message, as far as somebody can do something about it. Stored: never renumbered.</summary>
public enum RefusalKind
{
    Other = 0,
    /// <summary>The time to answer is over: a template may be sent, or the message waits until the customer writes again.</summary>
    WindowClosed = 1,
    /// <summary>As many as were allowed since the customer's last act have been sent.</summary>
    BudgetSpent = 2,
    /// <summary>The customer cannot be reached: left, blocked us, refuses messages.</summary>
    Unreachable = 3,
    /// <summary>The account's quota for the day is spent.</summary>
    QuotaSpent = 4,
    /// <summary>Nothing of this account goes through until an administrator has put it right.</summary>
    Misconfigured = 5,
    /// <summary>The content is not allowed, or too long, or of a kind that the channel does not carry.</summary>
    Content = 6,
    /// <summary>Its file is gone or was not taken.</summary>
    Media = 7,
    /// <summary>Our own request was wrong: a fault of ours.</summary>
    Fault = 8,
    /// <summary>It came too late to be of use.</summary>
    Expired = 9,
}
