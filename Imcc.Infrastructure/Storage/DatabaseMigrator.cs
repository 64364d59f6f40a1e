using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace Imcc.Infrastructure.Storage;

/// <summary>Brings a database's tables up to date. Safe to call from several nodes at once.</summary>
internal static class DatabaseMigrator
{
    public static async Task MigrateAsync(DbContext context, CancellationToken cancellationToken)
    {
        if (context.Database.ProviderName?.EndsWith("Sqlite", StringComparison.Ordinal) == true)
            await MigrateSqliteAsync(context, cancellationToken);
        else if ((await context.Database.GetPendingMigrationsAsync(cancellationToken)).Any())
            await context.Database.MigrateAsync(cancellationToken);
    }

    private static async Task MigrateSqliteAsync(DbContext context, CancellationToken cancellationToken)
    {
        var file = new SqliteConnectionStringBuilder(context.Database.GetConnectionString()).DataSource;
        await using var lease = await AloneAsync(file + ".migrating", cancellationToken);
        if (!(await context.Database.GetPendingMigrationsAsync(cancellationToken)).Any())
            return;
        // A process killed while it migrated leaves its lock behind for ever (efcore #38958). We are alone with the file, so it is nobody's.
        await context.Database.OpenConnectionAsync(cancellationToken);
        try
        {
            using var command = context.Database.GetDbConnection().CreateCommand();
            command.CommandText = "PRAGMA journal_mode=WAL; DROP TABLE IF EXISTS \"__EFMigrationsLock\";";
            await command.ExecuteNonQueryAsync(cancellationToken);
            await context.Database.MigrateAsync(cancellationToken);
        }
        finally
        {
            await context.Database.CloseConnectionAsync();
        }
    }

    /// <summary>Waits until no other process migrates this file. The operating system lets go of the lock if we are killed.</summary>
    private static async Task<FileStream> AloneAsync(string path, CancellationToken cancellationToken)
    {
        while (true)
        {
            try
            {
                return new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, 1, FileOptions.DeleteOnClose);
            }
            catch (IOException) when (!cancellationToken.IsCancellationRequested)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(200), cancellationToken);
            }
        }
    }
}
