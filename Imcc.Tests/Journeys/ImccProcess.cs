using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Runtime.InteropServices;
using Imcc.Infrastructure.Storage;
using Imcc.Tests.Storage;

namespace Imcc.Tests.Journeys;

/// <summary>
/// The real program in a process of its own, with the demo's people, on databases that outlive it: it can be killed, stopped, and
/// started again on the same port.
/// </summary>
internal sealed class ImccProcess : IAsyncDisposable
{
    private const int Terminate = 15;
    private const int LinesKept = 500;

    private readonly string _folder = System.IO.Directory.CreateTempSubdirectory("imcc-process-").FullName;
    private readonly Dictionary<string, string> _environment;
    private readonly Queue<string> _output = new();
    private readonly HttpClient _http = new() { Timeout = TimeSpan.FromSeconds(5) };
    private readonly int _port = FreePort();
    private Process? _process;

    private ImccProcess(IEnumerable<KeyValuePair<string, string?>> settings)
    {
        _environment = new()
        {
            ["ASPNETCORE_ENVIRONMENT"] = "Development",
            ["Urls"] = Url.ToString().TrimEnd('/'),
            ["Imcc__Demo__Enabled"] = "true",
            ["Imcc__Demo__PastDays"] = "0",
            ["Imcc__Demo__ApiKey"] = ImccHost.ApiKey,
            ["Imcc__Logs__Path"] = "",
            ["Imcc__Files__Path"] = Path.Combine(_folder, "files"),
            ["Imcc__History__Path"] = Path.Combine(_folder, "history"),
            ["Imcc__Knowledge__Path"] = Path.Combine(_folder, "knowledge"),
        };
        foreach (var (key, value) in settings)
            _environment[key.Replace(":", "__", StringComparison.Ordinal)] = value ?? "";
    }

    public Uri Url => new($"http://127.0.0.1:{_port}/");

    /// <summary>The connection string of the directory.</summary>
    public string Directory => _environment["Imcc__Database__Directory"];

    /// <summary>The folder of its index of articles.</summary>
    public string Knowledge => _environment["Imcc__Knowledge__Path"];

    /// <summary>The last lines of the log, of all the processes there were.</summary>
    public string Output
    {
        get
        {
            lock (_output)
                return string.Join(Environment.NewLine, _output);
        }
    }

    /// <summary>A place for it, with empty databases; nothing runs yet.</summary>
    public static async Task<ImccProcess> PrepareAsync(DatabaseProvider provider, PostgresServer postgres, IEnumerable<KeyValuePair<string, string?>> settings)
    {
        var process = new ImccProcess(settings);
        process._environment["Imcc__Database__Provider"] = provider.ToString();
        process._environment["Imcc__Database__Directory"] = provider == DatabaseProvider.Sqlite ? $"Data Source={process._folder}/directory.db" : await postgres.NewDirectoryAsync();
        process._environment["Imcc__Database__Conversations__0"] = provider == DatabaseProvider.Sqlite ? $"Data Source={process._folder}/conversations.db" : await postgres.NewConversationsAsync();
        if (provider == DatabaseProvider.Sqlite)
        {
            MigratedDatabases.LayDirectory(Path.Combine(process._folder, "directory.db"));
            MigratedDatabases.LayConversations(Path.Combine(process._folder, "conversations.db"));
        }

        return process;
    }

    public void Launch()
    {
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "Imcc.Web.dll")])
        {
            WorkingDirectory = _folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var (key, value) in _environment)
            start.Environment[key] = value;
        var process = Process.Start(start)!;
        process.OutputDataReceived += (_, e) => Keep(e.Data);
        process.ErrorDataReceived += (_, e) => Keep(e.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        _process = process;
    }

    public async Task StartAsync()
    {
        Launch();
        await ReadyAsync();
    }

    public async Task ReadyAsync() => await Eventually.Async(async () =>
    {
        if (_process!.HasExited)
            throw new InvalidOperationException("The program ended by itself: " + Output);
        return await ReadinessAsync() is HttpStatusCode.OK;
    }, "the program is ready");

    /// <returns>Null when nobody answers.</returns>
    public async Task<HttpStatusCode?> ReadinessAsync()
    {
        try
        {
            using var ready = await _http.GetAsync(new Uri(Url, "health/ready"));
            return ready.StatusCode;
        }
        catch (Exception e) when (e is HttpRequestException or TaskCanceledException or SocketException)
        {
            return null;
        }
    }

    /// <summary>SIGKILL: it is gone in the middle of whatever it was doing.</summary>
    public async Task KillAsync()
    {
        _process!.Kill();
        await _process.WaitForExitAsync();
        _process.Dispose();
        _process = null;
    }

    /// <summary>SIGTERM, as an operator's machine stops it; returns at once.</summary>
    public void AskToStop()
    {
        if (kill(_process!.Id, Terminate) != 0)
            throw new InvalidOperationException("The signal could not be sent.");
    }

    /// <returns>The exit code.</returns>
    public async Task<int> StoppedAsync()
    {
        await _process!.WaitForExitAsync();
        var code = _process.ExitCode;
        _process.Dispose();
        _process = null;
        return code;
    }

    public async ValueTask DisposeAsync()
    {
        if (_process is not null)
            await KillAsync();
        _http.Dispose();
        System.IO.Directory.Delete(_folder, recursive: true);
    }

    [DllImport("libc")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int kill(int process, int signal);

    /// <summary>Outside of where the system takes the ports of outgoing connections from: while the program is down, a client that tries the port could otherwise meet itself.</summary>
    private static int FreePort()
    {
        while (true)
        {
            var port = Random.Shared.Next(20_000, 32_000);
            try
            {
                using var listener = new TcpListener(IPAddress.Loopback, port);
                listener.Start();
                return port;
            }
            catch (SocketException)
            {
                // Taken: another one.
            }
        }
    }

    private void Keep(string? line)
    {
        lock (_output)
        {
            if (line is not null)
                _output.Enqueue(line);
            if (_output.Count > LinesKept)
                _output.Dequeue();
        }
    }
}
