using Imcc.Core.Knowledge;

namespace Imcc.Infrastructure.Knowledge;

/// <summary>An import while it goes on: whose it is, its file aside, and how it stands.</summary>
internal sealed class ImportRun : IDisposable
{
    private const int MostRefused = 10_000;

    private readonly Lock _lock = new();
    private readonly CancellationTokenSource _stop = new();
    private readonly List<RefusedRow> _refused = [];
    private ArticleImport _state;
    private bool _isDisposed;

    public ImportRun(Guid id, Guid personId, string fileName, string path, DateTimeOffset at)
    {
        (PersonId, Path, Stopping) = (personId, path, _stop.Token);
        _state = new(id, fileName, at, ImportPhase.Reading);
    }

    public Guid PersonId { get; }

    public string Path { get; }

    /// <summary>What goes on in the background.</summary>
    public Task Going { get; set; } = Task.CompletedTask;

    public CancellationToken Stopping { get; }

    public bool IsStopped => Stopping.IsCancellationRequested;

    /// <summary>The row in which each code stood first, and the id that its article gets where it is a new one.</summary>
    public Dictionary<string, (int Row, Guid Id)> Codes { get; } = new(StringComparer.Ordinal);

    public ArticleImport State
    {
        get
        {
            lock (_lock)
                return _state with { Refused = [.. _refused] };
        }
    }

    /// <summary>As <see cref="State"/>, without its rows: cheap.</summary>
    public ArticleImport Outline
    {
        get
        {
            lock (_lock)
                return _state;
        }
    }

    public void Change(Func<ArticleImport, ArticleImport> change)
    {
        lock (_lock)
            _state = change(_state);
    }

    /// <returns>False: it is in none of these phases.</returns>
    public bool Enter(ImportPhase next, params ReadOnlySpan<ImportPhase> from)
    {
        lock (_lock)
        {
            if (!from.Contains(_state.Phase))
                return false;
            _state = _state with { Phase = next };
            return true;
        }
    }

    public void Refuse(int row, string title, CellProblem problem)
    {
        lock (_lock)
        {
            _state = _state with { RefusedCount = _state.RefusedCount + 1 };
            if (_refused.Count < MostRefused)
                _refused.Add(new(row, problem.Column, problem.Fault, title.Length <= ArticleLimits.Title ? title : title[..ArticleLimits.Title], problem.Argument));
        }
    }

    /// <summary>Before a pass that looks at every row anew.</summary>
    public void ForgetRefused()
    {
        lock (_lock)
        {
            _refused.Clear();
            _state = _state with { RefusedCount = 0 };
        }
    }

    public void Stop()
    {
        lock (_lock)
        {
            if (!_isDisposed)
                _stop.Cancel();
        }
    }

    public void Dispose()
    {
        lock (_lock)
        {
            if (_isDisposed)
                return;
            _isDisposed = true;
            _stop.Cancel();
            _stop.Dispose();
        }

        File.Delete(Path);
    }
}
