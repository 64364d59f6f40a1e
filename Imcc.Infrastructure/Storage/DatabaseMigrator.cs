using System.Diagnostics;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Storage;
using Microsoft.Extensions.Logging;

namespace Imcc.Infrastructure.Storage;

/// <summary>
/// Brings a database's tables up to date. Several processes may start at once: one does it, the others wait and find nothing to do.
/// A process that was killed in the middle does not block the next.
/// </summary>
internal sealed partial class DatabaseMigrator(ILogger<DatabaseMigrator> logger)
{
    private static readonly TimeSpan LockPatience = TimeSpan.FromMinutes(1);

    /// <summary>Any number that nobody else uses for an advisory lock in this database.</summary>
    private const long PostgreSqlLock = 0x496D6363_44697231;

    public async Task MigrateAsync(DbContext context, CancellationToken cancellationToken)
    {
        if (context.Database.IsSqlite())
            await MigrateSqliteAsync(context, cancellationToken);
        else if (context.Database.IsNpgsql())
            await MigratePostgreSqlAsync(context, cancellationToken);
        else
            await ApplyAsync(context, cancellationToken);
    }

    public static async Task<bool> IsUpToDateAsync(DbContext context, CancellationToken cancellationToken) =>
        !(await context.Database.GetPendingMigrationsAsync(cancellationToken)).Any();

    private async Task ApplyAsync(DbContext context, CancellationToken cancellationToken)
    {
        var pending = (await context.Database.GetPendingMigrationsAsync(cancellationToken)).ToList();
        if (pending.Count == 0)
            return;
        LogMigrating(context.GetType().Name, pending.Count, pending[^1]);
        await context.Database.MigrateAsync(cancellationToken);
    }

    private async Task MigrateSqliteAsync(DbContext context, CancellationToken cancellationToken)
    {
        var source = new SqliteConnectionStringBuilder(context.Database.GetConnectionString());
        if (source.Mode is SqliteOpenMode.Memory || source.DataSource is "" or ":memory:")
        {
            await ApplyAsync(context, cancellationToken);
            return;
        }

        var file = Path.GetFullPath(source.DataSource);
        System.IO.Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        // The lock goes with its process, even a killed one; so a row in EF's own lock table is an orphan once we hold this.
        await using var ours = await LockFileAsync(file + ".migrating", cancellationToken);
        await context.Database.OpenConnectionAsync(cancellationToken);
        var locked = await context.Database
            .SqlQueryRaw<int>("SELECT count(*) AS \"Value\" FROM sqlite_master WHERE name = '__EFMigrationsLock'")
            .SingleAsync(cancellationToken);
        if (locked > 0 && await context.Database.ExecuteSqlRawAsync("DELETE FROM \"__EFMigrationsLock\"", cancellationToken) > 0)
            LogOrphanCleared();
        await ApplyAsync(context, cancellationToken);
    }

    private static async Task<FileStream> LockFileAsync(string path, CancellationToken cancellationToken)
    {
        var start = Stopwatch.GetTimestamp();
        while (true)
        {
            try
            {
                return new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            }
            catch (IOException) when (File.Exists(path) && Stopwatch.GetElapsedTime(start) < LockPatience)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(100), cancellationToken);
            }
        }
    }

    private async Task MigratePostgreSqlAsync(DbContext context, CancellationToken cancellationToken)
    {
        var creator = context.GetService<IRelationalDatabaseCreator>();
        if (!await creator.ExistsAsync(cancellationToken))
            await creator.CreateAsync(cancellationToken);
        await context.Database.OpenConnectionAsync(cancellationToken);
        await context.Database.ExecuteSqlAsync($"SELECT pg_advisory_lock({PostgreSqlLock})", cancellationToken);
        try
        {
            await ApplyAsync(context, cancellationToken);
        }
        finally
        {
            await context.Database.ExecuteSqlAsync($"SELECT pg_advisory_unlock({PostgreSqlLock})", CancellationToken.None);
            await context.Database.CloseConnectionAsync();
        }
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "{Context}: applying {Count} migrations, the last is {Migration}")]
    private partial void LogMigrating(string context, int count, string migration);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Cleared the migration lock of a process that was killed")]
    private partial void LogOrphanCleared();
}
