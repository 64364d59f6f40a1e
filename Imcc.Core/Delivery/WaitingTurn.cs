namespace Imcc.Core.Delivery;

/// <summary>Somebody who waits for a turn, or has it.</summary>
public sealed class WaitingTurn(TurnLane lane, SendPriority priority, TimeSpan since)
{
    public TurnLane Lane => lane;

    public SendPriority Priority => priority;

    public TimeSpan Since => since;

    internal LinkedListNode<WaitingTurn>? Place { get; set; }

    internal bool WasFull { get; set; }

    /// <summary>What the host keeps with it.</summary>
    public object? Tag { get; set; }
}
