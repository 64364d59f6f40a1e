using System.Collections.Immutable;
using System.Text.Json;
using Imcc.Core.FollowUps;
using Imcc.Infrastructure.Organisation;
using Imcc.Infrastructure.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Imcc.Infrastructure.FollowUps;

/// <summary>A <see cref="FollowUp"/> as stored, in the store of the thread. Its key is the rating's: whoever finds the rating again, after a restart or on another node, finds its task there.</summary>
internal sealed class FollowUpRow : IRevised
{
    public required Guid ConversationId { get; init; }

    public required Guid ThreadId { get; init; }

    public required Guid AgentId { get; init; }

    public Guid? GroupId { get; init; }

    public required Guid AccountId { get; init; }

    public required int Score { get; init; }

    public required DateTimeOffset RatedAt { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public required DateTimeOffset DueAt { get; init; }

    public FollowUpState State { get; init; }

    public Guid? AssigneeId { get; init; }

    public FollowUpResult? Result { get; init; }

    public DateTimeOffset? DoneAt { get; init; }

    /// <summary><see cref="FollowUpEntry"/>s as JSON.</summary>
    public string History { get; init; } = "[]";

    public long Revision { get; init; }

    public static FollowUpRow From(FollowUp t) => new()
    {
        ConversationId = t.ConversationId,
        ThreadId = t.ThreadId,
        AgentId = t.AgentId,
        GroupId = t.GroupId,
        AccountId = t.AccountId,
        Score = t.Score,
        RatedAt = t.RatedAt,
        CreatedAt = t.CreatedAt,
        DueAt = t.DueAt,
        State = t.State,
        AssigneeId = t.AssigneeId,
        Result = t.Result,
        DoneAt = t.DoneAt,
        History = JsonSerializer.Serialize(t.History, DirectoryJson.Options),
        Revision = t.Revision,
    };

    public FollowUp ToTask() => new()
    {
        ConversationId = ConversationId,
        ThreadId = ThreadId,
        AgentId = AgentId,
        GroupId = GroupId,
        AccountId = AccountId,
        Score = Score,
        RatedAt = RatedAt,
        CreatedAt = CreatedAt,
        DueAt = DueAt,
        State = State,
        AssigneeId = AssigneeId,
        Result = Result,
        DoneAt = DoneAt,
        History = JsonSerializer.Deserialize<ImmutableArray<FollowUpEntry>>(History, DirectoryJson.Options),
        Revision = Revision,
    };

    internal sealed class Mapping : IEntityTypeConfiguration<FollowUpRow>
    {
        public void Configure(EntityTypeBuilder<FollowUpRow> row)
        {
            row.ToTable("follow_ups");
            row.HasKey(t => t.ConversationId);
            row.Property(t => t.ConversationId).ValueGeneratedNever();
            row.HasIndex(t => new { t.State, t.DueAt });
            row.HasIndex(t => t.RatedAt);
        }
    }
}
