namespace Imcc.Infrastructure.Organisation;

/// <summary>Whoever showed a valid API key.</summary>
/// <param name="AgentId">The agent that the key is bound to, if any.</param>
public sealed record ApiKeyHolder(Guid KeyId, string Name, IReadOnlyList<string> Scopes, Guid? AgentId, Guid OrgUnitId)
{
    public DateTimeOffset? ExpiresAt { get; init; }
}
