namespace Imcc.Infrastructure.Delivery;

/// <summary>How long the steps of a delivery may take.</summary>
internal static class DeliveryTimes
{
    /// <summary>After this an answer that nobody said had left in its response goes out through the channel's API.</summary>
    public static readonly TimeSpan AnswerSettles = TimeSpan.FromSeconds(10);
}
