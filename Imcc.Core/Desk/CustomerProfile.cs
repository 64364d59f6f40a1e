using Imcc.Core.Channels;
using Imcc.Core.Contacts;

namespace Imcc.Core.Desk;

/// <summary>What is known of a customer as a person, beside the <see cref="CustomerCard"/> of the one identity that writes.</summary>
[GenerateSerializer, Immutable]
public sealed record CustomerProfile
{
    [Id(0)] public required Guid PersonId { get; init; }

    /// <summary>The first known first.</summary>
    [Id(1)] public required IReadOnlyList<CustomerIdentity> Identities { get; init; }

    /// <summary>Those that agents see, in the administrator's order.</summary>
    [Id(2)] public required IReadOnlyList<CustomerValue> Attributes { get; init; }

    /// <summary>The one from before there were authors first, then the newest first; at most 100.</summary>
    [Id(3)] public required IReadOnlyList<CustomerNote> Notes { get; init; }

    /// <summary>Where the customer came from; null: no QR code brought them.</summary>
    [Id(4)] public CustomerOrigin? Origin { get; init; }

    [Id(5)] public required IReadOnlyList<CustomerPlace> Links { get; init; }

    /// <summary>What made one person of several, the latest first: each can be undone.</summary>
    [Id(6)] public required IReadOnlyList<CustomerMerge> Merges { get; init; }

    /// <summary>Since when the identity that writes here is blocked; null: it is not.</summary>
    [Id(7)] public DateTimeOffset? BlockedAt { get; init; }

    [Id(8)] public string BlockReason { get; init; } = "";

    /// <summary>What WeChat did not take of what was changed here, in words for the agent; empty: nothing.</summary>
    [Id(9)] public string NotTaken { get; init; } = "";
}

/// <param name="UnionId">Empty: the channel tells none.</param>
/// <param name="IsThis">It is the one that writes here.</param>
[GenerateSerializer, Immutable]
public sealed record CustomerIdentity(
    [property: Id(0)] Guid ContactId,
    [property: Id(1)] ChannelKind Channel,
    [property: Id(2)] string AccountName,
    [property: Id(3)] string Name,
    [property: Id(4)] string ExternalId,
    [property: Id(5)] string UnionId,
    [property: Id(6)] DateTimeOffset Since,
    [property: Id(7)] bool IsThis);

/// <param name="Value">Empty: not known.</param>
[GenerateSerializer, Immutable]
public sealed record CustomerValue([property: Id(0)] CustomerAttribute Attribute, [property: Id(1)] string Value);

/// <param name="At">Null: from before notes had times and authors.</param>
/// <param name="EditedAt">Null: as it was written.</param>
[GenerateSerializer, Immutable]
public sealed record CustomerNote(
    [property: Id(0)] Guid Id,
    [property: Id(1)] string Text,
    [property: Id(2)] string AuthorName,
    [property: Id(3)] DateTimeOffset? At,
    [property: Id(4)] DateTimeOffset? EditedAt,
    [property: Id(5)] bool CanEdit,
    [property: Id(6)] bool CanDelete)
{
    public const int Longest = 2000;
}

/// <param name="Branch">What the administrator says of the scene; empty: nothing.</param>
[GenerateSerializer, Immutable]
public sealed record CustomerOrigin([property: Id(0)] string Scene, [property: Id(1)] string Branch, [property: Id(2)] DateTimeOffset? At);

/// <summary>A link into another system, ready to be opened.</summary>
[GenerateSerializer, Immutable]
public sealed record CustomerPlace([property: Id(0)] string Name, [property: Id(1)] string Url);

/// <param name="ByName">Empty: the system, by a UnionID.</param>
/// <param name="Names">Who came to it.</param>
[GenerateSerializer, Immutable]
public sealed record CustomerMerge(
    [property: Id(0)] Guid Id, [property: Id(1)] PersonLinkKind Kind, [property: Id(2)] string ByName, [property: Id(3)] DateTimeOffset At, [property: Id(4)] IReadOnlyList<string> Names);

/// <summary>Another customer who may be the same person.</summary>
/// <param name="ConversationId">Their latest conversation that the agent may read.</param>
/// <param name="Known">Attribute values that agents see.</param>
/// <param name="Identities">How many identities the person has.</param>
[GenerateSerializer, Immutable]
public sealed record CustomerFound(
    [property: Id(0)] Guid ConversationId,
    [property: Id(1)] Guid PersonId,
    [property: Id(2)] string Name,
    [property: Id(3)] ChannelKind Channel,
    [property: Id(4)] string AccountName,
    [property: Id(5)] string ExternalId,
    [property: Id(6)] DateTimeOffset LastAt,
    [property: Id(7)] IReadOnlyList<CustomerValue> Known,
    [property: Id(8)] int Identities);
