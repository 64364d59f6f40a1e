using System.Collections.Concurrent;
using System.Net.Sockets;
using System.Text.Json;

namespace Imcc.Tests.Journeys;

/// <summary>
/// Customers who write and agents who answer as fast as they can, whatever becomes of the program. It remembers what it was promised:
/// which messages were taken, which replies were done, which answers came.
/// </summary>
internal sealed class CrashTraffic : IDisposable
{
    public const int New = 0;
    public const int Served = 1;
    public const int Automatic = 2;
    public const string NobodysGroup = "无人组";
    public const string ServedGroup = "信用卡";
    public static readonly string[] Accounts = ["new", "served", "automatic"];
    public static readonly string[] AgentNames = ["agent1", "agent2", "agent3", "agent4", "agent5", "agent6"];

    private const string Busy = "系统繁忙，请稍后再试";
    private readonly ConcurrentQueue<(CrashCustomer Customer, long Id)> _brokenOff = new();

    private const int Writers = 6;
    private const int MostCustomersOfAWriter = 60;

    // One less than the six agents have room for: each of them has somebody to serve, whoever signs in last.
    private const int ServedCustomers = 26;

    private readonly Uri _url;
    private readonly int _seed;
    private readonly HttpClient _http = new(new SocketsHttpHandler { MaxConnectionsPerServer = 32 }) { Timeout = TimeSpan.FromSeconds(15) };
    private readonly CancellationTokenSource _stop = new();
    private readonly List<Task> _running = [];
    private readonly CrashCustomer[] _served;

    public CrashTraffic(Uri url, int seed)
    {
        _url = url;
        _seed = seed;
        _served = [.. Enumerable.Range(0, ServedCustomers).Select(i => Customer(Served, $"oServed{i:0000}"))];
    }

    public ConcurrentDictionary<(int Account, string OpenId), CrashCustomer> Customers { get; } = new();

    /// <summary>Every reply, and whether it was answered Done.</summary>
    public ConcurrentDictionary<string, bool> Replies { get; } = new();

    /// <summary>What must not happen at all.</summary>
    public ConcurrentQueue<string> Scandals { get; } = new();

    public static IEnumerable<KeyValuePair<string, string?>> Settings(string apiBase) =>
        Settings(New, NobodysGroup, apiBase, new() { ["Queued"] = "正在为您转接人工客服，请稍候…" })
            .Concat(Settings(Served, ServedGroup, apiBase, new() { ["Greeting"] = "您好，客服{agent}为您服务" }))
            .Concat(Settings(Automatic, NobodysGroup, apiBase, new() { ["AutoReply"] = "回复“人工”转人工客服" }))
            // Its agents write more than any customer answers.
            .Concat([new("Imcc:Delivery:Windows:WeChat:0:Messages", "1000000"), new("Imcc:Delivery:Windows:WeChat:0:ValidFor", "2.00:00:00")]);

    /// <summary>The agents are there and serve.</summary>
    public async Task OpenAsync()
    {
        foreach (var name in AgentNames)
            _running.Add(AnswerAsync(name));
        foreach (var customer in _served)
            await DeliverAsync(customer, new Random(_seed));
        using var client = Reader();
        await Eventually.Async(
            async () => (await OpenApi.ConversationsAsync(client, ServedGroup)).Count(c => c.GetProperty("state").GetString() == "Active") == ServedCustomers,
            "the agents serve");
    }

    public void Begin()
    {
        for (var i = 0; i < Writers; i++)
        {
            var writer = i;
            var known = new List<CrashCustomer>();
            _running.Add(WriteAsync(_seed + i, r =>
            {
                if (known.Count < MostCustomersOfAWriter && r.Next(3) == 0)
                    known.Add(Customer(New, $"oNew{writer}_{known.Count:0000}"));
                return known.Count == 0 ? _served[0] : known[r.Next(known.Count)];
            }));
            _running.Add(WriteAsync(_seed + 100 + i, r => _served[r.Next(_served.Length)]));
            _running.Add(WriteAsync(_seed + 200 + i, r => Customer(Automatic, $"oAuto{writer}_{r.Next(20):0000}")));
        }
    }

    /// <summary>Nobody begins anything more; what has been begun is waited for.</summary>
    public async Task EndAsync()
    {
        await _stop.CancelAsync();
        await Task.WhenAll(_running);
        // A connection that broke off may have taken its answer with it: asked again, the same answer must come.
        foreach (var (customer, id) in _brokenOff)
            await SayAsync(customer, id);
    }

    public HttpClient Reader()
    {
        var client = new HttpClient { BaseAddress = _url, Timeout = TimeSpan.FromSeconds(20) };
        client.DefaultRequestHeaders.Authorization = new("Bearer", ImccHost.ApiKey);
        return client;
    }

    public void Dispose()
    {
        _stop.Dispose();
        _http.Dispose();
    }

    private static Dictionary<string, string?> Settings(int account, string group, string apiBase, Dictionary<string, string> texts)
    {
        var settings = ImccHost.Account(account, Accounts[account], group, texts).ToDictionary();
        settings[$"Imcc:Channels:WeChat:{account}:ApiBase"] = apiBase;
        return settings;
    }

    private CrashCustomer Customer(int account, string openId) => Customers.GetOrAdd((account, openId), _ => new CrashCustomer(new Follower(_url, Accounts[account], account, openId, _http)));

    private Task WriteAsync(int seed, Func<Random, CrashCustomer> next) => Task.Run(async () =>
    {
        var random = new Random(seed);
        while (!_stop.IsCancellationRequested)
            await DeliverAsync(next(random), random);
    });

    /// <summary>As WeChat does it: what was not answered comes again with the same id. Here every other one, so that both are seen.</summary>
    private async Task DeliverAsync(CrashCustomer customer, Random random)
    {
        var id = Follower.NextId();
        var comesAgain = random.Next(2) == 0;
        customer.Taken[id] = false;
        do
        {
            try
            {
                await SayAsync(customer, id);
                return;
            }
            catch (Exception e) when (e is HttpRequestException or TaskCanceledException or IOException or SocketException)
            {
                await UpAsync();
            }
        }
        while (comesAgain);

        // The others are delivered again only when all is over: till then the program has to manage without.
        _brokenOff.Enqueue((customer, id));
    }

    private async Task SayAsync(CrashCustomer customer, long id)
    {
        var (status, answer) = await customer.Follower.SayAsync("消息 " + id, id);
        if (status != 200)
            Scandals.Enqueue($"A callback was answered with {status}.");
        if (status != 200 || answer == Busy)
            return;
        customer.Taken[id] = true;
        if (answer is not null)
            customer.Answers[id] = answer;
    }

    private async Task AnswerAsync(string name)
    {
        var count = 0;
        string? open = null;
        var openId = Guid.Empty;
        JsonElement conversation = default;
        var isAvailable = false;
        while (!_stop.IsCancellationRequested)
        {
            try
            {
                await using var agent = await HubAgent.SignInAsync(_url, name);
                // Once: what was chosen must hold over all that follows.
                if (!isAvailable)
                    isAvailable = await agent.BeAsync("Available") == "Done";
                while (!_stop.IsCancellationRequested)
                {
                    var mine = agent.Conversations.Values.Where(c => c.GetProperty("state").GetString() == "Active").OrderBy(c => c.GetProperty("id").GetString(), StringComparer.Ordinal).ToList();
                    if (mine.Count == 0)
                    {
                        await agent.FindAsync(c => c.GetProperty("state").GetString() == "Active", name + " has somebody to serve");
                        continue;
                    }

                    // What was not answered is given again with the same id.
                    if (open is null)
                    {
                        conversation = mine[count % mine.Count];
                        open = $"回复 {name} {++count}";
                        openId = Guid.CreateVersion7(TimeProvider.System.GetUtcNow());
                        Replies[open] = false;
                    }

                    var outcome = await agent.DoAsync("Reply", conversation.GetProperty("id").GetString(), openId, open);
                    if (outcome is "Done" or "AlreadyDone")
                    {
                        Replies[open] = true;
                        open = null;
                    }
                    else if (outcome != "Unavailable")
                    {
                        Scandals.Enqueue($"A reply of {name} was answered with {outcome}.");
                        open = null;
                    }
                }
            }
            catch (Exception e) when (e is not TimeoutException && !_stop.IsCancellationRequested)
            {
                await UpAsync();
            }
        }
    }

    private Task UpAsync() => Eventually.Async(async () =>
    {
        using var socket = new TcpClient();
        try
        {
            await socket.ConnectAsync(_url.Host, _url.Port);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }, "the program listens again");
}

/// <summary>One customer, and what they were promised.</summary>
internal sealed class CrashCustomer(Follower follower)
{
    public Follower Follower => follower;

    /// <summary>Every message that was sent, and whether it was answered as taken.</summary>
    public ConcurrentDictionary<long, bool> Taken { get; } = new();

    /// <summary>The text in the response to a message.</summary>
    public ConcurrentDictionary<long, string> Answers { get; } = new();
}
