using System.Text.Json;
using Imcc.Infrastructure.Organisation;
using Imcc.Infrastructure.Reporting;
using Imcc.Infrastructure.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Directory = Imcc.Core.Organisation.Directory;

namespace Imcc.Infrastructure.Exports;

/// <summary>Each person's files: asked for, followed, fetched. Nobody sees another's.</summary>
public sealed class Exports
{
    public const int LongestTitle = 200;
    public const int LongestQuery = 3000;
    /// <summary>Files that one person may have on their way at once.</summary>
    public const int MostOnTheirWay = 5;
    private const int Shown = 100;

    private readonly ConversationStores _stores;
    private readonly IDbContextFactory<DirectoryContext> _contexts;
    private readonly Func<Directory> _directory;
    private readonly ExportFolder _folder;
    private readonly AuditTrail _audit;
    private readonly IOptions<ExportOptions> _options;
    private readonly TimeProvider _time;

    internal Exports(ConversationStores stores, IDbContextFactory<DirectoryContext> contexts, Func<Directory> directory, ExportFolder folder, AuditTrail audit, IOptions<ExportOptions> options, TimeProvider time) =>
        (_stores, _contexts, _directory, _folder, _audit, _options, _time) = (stores, contexts, directory, folder, audit, options, time);

    /// <summary>A report with more rows than this belongs in the background.</summary>
    public int LargeRows => _options.Value.LargeRows;

    /// <returns>Null: this person has enough on the way already, or asks for too long a thing.</returns>
    /// <exception cref="UnauthorizedAccessException">Reads no reports.</exception>
    public async Task<Guid?> AskAsync(Guid personId, ExportOrder order, CancellationToken cancellationToken = default)
    {
        await ReportScope.ReadAsync(_contexts, _directory(), personId, cancellationToken);
        if (order.Query.Length > LongestQuery)
            return null;
        await using (var context = _stores.Home.Read())
        {
            if (await context.Exports.CountAsync(e => e.OwnerId == personId && (e.State == ExportState.Waiting || e.State == ExportState.Running), cancellationToken) >= MostOnTheirWay)
                return null;
        }

        var now = _time.GetUtcNow();
        var row = new ExportRow
        {
            Id = Guid.CreateVersion7(now),
            OwnerId = personId,
            Title = order.Title.Length <= LongestTitle ? order.Title : order.Title[..LongestTitle],
            Query = order.Query,
            Cell = order.Cell is null ? null : JsonSerializer.Serialize(order.Cell, DirectoryJson.Options),
            Format = order.Format,
            Culture = order.Culture,
            State = ExportState.Waiting,
            CreatedAt = now,
            ExpiresAt = now.AddDays(_options.Value.KeptDays),
            Revision = 1,
        };
        await _stores.Home.Writer.CommitAsync(new WriteUnit().Insert(row));
        return row.Id;
    }

    /// <summary>The latest first.</summary>
    public async Task<IReadOnlyList<Export>> ListAsync(Guid personId, CancellationToken cancellationToken = default)
    {
        await using var context = _stores.Home.Read();
        return [.. (await context.Exports.Where(e => e.OwnerId == personId).OrderByDescending(e => e.CreatedAt).ThenByDescending(e => e.Id).Take(Shown).ToListAsync(cancellationToken)).Select(e => e.ToExport())];
    }

    /// <summary>Whoever makes it stops.</summary>
    /// <returns>False: it is made already, or is none of this person's.</returns>
    public async Task<bool> CancelAsync(Guid personId, Guid exportId, CancellationToken cancellationToken = default)
    {
        while (true)
        {
            if (await OwnAsync(personId, exportId, cancellationToken) is not { State: ExportState.Waiting or ExportState.Running } row)
                return false;
            var cancelled = row with { State = ExportState.Cancelled, SettledAt = _time.GetUtcNow(), LeasedUntil = null, Revision = row.Revision + 1 };
            if (await _stores.Home.Writer.CommitAsync(new WriteUnit().Update(cancelled, row.Revision)) == WriteOutcome.Committed)
                return true;
        }
    }

    /// <summary>Throws the file away, and its line.</summary>
    public async Task DeleteAsync(Guid personId, Guid exportId, CancellationToken cancellationToken = default)
    {
        if (await OwnAsync(personId, exportId, cancellationToken) is not { State: not ExportState.Running } row)
            return;
        if (await _stores.Home.Writer.CommitAsync(new WriteUnit().Require(row, row.Revision).Delete(row)) == WriteOutcome.Committed)
            _folder.Drop(row.Id, row.Attempts);
    }

    /// <returns>Null: not there (any more), not made yet, or another's. The stream is the caller's.</returns>
    /// <exception cref="UnauthorizedAccessException">Reads no reports (any more).</exception>
    public async Task<(Export Export, Stream Content)?> OpenAsync(Guid personId, Guid exportId, CancellationToken cancellationToken = default)
    {
        await ReportScope.ReadAsync(_contexts, _directory(), personId, cancellationToken);
        if (await OwnAsync(personId, exportId, cancellationToken) is not { State: ExportState.Done } row || row.ExpiresAt <= _time.GetUtcNow() || _folder.Open(exportId) is not { } content)
            return null;
        await _audit.WriteAsync(personId, _directory().Agents.GetValueOrDefault(personId)?.UserName ?? "", "report.fetched", row.Id, row.Title, $"{row.Done} lines", cancellationToken);
        return (row.ToExport(), content);
    }

    private async Task<ExportRow?> OwnAsync(Guid personId, Guid exportId, CancellationToken cancellationToken)
    {
        await using var context = _stores.Home.Read();
        return await context.Exports.SingleOrDefaultAsync(e => e.Id == exportId && e.OwnerId == personId, cancellationToken);
    }
}
