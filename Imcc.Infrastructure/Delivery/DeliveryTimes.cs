namespace Imcc.Infrastructure.Delivery;

/// <summary>How long the steps of a delivery may take.</summary>
internal static class DeliveryTimes
{
    /// <summary>After this an answer that nobody said had left in its response goes out through the channel's API.</summary>
    public static readonly TimeSpan AnswerSettles = TimeSpan.FromSeconds(10);

    /// <summary>How long a process that took a delivery may be silent before another takes it. Longer than the sender's own time-outs.</summary>
    public static readonly TimeSpan Lease = TimeSpan.FromSeconds(30);
}
