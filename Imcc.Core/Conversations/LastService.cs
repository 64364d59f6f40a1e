namespace Imcc.Core.Conversations;

/// <summary>Who served a customer last, and until when.</summary>
public sealed record LastService(Guid AgentId, Guid GroupId, DateTimeOffset EndedAt);
