using System.ComponentModel.DataAnnotations;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Imcc.Infrastructure.Storage;

/// <summary>Which database servers the rows live on. Section <c>Imcc:Database</c>.</summary>
public sealed class DatabaseOptions
{
    public const string Section = "Imcc:Database";

    public DatabaseProvider Provider { get; set; } = DatabaseProvider.Sqlite;

    /// <summary>Connection string of the directory; for SQLite a file is enough.</summary>
    [Required]
    public string Directory { get; set; } = "Data Source=data/directory.db";

    /// <summary>
    /// Connection strings of the conversation stores, one or more; a thread's rows are in the one that its id points to, so the
    /// number and order are fixed once there is data. Without any, one SQLite file is used.
    /// </summary>
    public IList<string> Conversations { get; set; } = [];

    /// <summary>Bring the tables up to date at start. In production it may be done beforehand with <c>--migrate</c>.</summary>
    public bool MigrateAtStart { get; set; } = true;

    public IReadOnlyList<string> ConversationStores =>
        Conversations.Count > 0 ? [.. Conversations] : ["Data Source=data/conversations.db"];
}

public enum DatabaseProvider
{
    Sqlite = 0,
    PostgreSql = 1,
    SqlServer = 2,
}

[OptionsValidator]
internal sealed partial class DatabaseOptionsValidator : IValidateOptions<DatabaseOptions>;

internal static class DatabaseProviders
{
    /// <summary>Points a context at its server. Each provider has its own derived context type, so its own migrations.</summary>
    public static DbContextOptionsBuilder UseImcc(this DbContextOptionsBuilder builder, DatabaseProvider provider, string connectionString) => provider switch
    {
        DatabaseProvider.Sqlite => builder.UseSqlite(connectionString),
        DatabaseProvider.PostgreSql => builder.UseNpgsql(connectionString),
        DatabaseProvider.SqlServer => builder.UseSqlServer(connectionString),
        _ => throw new ArgumentOutOfRangeException(nameof(provider), provider, null),
    };
}
