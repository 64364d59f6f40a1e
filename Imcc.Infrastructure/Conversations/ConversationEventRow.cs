using Imcc.Core.Conversations;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Imcc.Infrastructure.Conversations;

/// <summary>One thing that happened to a conversation: what reports are computed from. Never changed after it is written.</summary>
internal sealed class ConversationEventRow
{
    public required Guid Id { get; init; }
    public required Guid ConversationId { get; init; }
    public required Guid ThreadId { get; init; }
    /// <summary>The conversation's revision after it.</summary>
    public required long Revision { get; init; }
    public required ConversationEventKind Kind { get; init; }
    public required DateTimeOffset At { get; init; }
    public Guid? AgentId { get; init; }
    public Guid? GroupId { get; init; }
    public Guid? SegmentId { get; init; }
    /// <summary>Who did it, where it was not the agent.</summary>
    public Guid? ByAgentId { get; init; }
    /// <summary>A reason or a name, in words.</summary>
    public string Detail { get; init; } = "";

    public ConversationEvent ToEvent() => new(ConversationId, Revision, Kind, At, AgentId, GroupId, SegmentId, ByAgentId, Detail);

    internal sealed class Mapping : IEntityTypeConfiguration<ConversationEventRow>
    {
        public void Configure(EntityTypeBuilder<ConversationEventRow> row)
        {
            row.ToTable("conversation_events");
            row.HasKey(r => r.Id);
            row.Property(r => r.Id).ValueGeneratedNever();
            row.Property(r => r.Detail).HasMaxLength(400).HasDefaultValue("").ValueGeneratedNever();
            row.HasIndex(r => r.ConversationId);
            // An agent's own day is looked at often.
            row.HasIndex(r => new { r.AgentId, r.At });
            // Days are counted and reported by time.
            row.HasIndex(r => r.At);
        }
    }
}
