namespace Imcc.Core.Conversations;

/// <summary>What can happen to a conversation, for the record. The numbers stand in rows: never renumbered.</summary>
public enum ConversationEventKind
{
    Opened = 1,
    Enqueued = 2,
    Offered = 3,
    Accepted = 4,
    Declined = 5,
    Missed = 6,
    Withdrawn = 7,
    FirstReply = 8,
    Requeued = 9,
    Ended = 10,
    Reopened = 11,
    WrapUpFinished = 12,
    Closed = 13,
    Abandoned = 14,
    /// <summary>The agent keeps it without serving it.</summary>
    Parked = 15,
    /// <summary>A parked conversation came back into the line.</summary>
    Woken = 16,
    /// <summary>Given to the line of a skill group, which is the row's group.</summary>
    TransferredToGroup = 17,
    /// <summary>Another agent (the row's) was asked to take over.</summary>
    Invited = 18,
    /// <summary>Another agent took over.</summary>
    TakenOver = 19,
    InvitationDeclined = 20,
    InvitationMissed = 21,
    InvitationWithdrawn = 22,
    HelpAsked = 23,
    HelpEnded = 24,
    /// <summary>Given to an agent by a supervisor's hand.</summary>
    Assigned = 25,
    /// <summary>An agent took it from the line by hand.</summary>
    Picked = 26,
    /// <summary>Left the line, or never got into it, because it could not take the customer.</summary>
    Overflowed = 27,
    MessageLeft = 28,
    /// <summary>Back into the line because the agent kept silent.</summary>
    TakenFromSilent = 29,
    /// <summary>A time was not kept; the detail says which.</summary>
    Alerted = 30,
    /// <summary>The agent answered what the customer had said since the agent's last word, the first answer apart; the detail is how long its first word had waited, in ms.</summary>
    Replied = 31,
    /// <summary>An agent confirmed a text with sensitive words; the detail names them.</summary>
    WordsConfirmed = 41,
    /// <summary>Somebody of ours (the row's <c>By</c>) wanted to send words that are never sent; nothing was. The detail names them.</summary>
    WordsBlocked = 42,
    /// <summary>The customer said sensitive words; the detail names them.</summary>
    WordsHeard = 43,
    /// <summary>The reasons for contact were given or changed; the detail is the main one.</summary>
    Classified = 60,
    /// <summary>A supervisor (the row's <c>By</c>) began to look at it.</summary>
    WatchBegan = 70,
    /// <summary>They look no more; the detail says for how many seconds they did.</summary>
    WatchEnded = 71,
    /// <summary>A supervisor told the agent something that the customer never sees.</summary>
    Whispered = 72,
    /// <summary>A supervisor spoke to the customer beside the agent. It is no reply of the agent's.</summary>
    LeadSpoke = 73,
    /// <summary>A supervisor took it over for themselves; <see cref="Assigned"/> stands beside it.</summary>
    TakenOverByLead = 74,
    /// <summary>A supervisor gave it to the line of a skill group; <see cref="TransferredToGroup"/> stands beside it.</summary>
    MovedByLead = 75,
    /// <summary>The customer was led into a flow; the detail is its name.</summary>
    FlowBegan = 80,
    /// <summary>The customer left a flow; the detail is how (<see cref="Flows.FlowEnd"/>) and its name.</summary>
    FlowEnded = 81,
}
