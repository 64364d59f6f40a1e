using Imcc.Core.Conversations;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Imcc.Infrastructure.Conversations;

/// <summary>The stored form of a <see cref="Watch"/>: who looked at which conversation, from when to when. Kept after it has ended.</summary>
internal sealed class WatchRow
{
    public required Guid Id { get; init; }
    public required Guid ThreadId { get; init; }
    public required Guid ConversationId { get; init; }
    public required Guid LeadId { get; init; }
    public WatchMode Mode { get; init; }
    public bool IsShown { get; init; }
    public required DateTimeOffset Since { get; init; }
    public required DateTimeOffset Until { get; init; }
    public DateTimeOffset? EndedAt { get; init; }

    public static WatchRow From(Watch w) => new()
    {
        Id = w.Id,
        ThreadId = w.ThreadId,
        ConversationId = w.ConversationId,
        LeadId = w.LeadId,
        Mode = w.Mode,
        IsShown = w.IsShown,
        Since = w.Since,
        Until = w.Until,
        EndedAt = w.EndedAt,
    };

    public Watch ToWatch() => new()
    {
        Id = Id,
        ThreadId = ThreadId,
        ConversationId = ConversationId,
        LeadId = LeadId,
        Mode = Mode,
        IsShown = IsShown,
        Since = Since,
        Until = Until,
        EndedAt = EndedAt,
    };

    internal sealed class Mapping : IEntityTypeConfiguration<WatchRow>
    {
        public void Configure(EntityTypeBuilder<WatchRow> row)
        {
            row.ToTable("watches");
            row.HasKey(r => r.Id);
            row.Property(r => r.Id).ValueGeneratedNever();
            row.HasIndex(r => r.ConversationId);
            // What has run out is looked for every few seconds.
            row.HasIndex(r => new { r.EndedAt, r.Until });
        }
    }
}
