using Imcc.Core.Channels;

namespace Imcc.Core.Delivery;

/// <summary>One outbound message that was given up.</summary>
public sealed record DeadLetter
{
    public required DeadLetterSource Source { get; init; }

    /// <summary>The source's own: the message's, the notice's.</summary>
    public required Guid Id { get; init; }

    public required Guid AccountId { get; init; }

    public required ChannelKind Channel { get; init; }

    /// <summary>The customer's id in the account.</summary>
    public required string ExternalId { get; init; }

    /// <summary>Empty: not known.</summary>
    public string CustomerName { get; init; } = "";

    /// <summary>What it says, as far as it can be told in words.</summary>
    public required string Text { get; init; }

    /// <summary>Whether its text can be changed before it is sent again.</summary>
    public bool IsEditable { get; init; }

    public required RefusalKind Kind { get; init; }

    /// <summary>Why, in the channel's words.</summary>
    public required string Error { get; init; }

    /// <summary>Whoever wrote it: an agent's name, a program's; empty: our own automatic service.</summary>
    public string Author { get; init; } = "";

    public required DateTimeOffset WrittenAt { get; init; }

    public required DateTimeOffset FailedAt { get; init; }

    public int Attempts { get; init; }

    /// <summary>Whether the customer may have received it all the same.</summary>
    public bool MaybeDelivered { get; init; }

    /// <summary>The conversation that it belongs to, where there is one.</summary>
    public Guid? ConversationId { get; init; }

    public DeadLetterMark Mark => new(FailedAt, Id);
}

/// <summary>A place in the list of dead letters, which runs from the latest to the earliest.</summary>
public sealed record DeadLetterMark(DateTimeOffset FailedAt, Guid Id);

/// <summary>Which dead letters are asked for.</summary>
/// <param name="AccountId">Null: of all accounts.</param>
/// <param name="Kind">Null: whatever kind.</param>
/// <param name="From">Given up at this time or later; null: since ever.</param>
/// <param name="To">Given up before this time; null: until now.</param>
/// <param name="Words">Part of the text, or of the customer's id or name; empty: any.</param>
/// <param name="IsByPerson">Of a conversation's: what people wrote, or what our own service said by itself (an invitation to a survey, a greeting); null: whoever wrote it.</param>
public sealed record DeadLetterFilter(
    Guid? AccountId = null, RefusalKind? Kind = null, DateTimeOffset? From = null, DateTimeOffset? To = null, string Words = "", bool? IsByPerson = null);
