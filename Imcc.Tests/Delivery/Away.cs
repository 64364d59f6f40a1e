using Imcc.Infrastructure.Storage;
using Imcc.Tests.Storage;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace Imcc.Tests.Delivery;

/// <summary>Another process's view of the same database: a writer and connections of its own.</summary>
internal sealed class Away : IAsyncDisposable
{
    public Away(ConversationDatabase database)
    {
        var options = new DatabaseOptions { Provider = database.Store.Provider };
        options.Conversations.Add(database.Store.ConnectionString);
        Stores = new ConversationStores(Options.Create(options), NullLogger<StoreWriter>.Instance);
    }

    public ConversationStores Stores { get; }

    public ValueTask DisposeAsync() => Stores.DisposeAsync();
}
