namespace Imcc.Core.Channels;

/// <summary>One message or event that a customer's channel delivered, genuine and parsed, before anything is decided about it.</summary>
[GenerateSerializer, Immutable]
public sealed record InboundMessage
{
    /// <summary>Ours (UUIDv7), given at intake; the row in the ledger and the message in the thread carry the same.</summary>
    [Id(0)] public required Guid Id { get; init; }

    [Id(1)] public required Guid AccountId { get; init; }

    /// <summary>The customer's id in this account (OpenID, visitor id).</summary>
    [Id(2)] public required string ExternalId { get; init; }

    /// <summary>What the channel's repeated deliveries of this message have in common; unique per account. At most 256 characters.</summary>
    [Id(3)] public required string DedupeKey { get; init; }

    /// <summary>The channel's own id of the message (WeChat <c>MsgId</c>, the visitor's client id), if it has one.</summary>
    [Id(4)] public string? ChannelMessageId { get; init; }

    /// <summary>When the customer's side says that it was sent. May be wrong; order follows arrival.</summary>
    [Id(5)] public required DateTimeOffset SentAt { get; init; }

    [Id(6)] public required DateTimeOffset ReceivedAt { get; init; }

    [Id(7)] public required MessageContent Content { get; init; }

    /// <summary>Until when the caller can still carry an answer in its own response; null where the channel has no such thing.</summary>
    [Id(8)] public DateTimeOffset? AnswerableUntil { get; init; }

    /// <summary>The name that the customer gave, where the channel tells one; in a group the group's.</summary>
    [Id(9)] public string? CustomerName { get; init; }

    /// <summary>Who of the group said it; null outside groups.</summary>
    [Id(10)] public Speaker? Speaker { get; init; }

    /// <summary>False: said in a group, and not to us. It is kept in the thread for whoever reads on, and nothing is decided about it.</summary>
    [Id(11)] public bool IsAddressed { get; init; } = true;

    /// <summary>One of several parts of what was said at once, and not the one that is answered: a picture beside its words. Nothing is said by itself for it.</summary>
    [Id(12)] public bool IsQuiet { get; init; }
}
