using Imcc.Infrastructure.Storage;
using Microsoft.Extensions.Logging.Abstractions;

namespace Imcc.Tests.Storage;

public sealed class ConversationMigrationTests(PostgresServer postgres)
{
    [Theory]
    [InlineData(DatabaseProvider.Sqlite)]
    [InlineData(DatabaseProvider.PostgreSql)]
    public async Task Several_nodes_that_begin_with_nothing_make_the_tables_once(DatabaseProvider provider)
    {
        var folder = System.IO.Directory.CreateTempSubdirectory("imcc-empty-");
        var connection = provider == DatabaseProvider.Sqlite ? $"Data Source={folder.FullName}/c.db;Pooling=False" : await postgres.NewDatabaseAsync();
        await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => Task.Run(async () =>
        {
            await using var context = MigratedDatabases.Conversations(provider, connection);
            await new DatabaseMigrator(NullLogger<DatabaseMigrator>.Instance).MigrateAsync(context, CancellationToken.None);
        })));
        await using (var context = (ConversationContext)MigratedDatabases.Conversations(provider, connection))
        {
            Assert.True(await DatabaseMigrator.IsUpToDateAsync(context, CancellationToken.None));
            Assert.Empty(context.Messages);
        }

        folder.Delete(recursive: true);
    }
}
