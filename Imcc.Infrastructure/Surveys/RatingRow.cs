using System.Text.Json;
using Imcc.Core.Surveys;
using Imcc.Infrastructure.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Imcc.Infrastructure.Surveys;

/// <summary>The stored form of a <see cref="Rating"/>: one row a conversation, so that nothing can be asked or answered twice.</summary>
internal sealed class RatingRow : IRevised
{
    public required Guid ConversationId { get; init; }
    public required Guid ThreadId { get; init; }
    public required Guid AgentId { get; init; }
    public Guid? GroupId { get; init; }
    public required DateTimeOffset InvitedAt { get; init; }
    public required DateTimeOffset ExpiresAt { get; init; }
    public SurveyScale Scale { get; init; }
    public int LowLimit { get; init; }
    /// <summary>JSON.</summary>
    public string OfferedTags { get; init; } = "[]";
    public int? Score { get; init; }
    public DateTimeOffset? AnsweredAt { get; init; }
    /// <summary>JSON.</summary>
    public string Tags { get; init; } = "[]";
    public string Comment { get; init; } = "";
    public long Revision { get; init; }

    public static RatingRow From(Rating r) => new()
    {
        ConversationId = r.ConversationId,
        ThreadId = r.ThreadId,
        AgentId = r.AgentId,
        GroupId = r.GroupId,
        InvitedAt = r.InvitedAt,
        ExpiresAt = r.ExpiresAt,
        Scale = r.Scale,
        LowLimit = r.LowLimit,
        OfferedTags = JsonSerializer.Serialize(r.OfferedTags),
        Score = r.Score,
        AnsweredAt = r.AnsweredAt,
        Tags = JsonSerializer.Serialize(r.Tags),
        Comment = r.Comment,
        Revision = r.Revision,
    };

    public Rating ToRating() => new()
    {
        ConversationId = ConversationId,
        ThreadId = ThreadId,
        AgentId = AgentId,
        GroupId = GroupId,
        InvitedAt = InvitedAt,
        ExpiresAt = ExpiresAt,
        Scale = Scale,
        LowLimit = LowLimit,
        OfferedTags = JsonSerializer.Deserialize<string[]>(OfferedTags)!,
        Score = Score,
        AnsweredAt = AnsweredAt,
        Tags = JsonSerializer.Deserialize<string[]>(Tags)!,
        Comment = Comment,
        Revision = Revision,
    };

    internal sealed class Mapping : IEntityTypeConfiguration<RatingRow>
    {
        public void Configure(EntityTypeBuilder<RatingRow> row)
        {
            row.ToTable("ratings");
            row.HasKey(r => r.ConversationId);
            row.Property(r => r.ConversationId).ValueGeneratedNever();
            row.Property(r => r.OfferedTags).HasMaxLength(2000);
            row.Property(r => r.Tags).HasMaxLength(2000);
            row.Property(r => r.Comment).HasMaxLength(Rating.LongestComment);
            row.HasIndex(r => new { r.ThreadId, r.InvitedAt });
            row.HasIndex(r => new { r.AgentId, r.AnsweredAt });
            // Reports follow both.
            row.HasIndex(r => r.InvitedAt);
            row.HasIndex(r => r.AnsweredAt);
        }
    }
}
