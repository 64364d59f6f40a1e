using System.Data.Common;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace Imcc.Infrastructure.Storage;

/// <summary>Each connection waits for another's write instead of failing, and a commit is on disk when it returns.</summary>
internal sealed class DirectorySqliteSettings : DbConnectionInterceptor
{
    public static readonly DirectorySqliteSettings Instance = new();

    private const string Settings = "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA busy_timeout=15000;";

    public override void ConnectionOpened(DbConnection connection, ConnectionEndEventData eventData)
    {
        using var command = connection.CreateCommand();
        command.CommandText = Settings;
        command.ExecuteNonQuery();
    }

    public override async Task ConnectionOpenedAsync(DbConnection connection, ConnectionEndEventData eventData, CancellationToken cancellationToken = default)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = Settings;
        await command.ExecuteNonQueryAsync(cancellationToken);
    }
}
