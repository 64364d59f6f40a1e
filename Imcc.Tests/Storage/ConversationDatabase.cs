using Imcc.Infrastructure.Storage;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace Imcc.Tests.Storage;

/// <summary>A fresh, migrated conversation store on a provider that runs here.</summary>
internal sealed class ConversationDatabase : IAsyncDisposable
{
    private readonly string? _folder;

    private ConversationDatabase(ConversationStores stores, string? folder)
    {
        Stores = stores;
        _folder = folder;
    }

    public ConversationStores Stores { get; }

    public ConversationStore Store => Stores.Home;

    public static async Task<ConversationDatabase> NewAsync(DatabaseProvider provider, PostgresServer postgres, Func<IBatchExecutor, IBatchExecutor>? around = null)
    {
        var folder = provider == DatabaseProvider.Sqlite ? System.IO.Directory.CreateTempSubdirectory("imcc-store-").FullName : null;
        var options = new DatabaseOptions { Provider = provider };
        options.Conversations.Add(folder is null ? await postgres.NewConversationsAsync() : $"Data Source={folder}/conversations.db");
        if (folder is not null)
            MigratedDatabases.LayConversations(Path.Combine(folder, "conversations.db"));
        var stores = new ConversationStores(Options.Create(options), NullLogger<StoreWriter>.Instance, around ?? (executor => executor));
        return new ConversationDatabase(stores, folder);
    }

    public async ValueTask DisposeAsync()
    {
        await Stores.DisposeAsync();
        if (_folder is not null)
            System.IO.Directory.Delete(_folder, recursive: true);
    }
}
