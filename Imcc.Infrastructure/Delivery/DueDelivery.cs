using Imcc.Core.Conversations;
using Imcc.Core.Delivery;

namespace Imcc.Infrastructure.Delivery;

/// <summary>The first delivery of a thread that may go now; nobody has taken it yet.</summary>
/// <param name="Latest">The latest messages of the thread, in order.</param>
/// <param name="IsWhole">Whether the thread has none before them.</param>
internal sealed record DueDelivery(DeliveryRow Row, string ExternalId, ThreadMessage Message, IReadOnlyList<ThreadMessage> Latest, bool IsWhole)
{
    private const int MostHeard = 20;

    /// <summary>It waited for the customer, who has written meanwhile.</summary>
    public bool IsHeld => Row.State == DeliveryState.Held;

    public long LastInbound => Latest.LastOrDefault(m => m.Direction == MessageDirection.Inbound)?.Seq ?? 0;

    /// <summary>The customer's latest messages, the newest first, each with how many of ours stand after it up to this one.</summary>
    public IReadOnlyList<HeardMessage> Heard()
    {
        var outbound = Latest.Where(m => m.Direction == MessageDirection.Outbound && m.Seq < Row.Seq).Select(m => m.Seq).ToList();
        return [.. Latest.Where(m => m.Direction == MessageDirection.Inbound).Reverse().Take(MostHeard)
            .Select(m => new HeardMessage(m.Id, m.ChannelMessageId, m.Seq, m.At, m.Content, m.Speaker, 1 + outbound.Count(seq => seq > m.Seq)))];
    }
}

/// <summary>One delivery that this process has on lease.</summary>
internal sealed record TakenDelivery(DeliveryRow Row, DueDelivery Due)
{
    public ThreadMessage Message => Due.Message;

    public DateTimeOffset? LateAt { get; init; }
}
