using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Unicode;
using Imcc.Core.Channels;
using Imcc.Core.Conversations;
using Imcc.Core.Delivery;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Imcc.Infrastructure.Conversations;

/// <summary>The stored form of a <see cref="ThreadMessage"/>.</summary>
internal sealed class MessageRow
{
    private static readonly JsonSerializerOptions Json = new()
    {
        // Chinese stays readable in the database; what a browser shows is encoded there.
        Encoder = JavaScriptEncoder.Create(UnicodeRanges.All),
        DefaultIgnoreCondition = System.Text.Json.Serialization.JsonIgnoreCondition.WhenWritingNull,
    };

    public required Guid Id { get; init; }
    public required Guid ThreadId { get; init; }
    public required long Seq { get; init; }
    public Guid? ConversationId { get; init; }
    public required MessageDirection Direction { get; init; }
    public required MessageSender Sender { get; init; }
    public Guid? AgentId { get; init; }
    public required string Content { get; init; }
    public required DateTimeOffset At { get; init; }
    public string? ChannelMessageId { get; init; }
    public DeliveryState Delivery { get; init; }
    public string? DeliveryError { get; init; }
    public bool MaybeTwice { get; init; }
    public Guid? InReplyTo { get; init; }
    public DateTimeOffset? RecalledAt { get; init; }
    /// <summary>Who of a group said it; null outside groups.</summary>
    public string? SpeakerId { get; init; }
    public string? SpeakerName { get; init; }
    /// <summary>Said in a group, and not to us.</summary>
    public bool IsAside { get; init; }
    /// <summary>Why it was given up.</summary>
    public RefusalKind? Refusal { get; init; }
    /// <summary>When it went out, where it had to wait for the customer.</summary>
    public DateTimeOffset? LateAt { get; init; }
    /// <summary>A whisper: whom it was for.</summary>
    public Guid? ToAgentId { get; init; }

    public static string Write(MessageContent content) => JsonSerializer.Serialize(content, Json);

    public static MessageContent ReadContent(string json) => JsonSerializer.Deserialize<MessageContent>(json, Json)!;

    public static MessageRow From(ThreadMessage m) => new()
    {
        Id = m.Id,
        ThreadId = m.ThreadId,
        Seq = m.Seq,
        ConversationId = m.ConversationId,
        Direction = m.Direction,
        Sender = m.Sender,
        AgentId = m.AgentId,
        Content = Write(m.Content),
        At = m.At,
        ChannelMessageId = m.ChannelMessageId,
        Delivery = m.Delivery,
        DeliveryError = m.DeliveryError,
        MaybeTwice = m.MaybeTwice,
        InReplyTo = m.InReplyTo,
        RecalledAt = m.RecalledAt,
        SpeakerId = m.Speaker?.Id,
        SpeakerName = m.Speaker?.Name,
        IsAside = m.IsAside,
        Refusal = m.Refusal,
        LateAt = m.LateAt,
        ToAgentId = m.ToAgentId,
    };

    public ThreadMessage ToMessage() => new()
    {
        Id = Id,
        ThreadId = ThreadId,
        Seq = Seq,
        ConversationId = ConversationId,
        Direction = Direction,
        Sender = Sender,
        AgentId = AgentId,
        Content = ReadContent(Content),
        At = At,
        ChannelMessageId = ChannelMessageId,
        Delivery = Delivery,
        DeliveryError = DeliveryError,
        MaybeTwice = MaybeTwice,
        InReplyTo = InReplyTo,
        RecalledAt = RecalledAt,
        Speaker = SpeakerId is null ? null : new Speaker(SpeakerId, SpeakerName ?? ""),
        IsAside = IsAside,
        Refusal = Refusal,
        LateAt = LateAt,
        ToAgentId = ToAgentId,
    };

    internal sealed class Mapping : IEntityTypeConfiguration<MessageRow>
    {
        public void Configure(EntityTypeBuilder<MessageRow> row)
        {
            row.ToTable("messages");
            row.HasKey(r => r.Id);
            row.Property(r => r.Id).ValueGeneratedNever();
            row.Property(r => r.ChannelMessageId).HasMaxLength(128);
            row.Property(r => r.DeliveryError).HasMaxLength(400);
            row.Property(r => r.SpeakerId).HasMaxLength(128);
            row.Property(r => r.SpeakerName).HasMaxLength(100);
            row.Property(r => r.IsAside).HasDefaultValue(false).ValueGeneratedNever();
            row.HasIndex(r => new { r.ThreadId, r.Seq }).IsUnique();
            // What the history index has missed is found by time.
            row.HasIndex(r => r.At);
        }
    }
}
