using Imcc.Infrastructure.Storage;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace Imcc.Tests.Storage;

/// <summary>
/// Databases as the migrations leave them, empty or with the demo, made once; a test takes a copy, since applying all migrations costs more than most tests, and
/// so does the demo. The tests of migrating itself begin with nothing.
/// </summary>
internal static class MigratedDatabases
{
    private static readonly Lazy<byte[]> DirectoryFile = new(() => Make(file => Directory(DatabaseProvider.Sqlite, file)));
    private static readonly Lazy<byte[]> ConversationFile = new(() => Make(file => Conversations(DatabaseProvider.Sqlite, file)));

    private static readonly Lazy<Task<byte[]>> DemoFile = new(DirectoryDatabase.DemoFileAsync);

    /// <summary>Lays an empty directory down as a file, unless there is one.</summary>
    public static void LayDirectory(string file) => Lay(file, DirectoryFile);

    /// <summary>Lays an empty conversation store down as a file, unless there is one.</summary>
    public static void LayConversations(string file) => Lay(file, ConversationFile);

    /// <summary>Lays a directory with the demo down as a file, unless there is one. Its people, groups and accounts have the same ids in every test.</summary>
    public static async Task LayDemoAsync(string file)
    {
        if (File.Exists(file))
            return;
        System.IO.Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        await File.WriteAllBytesAsync(file, await DemoFile.Value);
    }

    public static DbContext Directory(DatabaseProvider provider, string connectionString) => new DirectoryContextFactory(provider, connectionString).CreateDbContext();

    public static DbContext Conversations(DatabaseProvider provider, string connectionString) => provider switch
    {
        DatabaseProvider.Sqlite => new SqliteConversationContext(new DbContextOptionsBuilder<SqliteConversationContext>().UseSqlite(connectionString).Options),
        DatabaseProvider.PostgreSql => new PostgreSqlConversationContext(new DbContextOptionsBuilder<PostgreSqlConversationContext>().UseNpgsql(connectionString).Options),
        _ => throw new ArgumentOutOfRangeException(nameof(provider), provider, null),
    };

    private static void Lay(string file, Lazy<byte[]> database)
    {
        if (File.Exists(file))
            return;
        System.IO.Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        File.WriteAllBytes(file, database.Value);
    }

    private static byte[] Make(Func<string, DbContext> open)
    {
        var folder = System.IO.Directory.CreateTempSubdirectory("imcc-migrated-");
        var file = Path.Combine(folder.FullName, "made.db");
        // The last connection that closes brings the log into the file.
        using (var context = open(new SqliteConnectionStringBuilder { DataSource = file, Pooling = false }.ToString()))
            context.Database.Migrate();
        var made = File.ReadAllBytes(file);
        folder.Delete(recursive: true);
        return made;
    }
}
