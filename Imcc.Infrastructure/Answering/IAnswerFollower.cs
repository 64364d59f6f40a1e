namespace Imcc.Infrastructure.Answering;

/// <summary>Keeps one kind of answers in memory, as the database has it. Registered as a singleton under this interface.</summary>
internal interface IAnswerFollower
{
    /// <summary>One of <see cref="AnswerStock"/>.</summary>
    string Stock { get; }

    /// <summary>Whether the node waits for the first <see cref="FollowAsync"/> before it takes calls.</summary>
    bool IsNeededAtStart { get; }

    /// <summary>The database is at <paramref name="version"/>: takes over what has changed. Called one at a time, first at the start; what fails is called again within a second, and what was there stays in force.</summary>
    Task FollowAsync(long version, CancellationToken cancellationToken);
}
