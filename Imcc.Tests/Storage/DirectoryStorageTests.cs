using Imcc.Infrastructure.Organisation;
using Imcc.Infrastructure.Storage;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using Microsoft.SqlServer.TransactSql.ScriptDom;

namespace Imcc.Tests.Storage;

public sealed class DirectoryStorageTests(PostgresServer postgres)
{
    [Fact]
    public async Task The_folder_of_the_data_file_is_made_at_start_and_the_file_is_in_wal_mode()
    {
        await using var database = await DirectoryDatabase.StartAsync();
        await using var context = database.Context();
        Assert.Equal("wal", (await context.Database.SqlQueryRaw<string>("SELECT journal_mode AS \"Value\" FROM pragma_journal_mode").ToListAsync()).Single());
        Assert.Equal(1, await context.OrgUnits.CountAsync());
    }

    [Fact]
    public async Task A_lock_left_by_a_process_killed_while_migrating_does_not_block_the_next_start()
    {
        var folder = System.IO.Directory.CreateTempSubdirectory("imcc-lock-");
        var file = Path.Combine(folder.FullName, "d.db");
        await using (var connection = new SqliteConnection($"Data Source={file};Pooling=False"))
        {
            await connection.OpenAsync();
            await using var command = connection.CreateCommand();
            command.CommandText = """
                CREATE TABLE "__EFMigrationsLock" ("Id" INTEGER NOT NULL CONSTRAINT "PK___EFMigrationsLock" PRIMARY KEY, "Timestamp" TEXT NOT NULL);
                INSERT INTO "__EFMigrationsLock" VALUES (1, '2026-01-01');
                """;
            await command.ExecuteNonQueryAsync();
        }

        await using (var database = await DirectoryDatabase.StartAsync(sqliteFile: file).WaitAsync(TimeSpan.FromSeconds(60)))
            Assert.True(database.Cache.Current.Version > 0);
        folder.Delete(recursive: true);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Several_nodes_starting_at_once_on_an_empty_database_all_come_up_and_seed_once(bool onPostgres)
    {
        var folder = System.IO.Directory.CreateTempSubdirectory("imcc-many-");
        var connection = onPostgres ? await postgres.NewDatabaseAsync() : null;
        var file = onPostgres ? null : Path.Combine(folder.FullName, "d.db");
        var nodes = await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => Task.Run(() => DirectoryDatabase.StartAsync(connection, demo: true, sqliteFile: file))));
        await using (var context = nodes[0].Context())
        {
            Assert.Equal(9, await context.Users.CountAsync());
            Assert.Equal(2, await context.Accounts.CountAsync());
        }

        foreach (var node in nodes)
        {
            Assert.Equal(2, node.Cache.Current.Accounts.Count);
            await node.DisposeAsync();
        }

        folder.Delete(recursive: true);
    }

    [Fact]
    public void The_models_of_all_providers_have_no_change_without_a_migration()
    {
        foreach (var (provider, connection) in Providers)
        {
            using var context = new DirectoryContextFactory(provider, connection).CreateDbContext();
            Assert.False(context.Database.HasPendingModelChanges(), $"{provider}: run dotnet ef migrations add");
        }
    }

    [Fact]
    public void The_sql_server_script_is_valid_tsql_for_an_empty_and_for_any_older_database()
    {
        using var context = new DirectoryContextFactory(DatabaseProvider.SqlServer, "Server=none;Database=none").CreateDbContext();
        var migrator = context.GetService<IMigrator>();
        foreach (var options in (MigrationsSqlGenerationOptions[])[MigrationsSqlGenerationOptions.Default, MigrationsSqlGenerationOptions.Idempotent])
        {
            var script = migrator.GenerateScript(options: options);
            Assert.Contains("CREATE TABLE [channel_accounts]", script, StringComparison.Ordinal);
            new TSql160Parser(initialQuotedIdentifiers: true).Parse(new StringReader(script), out var errors);
            Assert.Empty(errors.Select(e => $"{e.Line}: {e.Message}"));
        }
    }

    [Fact]
    public void Every_text_column_says_how_long_it_may_be_and_every_name_is_lower_case()
    {
        using var context = new DirectoryContextFactory(DatabaseProvider.PostgreSql, "Host=none").CreateDbContext();
        Assert.Empty(context.Model.GetEntityTypes().SelectMany(e => e.GetProperties()).Where(p => p.ClrType == typeof(string) && p.GetMaxLength() is null).Select(p => $"{p.DeclaringType.ClrType.Name}.{p.Name} has no length"));
        foreach (var entity in context.Model.GetEntityTypes())
        {
            Assert.Matches("^[a-z_]+$", entity.GetTableName());
            foreach (var property in entity.GetProperties())
                Assert.Matches("^[a-z0-9_]+$", property.GetColumnName());
        }
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task What_one_node_changes_the_others_know_two_seconds_later(bool onPostgres)
    {
        var connection = onPostgres ? await postgres.NewDirectoryAsync() : null;
        await using var one = await DirectoryDatabase.StartAsync(connection);
        await using var two = await DirectoryDatabase.StartAsync(connection, sqliteFile: onPostgres ? null : new SqliteConnectionStringBuilder(one.ConnectionString).DataSource);
        var changed = new TaskCompletionSource<Core.Organisation.Directory>();
        two.Cache.Changed += directory =>
        {
            if (directory.Groups.Count == 1)
                changed.TrySetResult(directory);
        };
        var admin = await one.AdminAsync();
        Assert.Empty((await one.Get<GroupAdministration>().SaveAsync(admin, new() { Name = "理财", OrgUnitId = OrgUnitRow.RootId })).Problems);
        Assert.Equal("理财", Assert.Single(one.Cache.Current.Groups.Values).Name);

        // The watch may still be starting: its clock goes on until it has looked.
        for (var i = 0; i < 200 && !changed.Task.IsCompleted; i++)
        {
            two.Time.Advance(DirectoryWatch.Interval);
            await Task.WhenAny(changed.Task, Task.Delay(100));
        }

        Assert.True(changed.Task.IsCompleted);
        Assert.Equal("理财", Assert.Single(two.Cache.Current.Groups.Values).Name);
    }

    [Fact]
    public async Task A_reload_that_fails_keeps_the_old_directory()
    {
        await using var database = await DirectoryDatabase.StartAsync(demo: true);
        var before = database.Cache.Current;
        await using (var context = database.Context())
            await context.Database.ExecuteSqlRawAsync("ALTER TABLE skill_groups RENAME TO elsewhere");
        Assert.False(await database.Cache.ReloadAsync());
        Assert.Same(before, database.Cache.Current);
        await using (var context = database.Context())
            await context.Database.ExecuteSqlRawAsync("ALTER TABLE elsewhere RENAME TO skill_groups");
        Assert.True(await database.Cache.ReloadAsync());
    }

    [Fact]
    public async Task Secrets_cannot_be_read_in_the_files_of_the_database_but_are_there_after_a_restart()
    {
        var folder = System.IO.Directory.CreateTempSubdirectory("imcc-secret-");
        var file = Path.Combine(folder.FullName, "d.db");
        var settings = new Dictionary<string, string?>
        {
            ["Imcc:Channels:WeChat:0:Key"] = "bank",
            ["Imcc:Channels:WeChat:0:AppId"] = "wx0123456789abcdef",
            ["Imcc:Channels:WeChat:0:AppSecret"] = "verySecretAppSecret",
            ["Imcc:Channels:WeChat:0:Token"] = "verySecretToken",
            ["Imcc:Channels:WeChat:0:EncodingAesKey"] = "jWmYm7qr5nMoAUwZRjGtBxmz3KA1tkAj3ykkR6q2B2C",
        };
        await using (var first = await DirectoryDatabase.StartAsync(sqliteFile: file, settings: settings))
        {
            // The last connection takes the log's files with it when it closes: one stays open meanwhile.
            await using var context = first.Context();
            await context.Database.OpenConnectionAsync(TestContext.Current.CancellationToken);
            foreach (var part in System.IO.Directory.GetFiles(folder.FullName))
            {
                await using var stream = new FileStream(part, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
                using var memory = new MemoryStream();
                await stream.CopyToAsync(memory);
                var text = System.Text.Encoding.Latin1.GetString(memory.ToArray());
                Assert.DoesNotContain("verySecret", text, StringComparison.Ordinal);
                Assert.DoesNotContain("jWmYm7qr5nMoAUwZRjGt", text, StringComparison.Ordinal);
            }
        }

        await using (var second = await DirectoryDatabase.StartAsync(sqliteFile: file))
            Assert.Equal("verySecretAppSecret", second.Cache.Current.AccountsByKey["bank"].WeChat!.AppSecret);
        folder.Delete(recursive: true);
    }

    [Fact]
    public async Task An_account_whose_secrets_were_copied_from_another_stays_off_and_the_others_serve()
    {
        await using var database = await DirectoryDatabase.StartAsync(demo: true, settings: ConfiguredAccountsSettings());
        await using (var context = database.Context())
        {
            var rows = await context.Accounts.Where(a => a.Secrets != null).OrderBy(a => a.Key).ToListAsync();
            rows[0].Secrets = rows[1].Secrets;
            await context.SaveChangesAsync();
        }

        Assert.True(await database.Cache.ReloadAsync());
        Assert.False(database.Cache.Current.AccountsByKey["bank"].Enabled);
        Assert.True(database.Cache.Current.AccountsByKey["demo"].Enabled);
    }

    private static readonly (DatabaseProvider, string)[] Providers =
    [
        (DatabaseProvider.Sqlite, "Data Source=:memory:"), (DatabaseProvider.PostgreSql, "Host=none"), (DatabaseProvider.SqlServer, "Server=none;Database=none"),
    ];

    private static Dictionary<string, string?> ConfiguredAccountsSettings() => new()
    {
        ["Imcc:Channels:WeChat:0:Key"] = "bank",
        ["Imcc:Channels:WeChat:0:AppId"] = "wx0123456789abcdef",
        ["Imcc:Channels:WeChat:0:AppSecret"] = "s",
        ["Imcc:Channels:WeChat:0:Token"] = "tok",
    };
}
