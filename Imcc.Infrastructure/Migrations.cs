using Imcc.Infrastructure.Storage;
using Microsoft.EntityFrameworkCore;

namespace Imcc.Infrastructure;

/// <summary>Brings the tables of all databases up to date: at the start, or beforehand by <c>--migrate</c>.</summary>
public sealed class Migrations
{
    private readonly DatabaseMigrator _migrator;
    private readonly IDbContextFactory<DirectoryContext> _directory;
    private readonly ConversationStores _stores;

    internal Migrations(DatabaseMigrator migrator, IDbContextFactory<DirectoryContext> directory, ConversationStores stores)
    {
        _migrator = migrator;
        _directory = directory;
        _stores = stores;
    }

    public async Task ApplyAsync(CancellationToken cancellationToken)
    {
        await using (var directory = _directory.CreateDbContext())
            await _migrator.MigrateAsync(directory, cancellationToken);
        await ApplyToConversationsAsync(cancellationToken);
    }

    internal async Task ApplyToConversationsAsync(CancellationToken cancellationToken)
    {
        foreach (var store in _stores.All)
        {
            await using var context = store.Read();
            await _migrator.MigrateAsync(context, cancellationToken);
        }
    }

    /// <summary>Whether each conversation store has the tables that this program expects.</summary>
    internal async Task<bool> AreConversationsUpToDateAsync(CancellationToken cancellationToken)
    {
        foreach (var store in _stores.All)
        {
            await using var context = store.Read();
            if (!await DatabaseMigrator.IsUpToDateAsync(context, cancellationToken))
                return false;
        }

        return true;
    }
}
