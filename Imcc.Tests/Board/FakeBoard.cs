using Imcc.Core.Board;

namespace Imcc.Tests.Board;

/// <summary>A board in memory: what a test arranges to be seen, and what it was asked for.</summary>
internal sealed class FakeBoard : IBoard
{
    public event Action? News;

    public DateTimeOffset? At { get; set; }

    public BoardView? View { get; set; }

    public bool IsRefused { get; set; }

    public Dictionary<string, BoardBehind> Behind { get; } = [];

    public int Looks { get; private set; }

    public BoardView? Look() => View;

    public ValueTask<BoardView?> LookAsync(Guid personId, CancellationToken cancellationToken = default)
    {
        Looks++;
        return IsRefused ? throw new UnauthorizedAccessException() : new(View);
    }

    public Task<BoardBehind> BehindAsync(Guid personId, BoardFigure figure, Guid? groupId, Guid? agentId, CancellationToken cancellationToken = default) =>
        Task.FromResult(Behind.GetValueOrDefault($"{figure} {groupId} {agentId}", new(0, [])));

    public void Tell(BoardView? view = null)
    {
        View = view ?? View;
        News?.Invoke();
    }
}
