using Imcc.Core.Replies;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Imcc.Infrastructure.Replies;

/// <summary>A quick reply as stored: an agent's, a skill group's or, with neither, everybody's.</summary>
internal sealed class QuickReplyRow
{
    public Guid Id { get; set; }

    public Guid? AgentId { get; set; }

    public Guid? GroupId { get; set; }

    public string Category { get; set; } = "";

    public string Title { get; set; } = "";

    public string Text { get; set; } = "";

    public string Code { get; set; } = "";

    public int Position { get; set; }

    public DateTimeOffset CreatedAt { get; set; }

    public long Rev { get; set; }

    public QuickReply ToReply() => new()
    {
        Id = Id,
        Scope = AgentId is not null ? ReplyScope.Own : GroupId is not null ? ReplyScope.Group : ReplyScope.Company,
        AgentId = AgentId,
        GroupId = GroupId,
        Category = Category,
        Title = Title,
        Text = Text,
        Code = Code,
        Position = Position,
        Rev = Rev,
    };

    public static IEnumerable<QuickReplyRow> InOrder(IEnumerable<QuickReplyRow> rows) =>
        rows.OrderBy(r => r.Position).ThenBy(r => r.CreatedAt).ThenBy(r => r.Id);
}

internal sealed class QuickReplyRowMapping : IEntityTypeConfiguration<QuickReplyRow>
{
    public void Configure(EntityTypeBuilder<QuickReplyRow> builder)
    {
        builder.ToTable("quick_replies");
        builder.Property(r => r.Id).ValueGeneratedNever();
        builder.Property(r => r.Category).HasMaxLength(QuickReply.MaxCategory);
        builder.Property(r => r.Title).HasMaxLength(QuickReply.MaxTitle);
        builder.Property(r => r.Text).HasMaxLength(QuickReply.MaxText);
        builder.Property(r => r.Code).HasMaxLength(QuickReply.MaxCode);
        builder.Property(r => r.Rev).IsConcurrencyToken();
        builder.HasIndex(r => r.AgentId);
    }
}
