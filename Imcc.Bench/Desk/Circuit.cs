using System.Globalization;
using System.Net;
using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.SignalR.Client;
using Microsoft.AspNetCore.SignalR.Protocol;
using Microsoft.Extensions.DependencyInjection;

namespace Imcc.Bench.Desk;

/// <summary>
/// One open page as the server sees it, without a browser: it starts the circuit, acknowledges every render and answers what is asked of
/// its script as an idle page would. A hundred of them cost the machine next to nothing, so that what is measured is the server.
/// </summary>
internal sealed partial class Circuit : IAsyncDisposable
{
    private readonly HubConnection _connection;
    private readonly TaskCompletionSource _shown = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private volatile string? _error;
    private int _objects;
    private long _renders;
    private long _bytes;

    private readonly Action<byte[]>? _rendered;

    private Circuit(HubConnection connection, Action<byte[]>? rendered) => (_connection, _rendered) = (connection, rendered);

    /// <summary>Render batches so far.</summary>
    /// <exception cref="InvalidOperationException">The server ended the circuit by an error: nothing is measured any more.</exception>
    public long Renders => _error is { } error ? throw new InvalidOperationException(error) : Interlocked.Read(ref _renders);

    /// <summary>Bytes of the render batches so far.</summary>
    public long Bytes => Interlocked.Read(ref _bytes);

    /// <param name="cookies">Of somebody who is signed in.</param>
    /// <param name="rendered">Is given each render batch as it comes.</param>
    public static async Task<Circuit> OpenAsync(Uri server, string path, CookieContainer cookies, Action<byte[]>? rendered = null)
    {
        using var handler = new HttpClientHandler { CookieContainer = cookies };
        using var http = new HttpClient(handler) { BaseAddress = server };
        var html = await http.GetStringAsync(new Uri(server, path));
        var builder = new HubConnectionBuilder().WithUrl(new Uri(server, "_blazor"), o => o.Cookies = cookies);
        builder.Services.AddSingleton<IHubProtocol>(new BlazorPack());
        var circuit = new Circuit(builder.Build(), rendered);
        circuit.Listen();
        await circuit._connection.StartAsync();
        var state = State().Match(html).Groups[1].Value;
        var page = new Uri(server, path).ToString();
        await circuit._connection.InvokeAsync<string>("StartCircuit", server.ToString(), page, "[]", state);
        var operations = Marker().Matches(html).Select((m, i) => $$"""{"type":"add","ssrComponentId":{{i + 1}},"marker":{{m.Groups[1].Value}}}""");
        await circuit._connection.SendAsync("UpdateRootComponents", $$"""{"batchId":1,"operations":[{{string.Join(',', operations)}}]}""", "");
        await circuit._shown.Task.WaitAsync(TimeSpan.FromSeconds(60));
        return circuit;
    }

    public ValueTask DisposeAsync() => _connection.DisposeAsync();

    private void Listen()
    {
        _connection.On<long, byte[]>("JS.RenderBatch", (id, batch) =>
        {
            Interlocked.Increment(ref _renders);
            Interlocked.Add(ref _bytes, batch.Length);
            _rendered?.Invoke(batch);
            return _connection.SendAsync("OnRenderCompleted", id, null);
        });
        _connection.On<long, string, string, int, long, int>("JS.BeginInvokeJS", (task, name, _, _, _, _) =>
            // The renderer's own first call is answered by nobody.
            task == 0 ? Task.CompletedTask : _connection.SendAsync("EndInvokeJSFromDotNet", task, true, string.Create(CultureInfo.InvariantCulture, $"[{task},true,{Answer(name)}]")));
        _connection.On<int, string>("JS.AttachComponent", (_, _) => { });
        _connection.On<long>("JS.EndUpdateRootComponents", _ => _shown.TrySetResult());
        _connection.On<string>("JS.Error", error =>
        {
            _error = error;
            _shown.TrySetException(new InvalidOperationException(error));
        });
        _connection.Closed += e =>
        {
            _shown.TrySetException(e ?? new IOException("The circuit was closed."));
            return Task.CompletedTask;
        };
    }

    private string Answer(string name) => name switch
    {
        "import" or "attach" => JsonSerializer.Serialize(new Dictionary<string, int> { ["__jsObjectId"] = Interlocked.Increment(ref _objects) }),
        "unsettled" => "[]",
        "window.hasOwnProperty" => "true",
        "isMuted" => "false",
        "mudpopoverHelper.countProviders" => "0",
        _ => "null",
    };

    [GeneratedRegex("<!--Blazor:(\\{.*?\\})-->")]
    private static partial Regex Marker();

    [GeneratedRegex("<!--Blazor-Server-Component-State:(.*?)-->")]
    private static partial Regex State();
}
