using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;

namespace Imcc.Infrastructure.Storage;

/// <summary>For <c>dotnet ef migrations add</c>, which never connects.</summary>
internal sealed class SqliteConversationContextFactory : IDesignTimeDbContextFactory<SqliteConversationContext>
{
    public SqliteConversationContext CreateDbContext(string[] args) =>
        new(new DbContextOptionsBuilder<SqliteConversationContext>().UseSqlite("Data Source=design.db").Options);
}

internal sealed class PostgreSqlConversationContextFactory : IDesignTimeDbContextFactory<PostgreSqlConversationContext>
{
    public PostgreSqlConversationContext CreateDbContext(string[] args) =>
        new(new DbContextOptionsBuilder<PostgreSqlConversationContext>().UseNpgsql("Host=localhost;Database=design").Options);
}

internal sealed class SqlServerConversationContextFactory : IDesignTimeDbContextFactory<SqlServerConversationContext>
{
    public SqlServerConversationContext CreateDbContext(string[] args) =>
        new(new DbContextOptionsBuilder<SqlServerConversationContext>().UseSqlServer("Server=localhost;Database=design").Options);
}
