using Imcc.Core.Conversations;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Imcc.Infrastructure.Conversations;

/// <summary>The stored form of a <see cref="Pin"/>. Within a conversation a message, or a number out of it, is pinned once.</summary>
internal sealed class PinRow
{
    public required Guid Id { get; init; }
    public required Guid ThreadId { get; init; }
    public required Guid ConversationId { get; init; }
    public required Guid MessageId { get; init; }
    public string Number { get; init; } = "";
    public PinScope Scope { get; init; }
    public string Note { get; init; } = "";
    public required Guid ByAgentId { get; init; }
    public required DateTimeOffset At { get; init; }

    public static PinRow From(Pin p) => new()
    {
        Id = p.Id,
        ThreadId = p.ThreadId,
        ConversationId = p.ConversationId,
        MessageId = p.MessageId,
        Number = p.Number,
        Scope = p.Scope,
        Note = p.Note,
        ByAgentId = p.ByAgentId,
        At = p.At,
    };

    public Pin ToPin() => new()
    {
        Id = Id,
        ThreadId = ThreadId,
        ConversationId = ConversationId,
        MessageId = MessageId,
        Number = Number,
        Scope = Scope,
        Note = Note,
        ByAgentId = ByAgentId,
        At = At,
    };

    internal sealed class Mapping : IEntityTypeConfiguration<PinRow>
    {
        public void Configure(EntityTypeBuilder<PinRow> row)
        {
            row.ToTable("pins");
            row.HasKey(r => r.Id);
            row.Property(r => r.Id).ValueGeneratedNever();
            row.Property(r => r.Number).HasMaxLength(64);
            row.Property(r => r.Note).HasMaxLength(Pin.LongestNote);
            row.HasIndex(r => r.ThreadId);
            row.HasIndex(r => new { r.ConversationId, r.MessageId, r.Number }).IsUnique();
        }
    }
}
