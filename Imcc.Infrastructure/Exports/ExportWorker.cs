using System.Text.Json;
using Imcc.Infrastructure.Organisation;
using Imcc.Infrastructure.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace Imcc.Infrastructure.Exports;

/// <summary>
/// Makes files, one at a time on each node. A file is taken on a lease that is renewed with every sign of progress: whatever a process that died had in hand
/// is made anew by the next, and a cancelled one is noticed by the same look.
/// </summary>
internal sealed partial class ExportWorker(ConversationStores stores, ExportFolder folder, IReportPrinter printer, IOptions<ExportOptions> options, TimeProvider time, ILogger<ExportWorker> logger) : BackgroundService
{
    private const int MostAttempts = 3;
    private static readonly TimeSpan SayEvery = TimeSpan.FromMilliseconds(400);

    private DateTimeOffset _tidiedAt;

    /// <returns>False: there was nothing to make.</returns>
    public async Task<bool> RunAsync(CancellationToken cancellationToken)
    {
        if (await TakeAsync(cancellationToken) is not { } taken)
            return false;
        var row = taken;
        try
        {
            long size;
            var said = time.GetUtcNow();
            await using (var file = folder.Create(row.Id, row.Attempts))
            {
                await printer.PrintAsync(row.OwnerId, OrderOf(row), file, SayAsync, cancellationToken);
                await file.FlushAsync(cancellationToken);
                size = file.Length;
            }

            folder.Finish(row.Id, row.Attempts);
            // Cancelled at the last moment, or taken by another: then this one's file is nobody's.
            if (!await MoveAsync(row with { State = ExportState.Done, Size = size, Total = row.Done, SettledAt = time.GetUtcNow(), LeasedUntil = null }))
                await DropIfNobodysAsync(row);

            async Task SayAsync(int done, int total)
            {
                var now = time.GetUtcNow();
                row = row with { Done = done, Total = total };
                if (now - said < SayEvery)
                    return;
                said = now;
                if (!await MoveAsync(row with { LeasedUntil = now + options.Value.Lease }))
                    throw new ExportLostException();
                row = row with { LeasedUntil = now + options.Value.Lease, Revision = row.Revision + 1 };
            }
        }
        catch (ExportLostException)
        {
            await DropIfNobodysAsync(row);
        }
        catch (UnauthorizedAccessException)
        {
            await SettleAsync(row, ExportState.NotAllowed);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            folder.DropUnfinished(row.Id, row.Attempts);
            // The process stops: the next one need not wait for the lease to end, and it was no fault of the file's.
            await MoveAsync(row with { State = ExportState.Waiting, LeasedUntil = null, Done = 0, Attempts = row.Attempts - 1 });
            throw;
        }
        catch (Exception e)
        {
            // The edge of the loop: its owner reads that it failed, and the others' files are made.
            LogNotMade(e, row.Id);
            await SettleAsync(row, ExportState.Failed);
        }

        return true;

        // The row is the value before; its revision is counted on here alone.
        async Task<bool> MoveAsync(ExportRow next) => await stores.Home.Writer.CommitAsync(new WriteUnit().Update(next with { Revision = row.Revision + 1 }, row.Revision)) == WriteOutcome.Committed;

        async Task SettleAsync(ExportRow of, ExportState state)
        {
            folder.Drop(of.Id, of.Attempts);
            await MoveAsync(of with { State = state, SettledAt = time.GetUtcNow(), LeasedUntil = null });
        }
    }

    /// <summary>Files whose days are over.</summary>
    public async Task TidyAsync(CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        await using var context = stores.Home.Read();
        foreach (var old in await context.Exports.Where(e => e.ExpiresAt <= now && e.State != ExportState.Running).OrderBy(e => e.ExpiresAt).Take(1000).ToListAsync(cancellationToken))
        {
            if (await stores.Home.Writer.CommitAsync(new WriteUnit().Require(old, old.Revision).Delete(old)) == WriteOutcome.Committed)
                folder.Drop(old.Id, old.Attempts);
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await Task.Yield();
        await Regularly.RunAsync(options.Value.Every, time, LookAsync, LogFailed, stoppingToken);
    }

    private static ExportOrder OrderOf(ExportRow row) =>
        new(row.Title, row.Query, row.Cell is null ? null : JsonSerializer.Deserialize<ExportCell>(row.Cell, DirectoryJson.Options), row.Format, row.Culture);

    private async Task LookAsync(CancellationToken cancellationToken)
    {
        while (await RunAsync(cancellationToken))
        {
        }

        if (time.GetUtcNow() - _tidiedAt < TimeSpan.FromMinutes(10))
            return;
        await TidyAsync(cancellationToken);
        _tidiedAt = time.GetUtcNow();
    }

    private async Task<ExportRow?> TakeAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            var now = time.GetUtcNow();
            await using var context = stores.Home.Read();
            var next = await context.Exports.Where(e => e.State == ExportState.Waiting || (e.State == ExportState.Running && e.LeasedUntil < now)).OrderBy(e => e.CreatedAt).FirstOrDefaultAsync(cancellationToken);
            if (next is null)
                return null;
            var taken = next.Attempts >= MostAttempts
                // It has taken three processes with it.
                ? next with { State = ExportState.Failed, SettledAt = now, LeasedUntil = null, Revision = next.Revision + 1 }
                : next with { State = ExportState.Running, LeasedUntil = now + options.Value.Lease, Attempts = next.Attempts + 1, Done = 0, Revision = next.Revision + 1 };
            if (await stores.Home.Writer.CommitAsync(new WriteUnit().Update(taken, next.Revision)) == WriteOutcome.Committed && taken.State == ExportState.Running)
                return taken;
        }
    }

    private async Task DropIfNobodysAsync(ExportRow row)
    {
        await using var context = stores.Home.Read();
        if (await context.Exports.Where(e => e.Id == row.Id).Select(e => (ExportState?)e.State).SingleOrDefaultAsync() is null or ExportState.Cancelled)
            folder.Drop(row.Id, row.Attempts);
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "Export {ExportId} could not be made")]
    private partial void LogNotMade(Exception exception, Guid exportId);

    [LoggerMessage(Level = LogLevel.Error, Message = "Exports could not be looked for; it is tried again in a moment")]
    private partial void LogFailed(Exception exception);

    private sealed class ExportLostException : Exception;
}
