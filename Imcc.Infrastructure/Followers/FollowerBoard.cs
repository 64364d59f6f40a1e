using Imcc.Core.Contacts;

namespace Imcc.Infrastructure.Followers;

/// <summary>An account's followers as administration shows them.</summary>
/// <param name="Waiting">Changes of followers that WeChat has not been told yet.</param>
/// <param name="Failed">Those that it did not take, the latest first; at most 50.</param>
public sealed record FollowerBoard(IReadOnlyList<FollowerJobLine> Jobs, int Following, int Known, int Waiting, IReadOnlyList<FailedChange> Failed, IReadOnlyList<BlockedLine> Blocked);

/// <param name="Total">0: not told yet.</param>
public sealed record FollowerJobLine(
    Guid Id, FollowerJobKind Kind, FollowerJobState State, int Handled, int Total, int Changed, string Error, DateTimeOffset CreatedAt, DateTimeOffset? FinishedAt);

/// <summary>Something that WeChat was to be told and did not take.</summary>
public sealed record FailedChange(Guid Id, Guid ThreadId, FollowerAspect Aspect, string Name, string Error, DateTimeOffset At);

/// <summary>Somebody whose messages open no conversation.</summary>
public sealed record BlockedLine(Guid ThreadId, string Name, string OpenId, string Reason, DateTimeOffset Since);

/// <summary>One of our tags and what it is at WeChat.</summary>
/// <param name="Number">Null: it is not carried over to this account.</param>
/// <param name="Followers">Who carries it there.</param>
public sealed record TagLine(Guid TagId, string Name, string Colour, int? Number, string NameThere, int Followers);

/// <summary>The tags of an account, here and there.</summary>
/// <param name="Error">Why WeChat's are not known; empty: they are.</param>
/// <param name="Others">WeChat's tags that are none of ours: number, name, followers.</param>
public sealed record TagBoard(IReadOnlyList<TagLine> Tags, IReadOnlyList<(int Number, string Name, int Followers)> Others, string Error);
