using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using Imcc.Tests.Journeys;

[assembly: AssemblyFixture(typeof(Imcc.Tests.Channels.Open.OpenChannelHost))]

namespace Imcc.Tests.Channels.Open;

/// <summary>The whole product with open channels of the tests' own, and the other system whose webhook they have: one for all tests that ask for it.</summary>
public sealed class OpenChannelHost : IAsyncLifetime
{
    public const string AccessKey = "och_test-access-key-0123456789";
    private const int Accounts = 14;

    private readonly SemaphoreSlim _starting = new(1);
    private int _next = -1;
    private OpenReceiver? _receiver;
    private ImccHost? _host;

    internal OpenReceiver Receiver => _receiver!;

    internal ImccHost Host => _host!;

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    /// <summary>Started when the first test asks.</summary>
    public async Task StartAsync()
    {
        await _starting.WaitAsync();
        try
        {
            if (_host is not null)
                return;
            _receiver = await OpenReceiver.StartAsync();
            var settings = Enumerable.Range(0, Accounts).SelectMany(i => Account(i, $"{Receiver.Url}/hook/open-{i}")).ToDictionary();
            // Off the test runner's context: what the host starts goes on after this test, whose context does not.
            _host = await Task.Run(() => new ImccHost(settings));
            await _host.ReadyAsync();
        }
        finally
        {
            _starting.Release();
        }
    }

    public async ValueTask DisposeAsync()
    {
        _starting.Dispose();
        if (_host is null)
            return;
        await Task.Run(async () => await _host.DisposeAsync());
        await Receiver.DisposeAsync();
        System.IO.Directory.Delete(_host.Folder, recursive: true);
    }

    /// <summary>An account that no other test uses, with agents who serve it.</summary>
    internal async Task<(string Account, Scene Scene)> SceneAsync(bool autoAccept = true, params int[] capacities)
    {
        await StartAsync();
        var index = Interlocked.Increment(ref _next);
        return ("open-" + index, await Scene.SetAsync(Host, index, autoAccept, capacities));
    }

    public HttpClient Client(string? key = AccessKey)
    {
        var client = Host.Client(withKey: false);
        if (key is not null)
            client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", key);
        return client;
    }

    internal static Task<HttpResponseMessage> PostAsync(HttpClient client, string account, object message) =>
        client.PostAsJsonAsync(new Uri($"/api/v1/channels/{account}/messages", UriKind.Relative), message);

    internal static async Task<JsonElement> AcceptedAsync(HttpClient client, string account, object message)
    {
        using var response = await PostAsync(client, account, message);
        Assert.Equal(202, (int)response.StatusCode);
        return await response.Content.ReadFromJsonAsync<JsonElement>();
    }

    /// <summary>A customer has written, and the agent is talking to them.</summary>
    internal async Task<(HubAgent Agent, JsonElement Conversation)> ServedAsync(Scene scene, string account, string customer)
    {
        var agent = scene.Agents[0];
        await agent.BeAsync("Available");
        using var client = Client();
        await AcceptedAsync(client, account, new { id = "hello", from = new { id = customer, name = "顾客" + customer }, type = "text", text = "你好" });
        return (agent, await agent.ConversationAsync("顾客" + customer, "Active"));
    }

    internal static IEnumerable<KeyValuePair<string, string?>> Account(int index, string webhook) => new Dictionary<string, string?>
    {
        [$"Imcc:Channels:Open:{index}:Key"] = "open-" + index,
        [$"Imcc:Channels:Open:{index}:SkillGroup"] = "组" + index,
        [$"Imcc:Channels:Open:{index}:WebhookUrl"] = webhook,
        [$"Imcc:Channels:Open:{index}:SigningKey"] = OpenReceiver.WrittenKey,
        [$"Imcc:Channels:Open:{index}:AccessKey"] = AccessKey,
        [$"Imcc:Channels:Open:{index}:Typing"] = "yes",
    };
}
