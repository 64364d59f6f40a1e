using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Runtime.InteropServices;
using Imcc.Infrastructure.Storage;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace Imcc.Tests.Storage;

/// <summary>
/// A throw-away PostgreSQL cluster for the tests of the whole assembly: made in a temporary folder from the binaries that are on the
/// machine, on a free port, with fsync on as in work; gone at the end. Take it with <c>[assembly: AssemblyFixture]</c>.
/// </summary>
public sealed class PostgresServer : IAsyncLifetime
{
    private readonly SemaphoreSlim _starting = new(1);
    private readonly SemaphoreSlim _making = new(1);
    private readonly HashSet<string> _made = [];
    private string? _folder;
    private string? _binaries;
    private int _port;
    private bool _running;

    /// <summary>A new, empty database on the server, which is started when it is first asked for.</summary>
    public async Task<string> NewDatabaseAsync(CancellationToken cancellationToken = default) => await CreateAsync("template1", cancellationToken);

    /// <summary>A new directory on the server, empty and migrated.</summary>
    public Task<string> NewDirectoryAsync() => CopyAsync("migrated_directory", MigratedDatabases.Directory);

    /// <summary>A new conversation store on the server, empty and migrated.</summary>
    public Task<string> NewConversationsAsync() => CopyAsync("migrated_conversations", MigratedDatabases.Conversations);

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        if (_running)
        {
            NpgsqlConnection.ClearAllPools();
            await RunAsync("pg_ctl", ["-D", Data, "-m", "immediate", "-w", "stop"], CancellationToken.None);
        }

        if (_folder is not null)
            System.IO.Directory.Delete(_folder, recursive: true);
        _starting.Dispose();
        _making.Dispose();
    }

    private string Data => Path.Combine(_folder!, "data");

    // Root may not run PostgreSQL: then an ordinary user of the system does.
    private static bool IsRoot => !OperatingSystem.IsWindows() && geteuid() == 0;

    [DllImport("libc")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern uint geteuid();

    private async Task<string> CopyAsync(string template, Func<DatabaseProvider, string, DbContext> open)
    {
        await _making.WaitAsync();
        try
        {
            if (!_made.Contains(template))
            {
                await StartAsync(CancellationToken.None);
                // Nobody may be connected to what is copied: no pool keeps a connection.
                await using (var context = open(DatabaseProvider.PostgreSql, ConnectionString(template) + ";Pooling=false"))
                    await context.Database.MigrateAsync();
                _made.Add(template);
            }
        }
        finally
        {
            _making.Release();
        }

        return await CreateAsync(template, CancellationToken.None);
    }

    private async Task<string> CreateAsync(string template, CancellationToken cancellationToken)
    {
        await StartAsync(cancellationToken);
        var name = "t" + Guid.CreateVersion7(TimeProvider.System.GetUtcNow()).ToString("N");
        await using var connection = new NpgsqlConnection(ConnectionString("postgres"));
        await connection.OpenAsync(cancellationToken);
        await using var command = new NpgsqlCommand($"CREATE DATABASE {name} TEMPLATE {template}", connection);
        await command.ExecuteNonQueryAsync(cancellationToken);
        return ConnectionString(name);
    }

    private string ConnectionString(string database) =>
        $"Host=127.0.0.1;Port={_port};Username=imcc;Database={database};Maximum Pool Size=50;Include Error Detail=true";

    private async Task StartAsync(CancellationToken cancellationToken)
    {
        await _starting.WaitAsync(cancellationToken);
        try
        {
            if (_running)
                return;
            _binaries = FindBinaries();
            _folder = System.IO.Directory.CreateTempSubdirectory("imcc-pg-").FullName;
            if (IsRoot)
                await ExecuteAsync("chown", [User(), _folder], cancellationToken);
            await RunAsync("initdb", ["-D", Data, "-U", "imcc", "-A", "trust", "-E", "UTF8", "--no-locale"], cancellationToken);
            // Another process may take a free port before we do: then the next one.
            for (var attempt = 0; ; attempt++)
            {
                _port = FreePort();
                try
                {
                    var options = $"-p {_port} -c listen_addresses=127.0.0.1 -c unix_socket_directories={_folder} -c fsync=on -c max_connections=500";
                    await RunAsync("pg_ctl", ["-D", Data, "-l", Path.Combine(_folder, "log"), "-w", "-t", "60", "-o", options, "start"], cancellationToken);
                    break;
                }
                catch (InvalidOperationException) when (attempt < 3)
                {
                }
            }

            _running = true;
        }
        finally
        {
            _starting.Release();
        }
    }

    private static string FindBinaries()
    {
        var path = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator);
        var installed = System.IO.Directory.Exists("/usr/lib/postgresql")
            ? System.IO.Directory.GetDirectories("/usr/lib/postgresql").OrderDescending(StringComparer.Ordinal).Select(d => Path.Combine(d, "bin"))
            : [];
        return installed.Concat(path).FirstOrDefault(d => File.Exists(Path.Combine(d, "initdb")) && File.Exists(Path.Combine(d, "pg_ctl")))
            ?? throw new InvalidOperationException("PostgreSQL is not installed: initdb and pg_ctl are neither on the PATH nor in /usr/lib/postgresql.");
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private static string User() => File.ReadLines("/etc/passwd").Any(l => l.StartsWith("postgres:", StringComparison.Ordinal)) ? "postgres" : "nobody";

    private Task RunAsync(string program, string[] arguments, CancellationToken cancellationToken)
    {
        var path = Path.Combine(_binaries!, program);
        return IsRoot
            ? ExecuteAsync("runuser", ["-u", User(), "--", path, .. arguments], cancellationToken)
            : ExecuteAsync(path, arguments, cancellationToken);
    }

    private async Task ExecuteAsync(string file, string[] arguments, CancellationToken cancellationToken)
    {
        // To a file, not a pipe: the server that pg_ctl leaves behind would keep a pipe open for ever.
        var output = Path.Combine(Path.GetTempPath(), $"imcc-pg-{Guid.CreateVersion7(TimeProvider.System.GetUtcNow()):N}.log");
        var start = new ProcessStartInfo("/bin/sh") { WorkingDirectory = "/" };
        foreach (var argument in (string[])["-c", "exec \"$@\" >\"$0\" 2>&1 </dev/null", output, file, .. arguments])
            start.ArgumentList.Add(argument);
        start.Environment["LC_ALL"] = "C";
        using var process = Process.Start(start) ?? throw new InvalidOperationException($"{file} cannot be started.");
        await process.WaitForExitAsync(cancellationToken);
        var said = File.Exists(output) ? await File.ReadAllTextAsync(output, cancellationToken) : "";
        File.Delete(output);
        if (process.ExitCode != 0)
            throw new InvalidOperationException($"{file} {string.Join(' ', arguments)} ended with {process.ExitCode}: {said}");
    }
}
