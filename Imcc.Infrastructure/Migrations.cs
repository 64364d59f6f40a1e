using Imcc.Infrastructure.Storage;

namespace Imcc.Infrastructure;

/// <summary>Brings the tables of all databases up to date: at the start, or beforehand by <c>--migrate</c>.</summary>
public sealed class Migrations
{
    private readonly DirectoryMigrator _directory;
    private readonly ConversationStores _stores;

    internal Migrations(DirectoryMigrator directory, ConversationStores stores)
    {
        _directory = directory;
        _stores = stores;
    }

    public async Task ApplyAsync(CancellationToken cancellationToken)
    {
        await _directory.MigrateAsync(cancellationToken);
        await ApplyToConversationsAsync(cancellationToken);
    }

    internal async Task ApplyToConversationsAsync(CancellationToken cancellationToken)
    {
        foreach (var store in _stores.All)
        {
            await using var context = store.Read();
            await DatabaseMigrator.MigrateAsync(context, cancellationToken);
        }
    }
}
