using System.Collections.Concurrent;
using Imcc.Core.Knowledge;
using Imcc.Infrastructure.Storage;
using Microsoft.EntityFrameworkCore;

namespace Imcc.Infrastructure.Knowledge;

/// <inheritdoc cref="IArticleImports"/>
internal sealed partial class ArticleImports(IDbContextFactory<DirectoryContext> contexts, ImportReading reading, ImportWriter writer, TimeProvider time, ILogger<ArticleImports> logger) : IArticleImports, IDisposable
{
    private const int Most = 20;
    private const int MostName = 100;
    private static readonly TimeSpan Kept = TimeSpan.FromMinutes(30);

    private readonly ConcurrentDictionary<Guid, ImportRun> _runs = new();
    // Files are large and machines small: whoever comes third waits.
    private readonly SemaphoreSlim _turns = new(2);

    public async Task<Guid> BeginAsync(Guid personId, string fileName, Stream content, CancellationToken cancellationToken = default)
    {
        await using (var context = contexts.CreateDbContext())
            await KnowledgeRights.OfWriterAsync(context, personId, cancellationToken);
        var now = time.GetUtcNow();
        ForgetOld(now);
        var id = Guid.CreateVersion7(now);
        var path = Path.Combine(Path.GetTempPath(), $"imcc-import-{id:N}");
        var run = new ImportRun(id, personId, fileName.Length <= MostName ? fileName : fileName[^MostName..], path, now);
        try
        {
            if (!await TakeAsideAsync(content, path, cancellationToken))
                run.Change(s => s with { Phase = ImportPhase.Failed, Fault = ImportFault.TooLarge, Argument = ArticleFile.MaxLength });
        }
        catch
        {
            run.Dispose();
            throw;
        }

        _runs[id] = run;
        if (run.Outline.Phase is ImportPhase.Reading)
            run.Going = Task.Run(() => GoAsync(run, ImportPhase.Read, token => reading.CheckAsync(run, null, token)), CancellationToken.None);
        return id;
    }

    public ArticleImport? Find(Guid runId, Guid personId) => Own(runId, personId)?.State;

    public IReadOnlyList<ArticleImport> Of(Guid personId) => [.. _runs.Values.Where(r => r.PersonId == personId).Select(r => r.Outline).OrderByDescending(r => r.Id)];

    public async Task<ImportStart> WriteAsync(Guid runId, Guid personId, ImportChoices choices, CancellationToken cancellationToken = default)
    {
        if (Own(runId, personId) is not { } run)
            return ImportStart.NotReady;
        await using (var context = contexts.CreateDbContext())
        {
            var rights = (await KnowledgeRights.OfWriterAsync(context, personId, cancellationToken)).In(choices.OrgUnitId);
            if (!rights.MayWrite || (choices.Publish && (!rights.MayPublish || rights.IsReviewRequired)))
                return ImportStart.NotAllowed;
        }

        // What is written already is not asked about its rows again.
        if (run.Outline.Phase != ImportPhase.Read)
            return ImportStart.NotReady;
        if (!choices.SkipBad && run.Outline.RefusedCount > 0)
            return ImportStart.HasBadRows;
        if (!run.Enter(ImportPhase.Writing, ImportPhase.Read))
            return ImportStart.NotReady;
        run.Going = Task.Run(() => GoAsync(run, ImportPhase.Done, token => WriteAsync(run, choices, token)), CancellationToken.None);
        return ImportStart.Started;
    }

    public void Cancel(Guid runId, Guid personId) => Own(runId, personId)?.Stop();

    public void Forget(Guid runId, Guid personId)
    {
        if (Own(runId, personId) is not { } run || !_runs.TryRemove(runId, out _))
            return;
        run.Stop();
        // One that is under way goes with its end.
        if (!run.Outline.IsUnderWay)
            run.Dispose();
    }

    /// <summary>Waits for the end of what goes on.</summary>
    internal Task GoingAsync(Guid runId) => _runs.TryGetValue(runId, out var run) ? run.Going : Task.CompletedTask;

    public void Dispose()
    {
        foreach (var run in _runs.Values)
            run.Dispose();
        _turns.Dispose();
    }

    private async Task WriteAsync(ImportRun run, ImportChoices choices, CancellationToken cancellationToken)
    {
        // What was chosen may make more rows bad than the first look found: nothing is written before all of them are known.
        await reading.CheckAsync(run, choices, cancellationToken);
        if (run.Outline.RefusedCount > 0 && !choices.SkipBad)
            throw new BadRowsException();
        await writer.WriteAsync(run, choices, cancellationToken);
    }

    private async Task GoAsync(ImportRun run, ImportPhase end, Func<CancellationToken, Task> go)
    {
        try
        {
            await _turns.WaitAsync(run.Stopping);
            try
            {
                await go(run.Stopping);
            }
            finally
            {
                _turns.Release();
            }

            run.Change(s => s with { Phase = end });
        }
        catch (BadRowsException)
        {
            run.Change(s => s with { Phase = ImportPhase.Read });
        }
        catch (OperationCanceledException) when (run.IsStopped)
        {
            run.Change(s => s with { Phase = ImportPhase.Cancelled });
        }
        catch (ImportException e)
        {
            run.Change(s => s with { Phase = ImportPhase.Failed, Fault = e.Fault, Argument = e.Argument });
        }
        catch (Exception e)
        {
            LogBroken(e, run.Outline.Id);
            run.Change(s => s with { Phase = ImportPhase.Failed, Fault = ImportFault.Broken });
        }

        if (!_runs.ContainsKey(run.Outline.Id))
            run.Dispose();
    }

    private ImportRun? Own(Guid runId, Guid personId) => _runs.TryGetValue(runId, out var run) && run.PersonId == personId ? run : null;

    private void ForgetOld(DateTimeOffset now)
    {
        foreach (var (id, run) in _runs.Where(r => !r.Value.Outline.IsUnderWay).OrderBy(r => r.Value.Outline.At).Take(Math.Max(0, _runs.Count - Most + 1)).Concat(_runs.Where(r => !r.Value.Outline.IsUnderWay && now - r.Value.Outline.At > Kept)))
        {
            if (_runs.TryRemove(id, out _))
                run.Dispose();
        }
    }

    // False: too large.
    private static async Task<bool> TakeAsideAsync(Stream content, string path, CancellationToken cancellationToken)
    {
        await using var file = File.Create(path);
        var buffer = new byte[64 * 1024];
        int read;
        while ((read = await content.ReadAsync(buffer, cancellationToken)) > 0)
        {
            if (file.Length + read > ArticleFile.MaxLength)
                return false;
            await file.WriteAsync(buffer.AsMemory(0, read), cancellationToken);
        }

        return true;
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "Import {RunId} has ended early")]
    private partial void LogBroken(Exception e, Guid runId);

    private sealed class BadRowsException : Exception;
}
