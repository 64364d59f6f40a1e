namespace Imcc.Core.Desk;

/// <summary>What an agent chose for themselves. Other screens of theirs hear of a change as <see cref="PreferencesChanged"/>.</summary>
public interface IPreferences
{
    Task<AgentPreferences> OpenAsync(Guid agentId, CancellationToken cancellationToken = default);

    /// <returns><see cref="CommandOutcome.Invalid"/>: out of range.</returns>
    Task<CommandOutcome> SaveAsync(Guid agentId, AgentPreferences preferences, CancellationToken cancellationToken = default);
}
