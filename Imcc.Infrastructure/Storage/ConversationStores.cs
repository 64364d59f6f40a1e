using Microsoft.Data.SqlClient;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Npgsql;

namespace Imcc.Infrastructure.Storage;

/// <summary>
/// The middle layer (数据库中间层): one or more databases that hold conversations, each thread in the one that its id points to. Nothing
/// joins across them; lists ask each and merge.
/// </summary>
internal sealed class ConversationStores : IAsyncDisposable
{
    private readonly ConversationStore[] _stores;

    public ConversationStores(IOptions<DatabaseOptions> options, ILogger<StoreWriter> logger)
        : this(options, logger, executor => executor)
    {
    }

    /// <param name="around">Stands between the writers and their databases, to play what can break there.</param>
    internal ConversationStores(IOptions<DatabaseOptions> options, ILogger<StoreWriter> logger, Func<IBatchExecutor, IBatchExecutor> around)
    {
        _stores = [.. options.Value.ConversationStores.Select((connection, i) => new ConversationStore(i, options.Value.Provider, connection, logger, around))];
    }

    public IReadOnlyList<ConversationStore> All => _stores;

    /// <summary>The store that keeps what belongs to no customer.</summary>
    public ConversationStore Home => _stores[0];

    public ConversationStore For(Guid threadId)
    {
        if (_stores.Length == 1)
            return _stores[0];
        Span<byte> bytes = stackalloc byte[16];
        threadId.TryWriteBytes(bytes, bigEndian: true, out _);
        // The last bytes of a thread's id are plain hash.
        return _stores[(int)(System.Buffers.Binary.BinaryPrimitives.ReadUInt32BigEndian(bytes[12..]) % (uint)_stores.Length)];
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var store in _stores)
            await store.DisposeAsync().ConfigureAwait(false);
    }
}

/// <summary>One conversation database: its writer, and contexts to read it.</summary>
internal sealed class ConversationStore : IAsyncDisposable
{
    private const int WriterCapacity = 20_000;

    private readonly Func<ConversationContext> _open;
    private readonly NpgsqlDataSource? _source;
    private readonly Lazy<StoreWriter> _writer;

    public ConversationStore(int index, DatabaseProvider provider, string connectionString, ILogger logger, Func<IBatchExecutor, IBatchExecutor> around)
    {
        Index = index;
        Clock = new StoreClock(provider);
        Provider = provider;
        switch (provider)
        {
            case DatabaseProvider.Sqlite:
                ConnectionString = SqlitePragmas.Prepare(connectionString);
                var sqlite = new DbContextOptionsBuilder<SqliteConversationContext>().UseSqlite(ConnectionString).Options;
                _open = () => new SqliteConversationContext(sqlite);
                break;
            case DatabaseProvider.PostgreSql:
                ConnectionString = connectionString;
                _source = new NpgsqlDataSourceBuilder(connectionString) { ConnectionStringBuilder = { MaxAutoPrepare = 60 } }.Build();
                var postgres = new DbContextOptionsBuilder<PostgreSqlConversationContext>().UseNpgsql(_source).Options;
                _open = () => new PostgreSqlConversationContext(postgres);
                break;
            default:
                ConnectionString = connectionString;
                var sqlServer = new DbContextOptionsBuilder<SqlServerConversationContext>().UseSqlServer(connectionString).Options;
                _open = () => new SqlServerConversationContext(sqlServer);
                break;
        }

        _writer = new(() => new StoreWriter(around(MakeExecutor()), WriterCapacity, logger));
    }

    public int Index { get; }

    public DatabaseProvider Provider { get; }

    public string ConnectionString { get; }

    public StoreWriter Writer => _writer.Value;

    public StoreClock Clock { get; }

    /// <summary>A context for one operation of reading.</summary>
    public ConversationContext Read()
    {
        var context = _open();
        context.ChangeTracker.QueryTrackingBehavior = QueryTrackingBehavior.NoTracking;
        return context;
    }

    /// <summary>Which database this is, however it is reached; it gives itself an id when it is asked for the first time.</summary>
    public async Task<Guid> IdentityAsync(DateTimeOffset now, CancellationToken cancellationToken)
    {
        while (true)
        {
            await using (var context = Read())
            {
                if (await context.StoreIdentity.SingleOrDefaultAsync(cancellationToken) is { } known)
                    return known.Id;
            }

            // Of two processes that ask at once, the second finds the first one's.
            await Writer.CommitAsync(new WriteUnit().Insert(new StoreIdentityRow { Id = Guid.CreateVersion7(now) }));
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_writer.IsValueCreated)
            await _writer.Value.DisposeAsync().ConfigureAwait(false);
        if (_source is not null)
            await _source.DisposeAsync().ConfigureAwait(false);
    }

    private IBatchExecutor MakeExecutor()
    {
        using var context = _open();
        var statements = new Statements(context.Model, Provider);
        return Provider switch
        {
            DatabaseProvider.PostgreSql => new PostgreSqlExecutor(statements, _source!),
            DatabaseProvider.Sqlite => new SequentialExecutor(statements, () => SqlitePragmas.WriterConnection(ConnectionString)),
            _ => new SequentialExecutor(statements, () => new SqlConnection(ConnectionString)),
        };
    }
}
