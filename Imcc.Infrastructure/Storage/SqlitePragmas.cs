using Microsoft.Data.Sqlite;

namespace Imcc.Infrastructure.Storage;

/// <summary>How we open SQLite: a write-ahead log (a property of the file) so that readers never wait, and a real sync at each commit of the writer.</summary>
internal static class SqlitePragmas
{
    /// <summary>The connection string, with the file's folder made.</summary>
    public static string Prepare(string connectionString)
    {
        var builder = new SqliteConnectionStringBuilder(connectionString);
        if (Path.GetDirectoryName(Path.GetFullPath(builder.DataSource)) is { Length: > 0 } folder)
            System.IO.Directory.CreateDirectory(folder);
        return builder.ToString();
    }

    /// <summary>The writer's own connection, outside the readers' pool.</summary>
    public static SqliteConnection WriterConnection(string connectionString)
    {
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder(connectionString) { Pooling = false }.ToString());
        connection.StateChange += (_, change) =>
        {
            if (change.CurrentState != System.Data.ConnectionState.Open)
                return;
            using var command = connection.CreateCommand();
            command.CommandText = "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA busy_timeout=10000; PRAGMA cache_size=-32000; PRAGMA temp_store=MEMORY;";
            command.ExecuteNonQuery();
        };
        return connection;
    }
}
