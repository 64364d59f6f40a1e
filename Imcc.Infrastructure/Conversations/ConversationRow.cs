using System.Collections.Immutable;
using System.Text.Json;
using Imcc.Core.Conversations;
using Imcc.Core.Flows;
using Imcc.Core.Reasons;
using Imcc.Infrastructure.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Imcc.Infrastructure.Conversations;

/// <summary>The stored form of a <see cref="Conversation"/>. The row is the truth; whoever holds the value holds a copy of it.</summary>
internal sealed class ConversationRow : IRevised
{
    public required Guid Id { get; init; }
    public required Guid ThreadId { get; init; }
    public required Guid AccountId { get; init; }
    public required Guid ContactId { get; init; }
    public Guid? PreviousId { get; init; }
    public ConversationState State { get; init; }
    public DateTimeOffset Since { get; init; }
    public long Revision { get; init; }
    public DateTimeOffset OpenedAt { get; init; }
    public Guid? GroupId { get; init; }
    public DateTimeOffset? EnqueuedAt { get; init; }
    public int VipTier { get; init; }
    public Guid? AgentId { get; init; }
    public Guid? OfferId { get; init; }
    public int Attempts { get; init; }
    /// <summary>Ids without blanks, in the order of refusing.</summary>
    public string DeclinedBy { get; init; } = "";
    public Guid? SegmentId { get; init; }
    public DateTimeOffset? AcceptedAt { get; init; }
    public DateTimeOffset? FirstReplyAt { get; init; }
    public DateTimeOffset? LastCustomerMessageAt { get; init; }
    public DateTimeOffset? LastAgentMessageAt { get; init; }
    public DateTimeOffset? WaitingSince { get; init; }
    public DateTimeOffset? AwaySince { get; init; }
    public int Unread { get; init; }
    public string Preview { get; init; } = "";
    public DateTimeOffset? DueAt { get; init; }
    public DateTimeOffset? EndedAt { get; init; }
    public EndReason? EndReason { get; init; }
    public string Note { get; init; } = "";
    public int Units { get; init; } = 1;
    public bool IsForced { get; init; }
    public DateTimeOffset? JoinedLineAt { get; init; }
    public Guid? PreferredAgentId { get; init; }
    public DateTimeOffset? PreferredUntil { get; init; }
    public bool IsWoken { get; init; }
    public Guid? InvitedAgentId { get; init; }
    /// <summary>The rest of the invitation.</summary>
    public string? Invitation { get; init; }
    public Guid? HelperId { get; init; }
    /// <summary>The rest of the request for help.</summary>
    public string? Help { get; init; }
    public string? Handover { get; init; }
    public ConversationAlerts Alerts { get; init; }
    public int ReplyTransfers { get; init; }
    public DateTimeOffset? RemindAt { get; init; }
    public bool AwaitsMessage { get; init; }
    public DateTimeOffset? MessageLeftAt { get; init; }
    public DateTimeOffset? ToldAt { get; init; }
    /// <summary>The reasons for contact as JSON; empty: none. Counted by <see cref="ConversationReasonRow"/>.</summary>
    public string Reasons { get; init; } = "";
    public Guid? SummaryOwedBy { get; init; }
    /// <summary>The <see cref="GroupChat"/> as JSON; null: no group.</summary>
    public string? Chat { get; init; }
    /// <summary>The <see cref="FlowRun"/> as JSON; null: no flow waits for the customer.</summary>
    public string? Flow { get; init; }

    public static ConversationRow From(Conversation c) => new()
    {
        Id = c.Id,
        ThreadId = c.ThreadId,
        AccountId = c.AccountId,
        ContactId = c.ContactId,
        PreviousId = c.PreviousId,
        State = c.State,
        Since = c.Since,
        Revision = c.Revision,
        OpenedAt = c.OpenedAt,
        GroupId = c.GroupId,
        EnqueuedAt = c.EnqueuedAt,
        VipTier = c.VipTier,
        AgentId = c.AgentId,
        OfferId = c.OfferId,
        Attempts = c.Attempts,
        DeclinedBy = c.DeclinedBy.IsEmpty ? "" : string.Join(' ', c.DeclinedBy.Select(id => id.ToString("N"))),
        SegmentId = c.SegmentId,
        AcceptedAt = c.AcceptedAt,
        FirstReplyAt = c.FirstReplyAt,
        LastCustomerMessageAt = c.LastCustomerMessageAt,
        LastAgentMessageAt = c.LastAgentMessageAt,
        WaitingSince = c.WaitingSince,
        AwaySince = c.AwaySince,
        Unread = c.Unread,
        Preview = c.Preview,
        DueAt = c.DueAt,
        EndedAt = c.EndedAt,
        EndReason = c.EndReason,
        Note = c.Note,
        Units = c.Units,
        IsForced = c.IsForced,
        JoinedLineAt = c.JoinedLineAt,
        PreferredAgentId = c.PreferredAgentId,
        PreferredUntil = c.PreferredUntil,
        IsWoken = c.IsWoken,
        InvitedAgentId = c.Invitation?.AgentId,
        Invitation = Written(c.Invitation),
        HelperId = c.Help?.HelperId,
        Help = Written(c.Help),
        Handover = Written(c.Handover),
        Alerts = c.Alerts,
        ReplyTransfers = c.ReplyTransfers,
        RemindAt = c.RemindAt,
        AwaitsMessage = c.AwaitsMessage,
        MessageLeftAt = c.MessageLeftAt,
        ToldAt = c.ToldAt,
        Reasons = c.Reasons.IsEmpty ? "" : JsonSerializer.Serialize(c.Reasons),
        SummaryOwedBy = c.SummaryOwedBy,
        Chat = Written(c.Chat),
        Flow = Written(c.Flow),
    };

    public Conversation ToConversation() => new()
    {
        Id = Id,
        ThreadId = ThreadId,
        AccountId = AccountId,
        ContactId = ContactId,
        PreviousId = PreviousId,
        State = State,
        Since = Since,
        Revision = Revision,
        OpenedAt = OpenedAt,
        GroupId = GroupId,
        EnqueuedAt = EnqueuedAt,
        VipTier = VipTier,
        AgentId = AgentId,
        OfferId = OfferId,
        Attempts = Attempts,
        DeclinedBy = DeclinedBy.Length == 0 ? [] : [.. DeclinedBy.Split(' ').Select(Guid.Parse)],
        SegmentId = SegmentId,
        AcceptedAt = AcceptedAt,
        FirstReplyAt = FirstReplyAt,
        LastCustomerMessageAt = LastCustomerMessageAt,
        LastAgentMessageAt = LastAgentMessageAt,
        WaitingSince = WaitingSince,
        AwaySince = AwaySince,
        Unread = Unread,
        Preview = Preview,
        DueAt = DueAt,
        EndedAt = EndedAt,
        EndReason = EndReason,
        Note = Note,
        Units = Units,
        IsForced = IsForced,
        JoinedLineAt = JoinedLineAt,
        PreferredAgentId = PreferredAgentId,
        PreferredUntil = PreferredUntil,
        IsWoken = IsWoken,
        Invitation = Read<Invitation>(Invitation),
        Help = Read<HelpRequest>(Help),
        Handover = Read<Handover>(Handover),
        Alerts = Alerts,
        ReplyTransfers = ReplyTransfers,
        RemindAt = RemindAt,
        AwaitsMessage = AwaitsMessage,
        MessageLeftAt = MessageLeftAt,
        ToldAt = ToldAt,
        Reasons = Reasons.Length == 0 ? [] : JsonSerializer.Deserialize<ImmutableArray<ContactReason>>(Reasons),
        SummaryOwedBy = SummaryOwedBy,
        Chat = Read<GroupChat>(Chat),
        Flow = Read<FlowRun>(Flow),
    };

    private static string? Written<T>(T? value)
        where T : class => value is null ? null : JsonSerializer.Serialize(value);

    private static T? Read<T>(string? json)
        where T : class => json is null ? null : JsonSerializer.Deserialize<T>(json);

    internal sealed class Mapping : IEntityTypeConfiguration<ConversationRow>
    {
        public void Configure(EntityTypeBuilder<ConversationRow> row)
        {
            row.ToTable("conversations");
            row.HasKey(r => r.Id);
            row.Property(r => r.Id).ValueGeneratedNever();
            row.Property(r => r.DeclinedBy).HasMaxLength(4000);
            row.Property(r => r.Preview).HasMaxLength(120);
            row.Property(r => r.Note).HasMaxLength(4000);
            row.Property(r => r.Units).HasDefaultValue(1).ValueGeneratedNever();
            row.Property(r => r.Reasons).HasMaxLength(8000).HasDefaultValue("").ValueGeneratedNever();
            row.Property(r => r.Chat).HasMaxLength(4000);
            row.Property(r => r.Flow).HasMaxLength(400_000);
            row.HasIndex(r => r.SummaryOwedBy).HasFilter("summary_owed_by IS NOT NULL");
            row.HasIndex(r => new { r.ThreadId, r.OpenedAt });
            row.HasIndex(r => new { r.AgentId, r.State, r.Since });
            row.HasIndex(r => new { r.State, r.EnqueuedAt });
            row.HasIndex(r => r.InvitedAgentId).HasFilter("invited_agent_id IS NOT NULL");
            row.HasIndex(r => r.HelperId).HasFilter("helper_id IS NOT NULL");
            // Most conversations are closed and due for nothing.
            row.HasIndex(r => r.DueAt).HasFilter("due_at IS NOT NULL");
        }
    }
}
