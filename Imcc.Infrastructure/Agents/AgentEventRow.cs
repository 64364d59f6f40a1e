using Imcc.Core.Agents;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Imcc.Infrastructure.Agents;

/// <summary>
/// From this moment on the agent was so. Each row holds until the agent's next one, so every second is in exactly one state and none can be
/// counted twice. Never changed.
/// </summary>
internal sealed class AgentEventRow
{
    public required Guid AgentId { get; init; }
    /// <summary>The status' revision.</summary>
    public required long Revision { get; init; }
    public required DateTimeOffset At { get; init; }
    public Presence Presence { get; init; }
    public Guid? ReasonId { get; init; }
    public Presence? NextPresence { get; init; }
    public Connection Connection { get; init; }
    /// <summary>The supervisor who did it; null: the agent, or the system.</summary>
    public Guid? ByAgentId { get; init; }
    /// <summary>Units that the agent might have at once; null: it was not written down yet.</summary>
    public int? Capacity { get; init; }

    public static AgentEventRow From(AgentStatus s, DateTimeOffset now, Guid? by, int? capacity = null) => new()
    {
        AgentId = s.AgentId,
        Revision = s.Revision,
        At = now,
        Presence = s.Presence,
        ReasonId = s.ReasonId,
        NextPresence = s.NextPresence,
        Connection = s.Connection,
        ByAgentId = by,
        Capacity = capacity,
    };

    /// <summary>Counting a missed offer is no other state.</summary>
    public static bool IsWorthIt(AgentStatus before, AgentStatus after) =>
        before.Presence != after.Presence || before.ReasonId != after.ReasonId || before.NextPresence != after.NextPresence || before.Connection != after.Connection;

    public PresenceChange ToChange() => new(AgentId, At, Presence, ReasonId, NextPresence, Connection);

    internal sealed class Mapping : IEntityTypeConfiguration<AgentEventRow>
    {
        public void Configure(EntityTypeBuilder<AgentEventRow> row)
        {
            row.ToTable("agent_events");
            row.HasKey(r => new { r.AgentId, r.Revision });
            row.HasIndex(r => r.At);
        }
    }
}
