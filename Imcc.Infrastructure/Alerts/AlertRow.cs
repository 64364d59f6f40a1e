using Imcc.Core.Alerts;
using Imcc.Infrastructure.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Imcc.Infrastructure.Alerts;

/// <summary>One alert, from its being told until it is over and somebody has seen it. In the home store; names as they were then.</summary>
internal sealed record AlertRow : IRevised
{
    public required Guid Id { get; init; }
    public required Guid RuleId { get; init; }
    public required string RuleName { get; init; }
    public required AlertKind Kind { get; init; }
    public required Guid SubjectId { get; init; }
    /// <summary>The group's or the account's name; of a conversation its agent's, or without one its group's.</summary>
    public required string SubjectName { get; init; }
    /// <summary>Whose leads it is for.</summary>
    public required Guid UnitId { get; init; }
    public Guid? GroupId { get; init; }
    public Guid? AccountId { get; init; }
    public Guid? AgentId { get; init; }
    public required double Figure { get; init; }
    public required int Bound { get; init; }
    public string Detail { get; init; } = "";
    public bool OnScreen { get; init; }
    public required DateTimeOffset FiredAt { get; init; }
    public DateTimeOffset? ClearedAt { get; init; }
    public DateTimeOffset? SeenAt { get; init; }
    public Guid? SeenBy { get; init; }
    public string SeenName { get; init; } = "";
    public long Revision { get; init; }

    public Alert ToAlert() => new(Id, RuleId, RuleName, Kind, SubjectId, SubjectName, UnitId, Figure, Bound, Detail, FiredAt, ClearedAt, SeenAt, SeenName);

    internal sealed class Mapping : IEntityTypeConfiguration<AlertRow>
    {
        public const int DetailLength = 200;

        public void Configure(EntityTypeBuilder<AlertRow> row)
        {
            row.ToTable("alerts");
            row.HasKey(r => r.Id);
            row.Property(r => r.Id).ValueGeneratedNever();
            row.Property(r => r.RuleName).HasMaxLength(AlertRule.LongestName);
            row.Property(r => r.SubjectName).HasMaxLength(100);
            row.Property(r => r.Detail).HasMaxLength(DetailLength);
            row.Property(r => r.SeenName).HasMaxLength(100);
            row.HasIndex(r => r.FiredAt);
        }
    }
}

/// <summary>What a rule remembers of one subject: an <see cref="AlertWatch"/>. Gone when there is nothing to remember.</summary>
internal sealed record AlertWatchRow : IRevised
{
    public required Guid RuleId { get; init; }
    public required Guid SubjectId { get; init; }
    public DateTimeOffset? BadSince { get; init; }
    public Guid? FiringId { get; init; }
    public DateTimeOffset? ToldAt { get; init; }
    public long Revision { get; init; }

    public AlertWatch ToWatch() => new(BadSince, FiringId, ToldAt);

    internal sealed class Mapping : IEntityTypeConfiguration<AlertWatchRow>
    {
        public void Configure(EntityTypeBuilder<AlertWatchRow> row)
        {
            row.ToTable("alert_watches");
            row.HasKey(r => new { r.RuleId, r.SubjectId });
        }
    }
}

/// <summary>Who looks, and up to when it has been looked: moved in one commit with what was found, so that of two nodes only one tells.</summary>
internal sealed record AlertBookmarkRow : IRevised
{
    public const int Only = 1;

    public int Slot { get; init; } = Only;
    public required DateTimeOffset At { get; init; }
    public required string Node { get; init; }
    /// <summary>Until then the others leave it to this node.</summary>
    public required DateTimeOffset LeasedUntil { get; init; }
    public long Revision { get; init; }

    internal sealed class Mapping : IEntityTypeConfiguration<AlertBookmarkRow>
    {
        public void Configure(EntityTypeBuilder<AlertBookmarkRow> row)
        {
            row.ToTable("alert_bookmarks");
            row.HasKey(r => r.Slot);
            row.Property(r => r.Slot).ValueGeneratedNever();
            row.Property(r => r.Node).HasMaxLength(80);
        }
    }
}
