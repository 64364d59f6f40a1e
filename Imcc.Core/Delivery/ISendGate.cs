namespace Imcc.Core.Delivery;

/// <summary>Whose turn it is where more wants to go out than a channel takes. A person's answer never waits behind a campaign.</summary>
public enum SendPriority
{
    /// <summary>A person wrote it, and somebody waits for it.</summary>
    Person = 0,
    Automatic = 1,
    /// <summary>A notice that another system sends to one customer.</summary>
    Notice = 2,
    /// <summary>One of very many.</summary>
    Bulk = 3,
}

/// <summary>
/// Lets calls to channels' servers through: as fast as each account and interface may, slower when the server slows, in fair turns between accounts and by
/// priority within one. Every call that sends goes through it, whoever makes it.
/// </summary>
public interface ISendGate
{
    /// <summary>Waits for its turn.</summary>
    /// <param name="api">The interface by the channel's own name, as <c>/cgi-bin/message/custom/send</c>: limits and stops are its own.</param>
    /// <returns>Null: the interface is stopped for longer than <paramref name="patience"/>; put it back and ask again later.</returns>
    ValueTask<ISendTurn?> EnterAsync(Guid accountId, string api, SendPriority priority, TimeSpan patience, CancellationToken cancellationToken);

    /// <summary>Why nothing goes through an interface for now; null: it is not stopped.</summary>
    ApiStop? StopOf(Guid accountId, string api);
}

/// <param name="Until">Null: until somebody has put it right.</param>
public sealed record ApiStop(RefusalKind Kind, string Reason, DateTimeOffset Since, DateTimeOffset? Until);

/// <summary>One turn: to be ended, whatever came of it.</summary>
public interface ISendTurn : IDisposable
{
    /// <summary>Tells how it went, from which the gate learns how much the server bears. Call before ending the turn.</summary>
    void Ended(SendOutcome outcome, TimeSpan took);
}
