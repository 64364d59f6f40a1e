using Imcc.Core.Channels;
using Imcc.Core.Delivery;

namespace Imcc.Core.Conversations;

/// <summary>One message of a thread, as stored and as screens and interfaces see it.</summary>
[GenerateSerializer, Immutable]
public sealed record ThreadMessage
{
    [Id(0)] public required Guid Id { get; init; }

    [Id(1)] public required Guid ThreadId { get; init; }

    /// <summary>The place in the thread, from 1, without gaps.</summary>
    [Id(2)] public required long Seq { get; init; }

    [Id(3)] public Guid? ConversationId { get; init; }

    [Id(4)] public required MessageDirection Direction { get; init; }

    [Id(5)] public required MessageSender Sender { get; init; }

    [Id(6)] public Guid? AgentId { get; init; }

    [Id(7)] public required MessageContent Content { get; init; }

    /// <summary>When we took it in or wrote it.</summary>
    [Id(8)] public required DateTimeOffset At { get; init; }

    [Id(9)] public string? ChannelMessageId { get; init; }

    [Id(10)] public DeliveryState Delivery { get; init; }

    /// <summary>Why it was not delivered, in the channel's words.</summary>
    [Id(11)] public string? DeliveryError { get; init; }

    /// <summary>Whether the customer may have received it twice: we stopped between the channel's yes and our noting it.</summary>
    [Id(12)] public bool MaybeTwice { get; init; }

    /// <summary>The customer's message that this one answered in the same response.</summary>
    [Id(13)] public Guid? InReplyTo { get; init; }

    /// <summary>When it was taken back; the customer does not see it any more, our own people may.</summary>
    [Id(14)] public DateTimeOffset? RecalledAt { get; init; }

    /// <summary>Where numbers were hidden from whoever reads this copy; never stored.</summary>
    [Id(15)] public IReadOnlyList<Privacy.HiddenNumber> Hidden { get; init; } = [];

    /// <summary>Who of the group said it, or whom of the group we answered; null outside groups.</summary>
    [Id(16)] public Speaker? Speaker { get; init; }

    /// <summary>Said in a group, and not to us: nothing was decided about it, and nobody has to answer it.</summary>
    [Id(17)] public bool IsAside { get; init; }

    /// <summary>Why it was given up, as far as somebody can do something about it; null: it was not.</summary>
    [Id(21)] public RefusalKind? Refusal { get; init; }

    /// <summary>When it went out, where it had to wait for the customer to write again (延迟); its place in the thread is where it was written.</summary>
    [Id(22)] public DateTimeOffset? LateAt { get; init; }

    /// <summary>A whisper: the agent whom it was for; null for everything else.</summary>
    [Id(23)] public Guid? ToAgentId { get; init; }

    /// <summary>Not for whoever reads this copy: it stands for its place in the thread and says nothing; never stored.</summary>
    [Id(24)] public bool IsWithheld { get; init; }
}
