using Imcc.Core.Agents;
using Imcc.Infrastructure.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Imcc.Infrastructure.Agents;

/// <summary>The stored form of an <see cref="AgentStatus"/>. Kept in the first conversation store, for it belongs to no customer.</summary>
internal sealed class AgentStatusRow : IRevised
{
    public required Guid AgentId { get; init; }
    public Presence Presence { get; init; }
    public Presence? NextPresence { get; init; }
    public DateTimeOffset PresenceSince { get; init; }
    public Connection Connection { get; init; }
    public DateTimeOffset ConnectionSince { get; init; }
    public int MissedInARow { get; init; }
    public long Revision { get; init; }
    public DateTimeOffset? DueAt { get; init; }
    public Guid? ReasonId { get; init; }
    public Guid? NextReasonId { get; init; }
    public DateTimeOffset? LimitAt { get; init; }
    public bool IsOverLimit { get; init; }
    public DateTimeOffset? GraceEndsAt { get; init; }
    public long? NextLimitSeconds { get; init; }

    public static AgentStatusRow From(AgentStatus s) => new()
    {
        AgentId = s.AgentId,
        Presence = s.Presence,
        NextPresence = s.NextPresence,
        PresenceSince = s.PresenceSince,
        Connection = s.Connection,
        ConnectionSince = s.ConnectionSince,
        MissedInARow = s.MissedInARow,
        Revision = s.Revision,
        DueAt = s.DueAt,
        ReasonId = s.ReasonId,
        NextReasonId = s.NextReasonId,
        LimitAt = s.LimitAt,
        IsOverLimit = s.IsOverLimit,
        GraceEndsAt = s.GraceEndsAt,
        NextLimitSeconds = (long?)s.NextLimit?.TotalSeconds,
    };

    public AgentStatus ToStatus() => new()
    {
        AgentId = AgentId,
        Presence = Presence,
        NextPresence = NextPresence,
        PresenceSince = PresenceSince,
        Connection = Connection,
        ConnectionSince = ConnectionSince,
        MissedInARow = MissedInARow,
        Revision = Revision,
        DueAt = DueAt,
        ReasonId = ReasonId,
        NextReasonId = NextReasonId,
        LimitAt = LimitAt,
        IsOverLimit = IsOverLimit,
        // A row of before the two were kept apart: what was due then was the grace.
        GraceEndsAt = GraceEndsAt ?? (Connection == Connection.Grace ? DueAt : null),
        NextLimit = NextLimitSeconds is { } seconds ? TimeSpan.FromSeconds(seconds) : null,
    };

    internal sealed class Mapping : IEntityTypeConfiguration<AgentStatusRow>
    {
        public void Configure(EntityTypeBuilder<AgentStatusRow> row)
        {
            row.ToTable("agent_status");
            row.HasKey(r => r.AgentId);
            row.Property(r => r.AgentId).ValueGeneratedNever();
        }
    }
}
