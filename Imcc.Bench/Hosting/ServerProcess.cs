using System.Data.Common;
using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Imcc.Infrastructure.Storage;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace Imcc.Bench.Hosting;

/// <summary>The real program in a process of its own, on a fresh database, with the demo's people.</summary>
internal sealed class ServerProcess : IAsyncDisposable
{
    public const string ApiKey = "bench-key-0123456789-0123456789-0123456789";

    private readonly ProcessStartInfo _start;
    private readonly string _folder;
    private readonly Func<string, DbConnection> _connect;
    private Process _process = null!;

    private ServerProcess(ProcessStartInfo start, string folder, int port, Func<string, DbConnection> connect)
    {
        _start = start;
        _folder = folder;
        Port = port;
        _connect = connect;
    }

    public int Port { get; }

    public TimeSpan StartTook { get; private set; }

    public Uri Url => new($"http://127.0.0.1:{Port}/");

    public static async Task<ServerProcess> StartAsync(BenchSettings settings, IReadOnlyDictionary<string, string>? more = null)
    {
        var folder = Directory.CreateTempSubdirectory("imcc-bench-").FullName;
        var port = FreePort();
        var dll = Path.Combine(AppContext.BaseDirectory, "Imcc.Web.dll");
        var start = new ProcessStartInfo("dotnet", [dll]) { WorkingDirectory = folder, RedirectStandardOutput = true, RedirectStandardError = true };
        var environment = new Dictionary<string, string>
        {
            ["ASPNETCORE_ENVIRONMENT"] = "Development",
            ["Urls"] = $"http://127.0.0.1:{port}",
            ["Imcc__Demo__Enabled"] = "true",
            // What is measured brings its own data.
            ["Imcc__Demo__PastDays"] = "0",
            ["Imcc__Demo__ApiKey"] = ApiKey,
            ["Imcc__Logs__Path"] = "",
            // What a program writes to a console that nobody reads is no part of the measurement; warnings stay.
            ["Serilog__MinimumLevel__Default"] = "Warning",
            ["Imcc__Files__Path"] = Path.Combine(folder, "files"),
            ["Imcc__History__Path"] = Path.Combine(folder, "history"),
            ["Imcc__Knowledge__Path"] = Path.Combine(folder, "knowledge"),
            ["Imcc__Database__Provider"] = settings.Provider.ToString(),
        };
        var (directory, conversations) = await DatabasesAsync(settings, folder);
        environment["Imcc__Database__Directory"] = directory;
        environment["Imcc__Database__Conversations__0"] = conversations;
        foreach (var (key, value) in more ?? new Dictionary<string, string>())
            environment[key] = value;
        foreach (var (key, value) in environment)
            start.Environment[key] = value;

        var server = new ServerProcess(start, folder, port, c => settings.Provider == DatabaseProvider.Sqlite ? new SqliteConnection(c) : new NpgsqlConnection(c));
        await server.LaunchAsync();
        return server;
    }

    /// <summary>Killed, and started again on the same databases.</summary>
    public async Task CrashAsync()
    {
        _process.Kill(entireProcessTree: true);
        await _process.WaitForExitAsync();
        _process.Dispose();
        await LaunchAsync();
    }

    /// <summary>Asked to stop as an operator asks, and started again on the same databases.</summary>
    public async Task RestartAsync()
    {
        using (var asked = Process.Start("kill", ["-TERM", _process.Id.ToString(CultureInfo.InvariantCulture)]))
            await asked.WaitForExitAsync();
        await _process.WaitForExitAsync();
        _process.Dispose();
        await LaunchAsync();
    }

    private async Task LaunchAsync()
    {
        var began = Stopwatch.GetTimestamp();
        var process = _process = Process.Start(_start)!;
        var output = new Queue<string>();
        void Keep(string? line)
        {
            lock (output)
            {
                if (line is not null)
                    output.Enqueue(line);
                while (output.Count > 60)
                    output.Dequeue();
            }
        }

        process.OutputDataReceived += (_, e) => Keep(e.Data);
        process.ErrorDataReceived += (_, e) => Keep(e.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        using var http = new HttpClient { Timeout = TimeSpan.FromSeconds(2) };
        while (true)
        {
            if (process.HasExited)
                throw new InvalidOperationException("The server ended: " + string.Join(Environment.NewLine, output));
            try
            {
                using var ready = await http.GetAsync(new Uri($"http://127.0.0.1:{Port}/health/ready"));
                if (ready.IsSuccessStatusCode)
                    break;
            }
            catch (Exception e) when (e is HttpRequestException or TaskCanceledException)
            {
                // Not listening yet.
            }

            await Task.Delay(20);
        }

        StartTook = Stopwatch.GetElapsedTime(began);
    }

    public Task<DbConnection> DirectoryAsync() => OpenAsync(_start.Environment["Imcc__Database__Directory"]!);

    public Task<DbConnection> ConversationsAsync() => OpenAsync(_start.Environment["Imcc__Database__Conversations__0"]!);

    private async Task<DbConnection> OpenAsync(string connectionString)
    {
        var connection = _connect(connectionString);
        await connection.OpenAsync();
        return connection;
    }

    /// <summary>Gives every agent room for so many conversations: the demo's agents have too little for a measurement.</summary>
    public async Task MakeRoomAsync(int capacity)
    {
        await using var connection = await DirectoryAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = $"UPDATE agents SET capacity = {capacity}; UPDATE directory_version SET version = version + 1";
        await command.ExecuteNonQueryAsync();
        // Nodes look for another version every two seconds.
        await Task.Delay(TimeSpan.FromSeconds(3));
    }

    /// <summary>User and system time of the process so far.</summary>
    public TimeSpan Cpu()
    {
        _process.Refresh();
        return _process.TotalProcessorTime;
    }

    public long ResidentBytes()
    {
        _process.Refresh();
        return _process.WorkingSet64;
    }

    public async ValueTask DisposeAsync()
    {
        _process.Kill(entireProcessTree: true);
        await _process.WaitForExitAsync();
        _process.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    private static async Task<(string Directory, string Conversations)> DatabasesAsync(BenchSettings settings, string folder)
    {
        if (settings.Provider == DatabaseProvider.Sqlite)
            return ($"Data Source={folder}/directory.db", $"Data Source={folder}/conversations.db");
        var tail = Path.GetFileName(folder)[^6..].ToLowerInvariant();
        return (await NewDatabaseAsync(settings, "directory_" + tail), await NewDatabaseAsync(settings, "conversations_" + tail));
    }

    /// <summary>Makes an empty database on the server that the settings name.</summary>
    public static async Task<string> NewDatabaseAsync(BenchSettings settings, string name)
    {
        var server = settings.PostgreSql ?? throw new InvalidOperationException("--postgres names the server.");
        await using var admin = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(server) { Database = "postgres" }.ToString());
        await admin.OpenAsync();
        await using var create = new NpgsqlCommand($"CREATE DATABASE \"imcc_bench_{name}\"", admin);
        await create.ExecuteNonQueryAsync();
        return new NpgsqlConnectionStringBuilder(server) { Database = "imcc_bench_" + name }.ToString();
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    public override string ToString() => Port.ToString(CultureInfo.InvariantCulture);
}
