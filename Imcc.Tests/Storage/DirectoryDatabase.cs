using Imcc.Infrastructure.Answering;
using Imcc.Infrastructure.Organisation;
using Imcc.Infrastructure.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;

namespace Imcc.Tests.Storage;

/// <summary>The directory as a started host, on a real database of its own: SQLite in a temporary folder, or one of <see cref="PostgresServer"/>.</summary>
internal sealed class DirectoryDatabase : IAsyncDisposable
{
    private readonly IHost _host;
    private readonly string? _folder;

    private DirectoryDatabase(IHost host, string? folder, string connectionString, FakeTimeProvider time) =>
        (_host, _folder, ConnectionString, Time) = (host, folder, connectionString, time);

    public string ConnectionString { get; }

    public FakeTimeProvider Time { get; }

    public IServiceProvider Services => _host.Services;

    public DirectoryCache Cache => Get<DirectoryCache>();

    public T Get<T>()
        where T : notnull => _host.Services.GetRequiredService<T>();

    public DirectoryContext Context() => Get<IDbContextFactory<DirectoryContext>>().CreateDbContext();

    public static async Task<DirectoryDatabase> StartAsync(
        string? postgreSql = null, bool demo = false, Dictionary<string, string?>? settings = null, string? sqliteFile = null, string environment = "Production", Action<IServiceCollection>? services = null)
    {
        var folder = postgreSql is null && sqliteFile is null ? System.IO.Directory.CreateTempSubdirectory("imcc-dir-").FullName : null;
        var connection = postgreSql ?? $"Data Source={sqliteFile ?? Path.Combine(folder!, "sub", "directory.db")};Pooling=False";
        if (folder is not null && demo && settings is null && environment == "Production")
            await MigratedDatabases.LayDemoAsync(Path.Combine(folder, "sub", "directory.db"));
        else if (folder is not null)
            MigratedDatabases.LayDirectory(Path.Combine(folder, "sub", "directory.db"));
        var builder = Host.CreateEmptyApplicationBuilder(new() { EnvironmentName = environment });
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["Imcc:Database:Provider"] = postgreSql is null ? "Sqlite" : "PostgreSql",
            ["Imcc:Database:Directory"] = connection,
            ["Imcc:Demo:Enabled"] = demo ? "true" : "false",
            ["Imcc:Demo:PastDays"] = "0",
        });
        builder.Configuration.AddInMemoryCollection(settings ?? []);
        builder.Logging.ClearProviders();
        var time = new FakeTimeProvider(new DateTimeOffset(2026, 3, 1, 8, 0, 0, TimeSpan.Zero));
        builder.Services.AddSingleton<TimeProvider>(time);
        builder.AddDirectory();
        builder.Services.AddAnswering();
        services?.Invoke(builder.Services);
        var host = builder.Build();
        var started = new DirectoryDatabase(host, folder, connection, time);
        try
        {
            await host.StartAsync();
        }
        catch
        {
            await started.DisposeAsync();
            throw;
        }

        return started;
    }

    /// <summary>The file of a directory with the demo in it.</summary>
    internal static async Task<byte[]> DemoFileAsync()
    {
        var folder = System.IO.Directory.CreateTempSubdirectory("imcc-demo-");
        var file = Path.Combine(folder.FullName, "directory.db");
        MigratedDatabases.LayDirectory(file);
        await (await StartAsync(demo: true, sqliteFile: file)).DisposeAsync();
        var made = await File.ReadAllBytesAsync(file);
        folder.Delete(recursive: true);
        return made;
    }

    /// <summary>Days go by at once. A clock that is advanced lives through each tick of each timer of the host, which are hundreds of thousands a day.</summary>
    public void Pass(TimeSpan time) => Time.AdjustTime(Time.GetUtcNow() + time);

    /// <summary>A first administrator, made as an operator makes one.</summary>
    public async Task<Guid> AdminAsync(string name = "boss")
    {
        var outcome = await Get<FirstAdmin>().MakeAsync(name, "long enough to be good");
        Assert.Empty(outcome.Problems);
        return outcome.Id;
    }

    public async ValueTask DisposeAsync()
    {
        await _host.StopAsync();
        _host.Dispose();
        if (_folder is not null)
            System.IO.Directory.Delete(_folder, recursive: true);
    }
}
