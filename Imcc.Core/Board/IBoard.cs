using Imcc.Core.Desk;

namespace Imcc.Core.Board;

/// <summary>The live board of this process: what rules watch, and what screens show.</summary>
public interface IBoard
{
    /// <summary>Figures may have changed; also once a second where nothing has. Raised on the pool, one at a time; a handler must not block.</summary>
    event Action? News;

    /// <summary>Up to when what happened is counted; null: it is still being read.</summary>
    DateTimeOffset? At { get; }

    /// <summary>The whole organisation's, on nobody's behalf: for rules that watch it. Cheap: figures are computed once, however many ask.</summary>
    /// <returns>Null: it is still being read.</returns>
    BoardView? Look();

    /// <summary>What this person may see: of their unit and those below it.</summary>
    /// <returns>Null: it is still being read.</returns>
    /// <exception cref="UnauthorizedAccessException">Neither lead nor administrator.</exception>
    ValueTask<BoardView?> LookAsync(Guid personId, CancellationToken cancellationToken = default);

    /// <summary>The conversations that a figure counts now.</summary>
    /// <param name="figure">One that counts open conversations, or the visits of the last half hour (<see cref="BoardFigure.ServiceLevelNow"/>).</param>
    /// <param name="groupId">Null: of all groups.</param>
    /// <param name="agentId">In this agent's hands; null: of everybody.</param>
    /// <exception cref="UnauthorizedAccessException">Neither lead nor administrator.</exception>
    Task<BoardBehind> BehindAsync(Guid personId, BoardFigure figure, Guid? groupId, Guid? agentId, CancellationToken cancellationToken = default);
}

/// <summary>What stands behind a number of the board.</summary>
/// <param name="Total">As many as the number counts; the list may be shorter.</param>
/// <param name="Conversations">Who has waited longest first.</param>
/// <param name="Waited">Where visits are counted: how long each conversation's waited; null: conversations are.</param>
public sealed record BoardBehind(int Total, IReadOnlyList<DeskConversation> Conversations, IReadOnlyDictionary<Guid, TimeSpan>? Waited = null);
