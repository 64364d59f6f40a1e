using System.Text.Json;
using Imcc.Core.Desk;
using Imcc.Infrastructure.Live;
using Imcc.Infrastructure.Storage;
using Microsoft.EntityFrameworkCore;

namespace Imcc.Infrastructure.Desk;

/// <inheritdoc cref="IPreferences"/>
internal sealed class AgentChoices(ConversationStores stores, LiveFeed feed) : IPreferences
{
    private const int Attempts = 4;
    private const int MostMuted = 20;
    private const int LongestName = 20;

    public async Task<AgentPreferences> OpenAsync(Guid agentId, CancellationToken cancellationToken = default)
    {
        await using var context = stores.Home.Read();
        return await context.AgentPreferences.SingleOrDefaultAsync(r => r.AgentId == agentId, cancellationToken) is { } row
            ? JsonSerializer.Deserialize<AgentPreferences>(row.Choices)! with { Revision = row.Revision }
            : AgentPreferences.Default;
    }

    public async Task<CommandOutcome> SaveAsync(Guid agentId, AgentPreferences preferences, CancellationToken cancellationToken = default)
    {
        if (preferences.Volume is < 0 or > 100 || preferences.Muted.Count > MostMuted || preferences.Muted.Any(m => m.Length > LongestName) || !Enum.IsDefined(preferences.SendKey))
            return CommandOutcome.Invalid;
        for (var attempt = 0; attempt < Attempts; attempt++)
        {
            // The last choice counts, whatever was chosen elsewhere meanwhile.
            var known = (await OpenAsync(agentId, cancellationToken)).Revision;
            var next = preferences with { Revision = known + 1, QuietUntil = preferences.QuietUntil?.ToUniversalTime() };
            var row = new AgentPreferencesRow { AgentId = agentId, Choices = JsonSerializer.Serialize(next), Revision = next.Revision };
            var unit = known == 0 ? new WriteUnit().Insert(row) : new WriteUnit().Update(row, known);
            if (await stores.Home.Writer.CommitAsync(unit) != WriteOutcome.Committed)
                continue;
            feed.Publish(Topic.Agent(agentId), new PreferencesChanged(next));
            return CommandOutcome.Done;
        }

        return CommandOutcome.Unavailable;
    }
}
