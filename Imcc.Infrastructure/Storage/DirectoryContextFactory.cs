using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;
using Microsoft.Extensions.Options;

namespace Imcc.Infrastructure.Storage;

/// <summary>Makes the context of the configured provider: one per operation.</summary>
internal sealed class DirectoryContextFactory : IDbContextFactory<DirectoryContext>
{
    private readonly Func<DirectoryContext> _make;

    public DirectoryContextFactory(IOptions<DatabaseOptions> options)
        : this(options.Value.Provider, options.Value.Directory)
    {
    }

    public DirectoryContextFactory(DatabaseProvider provider, string connectionString)
    {
        switch (provider)
        {
            case DatabaseProvider.Sqlite:
                var sqlite = Options<SqliteDirectoryContext>(provider, connectionString);
                _make = () => new SqliteDirectoryContext(sqlite);
                break;
            case DatabaseProvider.PostgreSql:
                var postgreSql = Options<PostgreSqlDirectoryContext>(provider, connectionString);
                _make = () => new PostgreSqlDirectoryContext(postgreSql);
                break;
            case DatabaseProvider.SqlServer:
                var sqlServer = Options<SqlServerDirectoryContext>(provider, connectionString);
                _make = () => new SqlServerDirectoryContext(sqlServer);
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(provider), provider, null);
        }
    }

    public DirectoryContext CreateDbContext() => _make();

    private static DbContextOptions<T> Options<T>(DatabaseProvider provider, string connectionString)
        where T : DbContext
    {
        var builder = new DbContextOptionsBuilder<T>();
        builder.UseImcc(provider, connectionString);
        if (provider is DatabaseProvider.Sqlite)
            builder.AddInterceptors(DirectorySqliteSettings.Instance);
        return builder.Options;
    }
}

/// <summary>For <c>dotnet ef</c> alone: it needs the provider, not a server.</summary>
internal sealed class SqliteDirectoryDesign : IDesignTimeDbContextFactory<SqliteDirectoryContext>
{
    public SqliteDirectoryContext CreateDbContext(string[] args) =>
        (SqliteDirectoryContext)new DirectoryContextFactory(DatabaseProvider.Sqlite, "Data Source=design.db").CreateDbContext();
}

/// <inheritdoc cref="SqliteDirectoryDesign"/>
internal sealed class PostgreSqlDirectoryDesign : IDesignTimeDbContextFactory<PostgreSqlDirectoryContext>
{
    public PostgreSqlDirectoryContext CreateDbContext(string[] args) =>
        (PostgreSqlDirectoryContext)new DirectoryContextFactory(DatabaseProvider.PostgreSql, "Host=localhost;Database=design").CreateDbContext();
}

/// <inheritdoc cref="SqliteDirectoryDesign"/>
internal sealed class SqlServerDirectoryDesign : IDesignTimeDbContextFactory<SqlServerDirectoryContext>
{
    public SqlServerDirectoryContext CreateDbContext(string[] args) =>
        (SqlServerDirectoryContext)new DirectoryContextFactory(DatabaseProvider.SqlServer, "Server=localhost;Database=design").CreateDbContext();
}
