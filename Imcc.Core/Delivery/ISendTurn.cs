namespace Imcc.Core.Delivery;

/// <summary>One turn: to be ended, whatever came of it.</summary>
public interface ISendTurn : IDisposable
{
    /// <summary>Tells how it went, from which the gate learns how much the server bears. Call before ending the turn.</summary>
    void Ended(SendOutcome outcome, TimeSpan took);
}
