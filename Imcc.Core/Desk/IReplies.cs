using Imcc.Core.Replies;

namespace Imcc.Core.Desk;

/// <summary>An agent's quick replies: the own ones, the skill groups' and the company's. The agent's id comes from the sign-in.</summary>
public interface IReplies
{
    /// <summary>All that the agent may use, in the order of their lists, with how often they used each.</summary>
    Task<ReplyBook> OpenAsync(Guid agentId, CancellationToken cancellationToken = default);

    /// <summary>An own one, made or changed.</summary>
    /// <returns><see cref="CommandOutcome.Invalid"/>: title or text is empty; <see cref="CommandOutcome.TooMany"/>: at 200 of them; <see cref="CommandOutcome.TooLate"/>: changed meanwhile.</returns>
    Task<CommandOutcome> SaveOwnAsync(Guid agentId, OwnReply reply, CancellationToken cancellationToken = default);

    Task<CommandOutcome> DeleteOwnAsync(Guid agentId, Guid replyId, CancellationToken cancellationToken = default);

    /// <summary>One place up or down among the own ones; the first cannot go up, nor the last down.</summary>
    Task<CommandOutcome> MoveOwnAsync(Guid agentId, Guid replyId, bool up, CancellationToken cancellationToken = default);

    /// <summary>Shown before the others, or not any more. At most 50.</summary>
    Task<CommandOutcome> FavourAsync(Guid agentId, Guid replyId, bool isFavourite, CancellationToken cancellationToken = default);

    /// <summary>The agent took it into a message.</summary>
    Task<CommandOutcome> UsedAsync(Guid agentId, Guid replyId, CancellationToken cancellationToken = default);
}

/// <param name="Uses">How often the agent took each; one never taken is left out.</param>
/// <param name="GroupNames">Names of the groups that the replies belong to.</param>
public sealed record ReplyBook(
    IReadOnlyList<QuickReply> Replies,
    IReadOnlyDictionary<Guid, int> Uses,
    IReadOnlySet<Guid> Favourites,
    IReadOnlyDictionary<Guid, string> GroupNames)
{
    public static readonly ReplyBook Empty = new([], new Dictionary<Guid, int>(), new HashSet<Guid>(), new Dictionary<Guid, string>());
}

/// <summary>An own quick reply as its agent writes it.</summary>
/// <param name="Id">Null: a new one.</param>
/// <param name="Rev">What the agent read; a new one has none.</param>
public sealed record OwnReply(Guid? Id, long Rev, string Category, string Title, string Text, string Code);
