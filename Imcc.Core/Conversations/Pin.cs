namespace Imcc.Core.Conversations;

/// <summary>A message kept in sight over its thread (置顶), or one number out of it.</summary>
[GenerateSerializer, Immutable]
public sealed record Pin
{
    /// <summary>As many as a conversation shows of its thread at most: its own and the customer's together; and as many of the customer's other threads.</summary>
    public const int Most = 20;

    /// <summary>Characters of a note.</summary>
    public const int LongestNote = 200;

    [Id(0)] public required Guid Id { get; init; }

    [Id(1)] public required Guid ThreadId { get; init; }

    /// <summary>The conversation in which it was pinned.</summary>
    [Id(2)] public required Guid ConversationId { get; init; }

    [Id(3)] public required Guid MessageId { get; init; }

    /// <summary>The number without blanks and dashes that was pinned out of the message; empty: the whole message.</summary>
    [Id(4)] public string Number { get; init; } = "";

    [Id(5)] public PinScope Scope { get; init; }

    /// <summary>What our own people wrote beside it; at most <see cref="LongestNote"/> characters.</summary>
    [Id(6)] public string Note { get; init; } = "";

    [Id(7)] public required Guid ByAgentId { get; init; }

    [Id(8)] public required DateTimeOffset At { get; init; }

    /// <summary>Whether this conversation of its thread shows it.</summary>
    public bool IsShownIn(Guid conversationId) => Scope == PinScope.Customer || ConversationId == conversationId;
}

/// <summary>Where a pin is shown.</summary>
public enum PinScope
{
    /// <summary>本次会话: in the conversation in which it was pinned.</summary>
    Conversation = 0,
    /// <summary>该客户: in all conversations of the person, before and after and in other channels.</summary>
    Customer = 1,
}
