using Imcc.Infrastructure.Demo;
using Imcc.Infrastructure.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Imcc.Infrastructure.Organisation;

/// <summary>
/// Before anything else starts: tables up to date, demo and configured accounts in place, the directory in memory. Whatever is wrong
/// here stops the start with a message.
/// </summary>
internal sealed partial class DirectoryStart(
    IOptions<DatabaseOptions> database,
    IDbContextFactory<DirectoryContext> contexts,
    DatabaseMigrator migrator,
    DemoSeed demo,
    ConfiguredAccounts configured,
    DirectoryCache cache,
    ILogger<DirectoryStart> logger) : IHostedLifecycleService
{
    public async Task StartingAsync(CancellationToken cancellationToken)
    {
        await using (var context = contexts.CreateDbContext())
        {
            if (database.Value.MigrateAtStart)
                await migrator.MigrateAsync(context, cancellationToken);
            else if (!await DatabaseMigrator.IsUpToDateAsync(context, cancellationToken))
            throw new InvalidOperationException($"The directory's tables are not up to date, and {DatabaseOptions.Section}:MigrateAtStart is off: run with --migrate first.");
        }

        // The demo first: an account of the configuration without a group of its own joins the demo's.
        await demo.ApplyAsync(cancellationToken);
        await configured.ApplyAsync(cancellationToken);
        await cache.LoadAsync(cancellationToken);
        if (!await AnyAdminAsync(cancellationToken))
            LogNoAdmin();
    }

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private async Task<bool> AnyAdminAsync(CancellationToken cancellationToken)
    {
        await using var context = contexts.CreateDbContext();
        return await context.Admins().AnyAsync(cancellationToken);
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "There is no administrator yet. Make one: run this program with --create-admin <user name>; the password is read from standard input, or from the environment variable IMCC_ADMIN_PASSWORD")]
    private partial void LogNoAdmin();
}
