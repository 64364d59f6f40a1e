using Imcc.Core.Conversations;
using Imcc.Core.Reasons;
using Imcc.Infrastructure.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Imcc.Infrastructure.Conversations;

/// <summary>One reason of one conversation, for counting; the conversation's own row holds the same and is the truth. Written with it.</summary>
internal sealed class ConversationReasonRow
{
    private static readonly string[] Main = [nameof(IsMain)];

    public required Guid ConversationId { get; init; }
    public required Guid ReasonId { get; init; }
    public required Guid ThreadId { get; init; }
    /// <summary>Of the tree that it was chosen from.</summary>
    public int Version { get; init; }
    public string Code { get; init; } = "";
    public string Path { get; init; } = "";
    public bool IsMain { get; init; }
    public Guid? AgentId { get; init; }
    public Guid? GroupId { get; init; }
    /// <summary>When it was first given.</summary>
    public DateTimeOffset At { get; init; }

    /// <summary>Brings the rows from what they were to what they are.</summary>
    public static void Write(WriteUnit unit, Conversation? before, Conversation after, DateTimeOffset now)
    {
        var known = before?.Reasons ?? [];
        foreach (var gone in known.Where(k => !after.Reasons.Any(r => r.ReasonId == k.ReasonId)))
            unit.Delete(From(after, gone, now));
        foreach (var reason in after.Reasons)
        {
            if (known.FirstOrDefault(k => k.ReasonId == reason.ReasonId) is not { } old)
                unit.Insert(From(after, reason, now));
            else if (old.IsMain != reason.IsMain)
                unit.Patch(From(after, reason, now), Main);
        }
    }

    private static ConversationReasonRow From(Conversation c, ContactReason reason, DateTimeOffset now) => new()
    {
        ConversationId = c.Id,
        ReasonId = reason.ReasonId,
        ThreadId = c.ThreadId,
        Version = reason.Version,
        Code = reason.Code,
        Path = reason.FullName,
        IsMain = reason.IsMain,
        AgentId = c.AgentId,
        GroupId = c.GroupId,
        At = now,
    };

    internal sealed class Mapping : IEntityTypeConfiguration<ConversationReasonRow>
    {
        public void Configure(EntityTypeBuilder<ConversationReasonRow> row)
        {
            row.ToTable("conversation_reasons");
            row.HasKey(r => new { r.ConversationId, r.ReasonId });
            row.Property(r => r.Code).HasMaxLength(ReasonLimits.MaxCodeLength);
            row.Property(r => r.Path).HasMaxLength(ReasonLimits.MaxDepth * (ReasonLimits.MaxNameLength + ContactReason.Separator.Length));
            row.HasIndex(r => new { r.AgentId, r.At });
            row.HasIndex(r => new { r.GroupId, r.At });
            row.HasIndex(r => r.At);
        }
    }
}
