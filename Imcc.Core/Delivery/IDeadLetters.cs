namespace Imcc.Core.Delivery;

/// <summary>
/// What was given up and waits for a person (死信). One implementation a source of outbound messages; one screen shows them all, the latest first.
/// Each checks by itself whose dead letters the actor may see: those of the accounts of the actor's units.
/// </summary>
public interface IDeadLetters
{
    DeadLetterSource Source { get; }

    /// <param name="before">Where the last page ended; null: from the latest.</param>
    /// <param name="take">1 to 200.</param>
    /// <exception cref="UnauthorizedAccessException">The actor may not see any.</exception>
    Task<IReadOnlyList<DeadLetter>> ListAsync(Guid actorId, DeadLetterFilter filter, DeadLetterMark? before, int take, CancellationToken cancellationToken = default);

    /// <summary>How many there are by kind of refusal, whatever kind the filter names.</summary>
    Task<IReadOnlyDictionary<RefusalKind, int>> CountAsync(Guid actorId, DeadLetterFilter filter, CancellationToken cancellationToken = default);

    /// <returns>Null: there is none (any more), or the actor may not see it.</returns>
    Task<DeadLetter?> FindAsync(Guid actorId, Guid id, CancellationToken cancellationToken = default);

    /// <summary>Sends it again.</summary>
    /// <param name="text">What it is to say instead; null: as it is. Only where <see cref="DeadLetter.IsEditable"/>.</param>
    Task<DeadLetterOutcome> ResendAsync(Guid actorId, Guid id, string? text, CancellationToken cancellationToken = default);

    /// <summary>It is not sent any more, and is shown no more; who did it, and why, stands in the audit log.</summary>
    /// <param name="reason">1 to 200 characters.</param>
    Task<DeadLetterOutcome> DismissAsync(Guid actorId, Guid id, string reason, CancellationToken cancellationToken = default);
}

/// <summary>Where outbound messages come from. In URLs and in the audit log: never renamed.</summary>
public enum DeadLetterSource
{
    Conversation = 1,
    Notice = 2,
}

/// <summary>What became of an act on a dead letter.</summary>
public enum DeadLetterOutcome
{
    Done = 0,
    /// <summary>Somebody was faster: it is on its way, or dismissed.</summary>
    AlreadyDone = 1,
    NotFound = 2,
    /// <summary>The text is empty, or cannot be changed here, or the reason is missing.</summary>
    Invalid = 3,
    TooLong = 4,
    /// <summary>The text holds words that must not be sent.</summary>
    Forbidden = 5,
    /// <summary>The system could not do it now.</summary>
    Unavailable = 6,
}
