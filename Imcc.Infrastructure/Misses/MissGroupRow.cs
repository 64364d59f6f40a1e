using Imcc.Core.Misses;
using Imcc.Infrastructure.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Imcc.Infrastructure.Misses;

/// <summary>Messages that ask the same, and what was made of them.</summary>
internal sealed class MissGroupRow : IRevised
{
    public const int MaxNote = 200;

    public required Guid Id { get; init; }

    /// <summary>The message that the others are like.</summary>
    public required string Leader { get; init; }

    /// <summary>Misses in it; of what only shows how customers ask for an article (<see cref="MissSource.Sent"/>) there is no count.</summary>
    public required int Misses { get; init; }

    /// <summary>Answered by agents with an article's words.</summary>
    public required int Sent { get; init; }

    public required DateTimeOffset FirstAt { get; init; }

    public required DateTimeOffset LastAt { get; init; }

    public MissState State { get; init; }

    /// <summary>The group that a person said it is one with.</summary>
    public Guid? MergedInto { get; init; }

    public DateTimeOffset? DecidedAt { get; init; }

    public Guid? DecidedBy { get; init; }

    /// <summary>The article or rule that was made or changed.</summary>
    public Guid? TargetId { get; init; }

    /// <summary>Why it is left alone, or what was added.</summary>
    public string Note { get; init; } = "";

    /// <summary>Of so many of its wordings when it was decided…</summary>
    public int Tried { get; init; }

    /// <summary>…so many found an answer, before anything was made.</summary>
    public int FoundBefore { get; init; }

    public required long Revision { get; init; }

    public MissGroupRow With(
        int? misses = null, int? sent = null, DateTimeOffset? firstAt = null, DateTimeOffset? lastAt = null) => new()
        {
            Id = Id, Leader = Leader, Misses = misses ?? Misses, Sent = sent ?? Sent, FirstAt = firstAt ?? FirstAt, LastAt = lastAt ?? LastAt, State = State, MergedInto = MergedInto,
            DecidedAt = DecidedAt, DecidedBy = DecidedBy, TargetId = TargetId, Note = Note, Tried = Tried, FoundBefore = FoundBefore, Revision = Revision + 1,
        };

    public MissGroupRow Decided(MissState state, DateTimeOffset? at, Guid? by, Guid? target = null, string note = "", Guid? mergedInto = null, int tried = 0, int foundBefore = 0) => new()
    {
        Id = Id, Leader = Leader, Misses = Misses, Sent = Sent, FirstAt = FirstAt, LastAt = LastAt, State = state, MergedInto = mergedInto,
        DecidedAt = at, DecidedBy = by, TargetId = target, Note = note, Tried = tried, FoundBefore = foundBefore, Revision = Revision + 1,
    };

    internal sealed class Mapping : IEntityTypeConfiguration<MissGroupRow>
    {
        public void Configure(EntityTypeBuilder<MissGroupRow> row)
        {
            row.ToTable("miss_groups");
            row.HasKey(g => g.Id);
            row.Property(g => g.Id).ValueGeneratedNever();
            row.Property(g => g.Leader).HasMaxLength(MissRow.MaxText);
            row.Property(g => g.Note).HasMaxLength(MaxNote);
            row.HasIndex(g => new { g.State, g.Misses });
            row.HasIndex(g => g.MergedInto).HasFilter("merged_into IS NOT NULL");
        }
    }
}
