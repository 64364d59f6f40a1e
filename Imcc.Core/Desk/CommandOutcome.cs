namespace Imcc.Core.Desk;

/// <summary>What became of an agent's command. Each is an expected outcome with its own sentence on screen.</summary>
public enum CommandOutcome
{
    Done = 0,
    /// <summary>The same command was carried out before; nothing was done again.</summary>
    AlreadyDone = 1,
    /// <summary>There is no such conversation, or this agent may not see it.</summary>
    NotFound = 2,
    /// <summary>Somebody else serves it.</summary>
    NotYours = 3,
    /// <summary>It has moved on: the offer expired or was taken back, the conversation has ended.</summary>
    TooLate = 4,
    /// <summary>The request itself is wrong (an empty text, a file that is not there).</summary>
    Invalid = 5,
    /// <summary>The content is longer or larger than the channel carries.</summary>
    TooLong = 6,
    /// <summary>The system could not do it now; trying again later may help.</summary>
    Unavailable = 7,
    /// <summary>The agent who was to get it has no capacity left.</summary>
    Full = 8,
    /// <summary>The agent who was to get it is not there, or does not take anything now.</summary>
    NotThere = 9,
    /// <summary>This person may not do that: it is a supervisor's, or the group does not allow it.</summary>
    NotAllowed = 10,
    /// <summary>The text holds words that must not be sent.</summary>
    Forbidden = 11,
    /// <summary>The text holds words that should not be sent; said again with the sender's confirmation it goes out.</summary>
    NeedsConfirmation = 12,
    /// <summary>The group wants a reason for contact before the summary is done.</summary>
    ReasonMissing = 13,
    /// <summary>The channel cannot do that, or not any more: a recall after its time, a kind that it does not carry.</summary>
    Unsupported = 14,
    /// <summary>As many as there may be are there already.</summary>
    TooMany = 15,
}
