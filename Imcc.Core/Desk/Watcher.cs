using Imcc.Core.Conversations;

namespace Imcc.Core.Desk;

/// <summary>A supervisor who is with a conversation, on however many screens.</summary>
/// <param name="IsSeenByAgent">Its agent is told of them.</param>
[GenerateSerializer, Immutable]
public sealed record Watcher(
    [property: Id(0)] Guid LeadId,
    [property: Id(1)] string Name,
    [property: Id(2)] WatchMode Mode,
    [property: Id(3)] DateTimeOffset Since,
    [property: Id(4)] bool IsSeenByAgent);
