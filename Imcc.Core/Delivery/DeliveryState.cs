namespace Imcc.Core.Delivery;

/// <summary>How far a message has come on its way out, as its bubble shows it.</summary>
public enum DeliveryState
{
    /// <summary>Not a matter of delivery: an inbound or internal message.</summary>
    None = 0,
    Pending = 1,
    /// <summary>Carried in the response to the customer's own request; not yet known to have left.</summary>
    Answering = 2,
    /// <summary>The channel took it.</summary>
    Sent = 3,
    /// <summary>Given up; the error says why.</summary>
    Failed = 4,
    /// <summary>The time to answer is over, and it waits until the customer writes again.</summary>
    Held = 5,
}
