namespace Imcc.Core.Organisation;

/// <summary>
/// The times within which something is expected while an agent serves, per skill group; null: not watched. A clock runs only while
/// the side that it is about owes the next word.
/// </summary>
[GenerateSerializer, Immutable]
public sealed record ServiceTimes
{
    /// <summary>From accepting to the agent's first word: the agent is warned.</summary>
    [Id(0)] public TimeSpan? FirstReplyWarning { get; init; }

    /// <summary>From accepting to the agent's first word: the limit is broken, supervisors see it.</summary>
    [Id(1)] public TimeSpan? FirstReplyLimit { get; init; }

    /// <summary>From the customer's first unanswered word: the agent is warned.</summary>
    [Id(2)] public TimeSpan? ReplyWarning { get; init; }

    /// <summary>From the customer's first unanswered word: supervisors see it.</summary>
    [Id(3)] public TimeSpan? ReplyLimit { get; init; }

    /// <summary>From the customer's first unanswered word: the conversation goes back to the front of the line.</summary>
    [Id(4)] public TimeSpan? ReplyTransfer { get; init; }

    /// <summary>0 to 10: how often one conversation may be taken from a silent agent.</summary>
    [Id(5)] public int MostReplyTransfers { get; init; } = 2;

    /// <summary>From the agent's last word without an answer: the customer is asked whether they are still there.</summary>
    [Id(6)] public TimeSpan? CustomerIdleWarning { get; init; }

    /// <summary>From the agent's last word without an answer: <see cref="WhenIdle"/>.</summary>
    [Id(7)] public TimeSpan? CustomerIdleLimit { get; init; }

    [Id(8)] public IdleAction WhenIdle { get; init; }

    /// <summary>How long a parked conversation is kept for its agent before it is closed.</summary>
    [Id(9)] public TimeSpan ParkedLimit { get; init; } = TimeSpan.FromHours(48);

    /// <summary>The longest that an agent serves one conversation.</summary>
    [Id(10)] public TimeSpan? TotalLimit { get; init; }

    /// <summary>After the end: a customer who writes again within this time goes to the same agent first. Zero: never.</summary>
    [Id(11)] public TimeSpan ReturnWindow { get; init; } = TimeSpan.FromMinutes(30);

    /// <summary>How long a returning customer waits for their agent, if that one is there but full, before others are asked.</summary>
    [Id(12)] public TimeSpan ReturnWait { get; init; } = TimeSpan.FromSeconds(60);
}

/// <summary>What becomes of a conversation whose customer has gone quiet.</summary>
public enum IdleAction
{
    /// <summary>The agent keeps it without its taking capacity.</summary>
    Park = 0,
    /// <summary>It ends, with the account's farewell for it.</summary>
    Close = 1,
}
