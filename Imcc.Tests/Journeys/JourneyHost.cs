using Imcc.Infrastructure.Organisation;
using Imcc.Infrastructure.Storage;
using Imcc.Web.Simulator;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

[assembly: AssemblyFixture(typeof(Imcc.Tests.Journeys.JourneyHost))]

namespace Imcc.Tests.Journeys;

/// <summary>One host for all journeys that do not kill it, started when the first of them asks. Each journey plays in a <see cref="Scene"/> of its own.</summary>
public class JourneyHost : IAsyncLifetime
{
    private const int Scenes = 225;

    private readonly SemaphoreSlim _starting = new(1);
    private ImccHost? _host;
    private int _lastPlain = -1;
    private int _lastAnswering = -1;

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public async Task<ImccHost> HostAsync()
    {
        await _starting.WaitAsync();
        try
        {
            if (_host is null)
            {
                var accounts = Enumerable.Range(0, Scenes).SelectMany(i => ImccHost.Account(i, "scene-" + i, "组" + i, new Dictionary<string, string>
                {
                    ["Queued"] = "正在为您转接人工客服，请稍候…",
                    ["Greeting"] = "您好，客服{agent}为您服务",
                    ["Farewell"] = "感谢您的咨询",
                    ["Welcome"] = "欢迎关注云软银行",
                    // Every third answers by itself until somebody asks for a person.
                    ["AutoReply"] = i % 3 == 2 ? "回复“人工”转人工客服" : "",
                }).Concat(ImccHost.WebAccount(i, "web-scene-" + i, "组" + i)));
                // Off the test runner's context: what the host starts goes on after this test, whose context does not.
                _host = await Task.Run(() => new ImccHost(accounts.ToDictionary()));
                await _host.ReadyAsync();
            }

            return _host;
        }
        finally
        {
            _starting.Release();
        }
    }

    /// <param name="capacities">An agent of the scene's own for each, available and taking whatever rings only if the test says so.</param>
    internal async Task<Scene> SceneAsync(bool autoAccept = false, bool autoReply = false, params int[] capacities)
    {
        var host = await HostAsync();
        // Every third answers by itself; none is left out.
        var next = autoReply ? Interlocked.Increment(ref _lastAnswering) : Interlocked.Increment(ref _lastPlain);
        var index = autoReply ? next * 3 + 2 : next / 2 * 3 + next % 2;
        if (index >= Scenes)
            throw new InvalidOperationException("More scenes are needed than the host has accounts.");
        return await Scene.SetAsync(host, index, autoAccept, capacities);
    }

    public async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        if (_host is null)
            return;
        // Off the test runner's context: the factory ends its host by blocking, and whatever would come back to this thread could not.
        await Task.Run(async () => await _host.DisposeAsync());
        System.IO.Directory.Delete(_host.Folder, recursive: true);
    }
}

/// <summary>An account, a skill group and agents that only one journey uses.</summary>
internal sealed class Scene : IAsyncDisposable
{
    public const string Password = "Scene@Pass-2026";

    private readonly List<IDisposable> _followers = [];

    private Scene(ImccHost host, int index, IReadOnlyList<HubAgent> agents, IReadOnlyList<string> agentNames)
    {
        Host = host;
        Index = index;
        Agents = agents;
        AgentNames = agentNames;
    }

    public ImccHost Host { get; }

    public int Index { get; }

    public string Account => "scene-" + Index;

    public string WebAccount => "web-scene-" + Index;

    public IReadOnlyList<HubAgent> Agents { get; }

    public IReadOnlyList<string> AgentNames { get; }

    public WeChatStandIn WeChat => Host.Services.GetRequiredService<WeChatStandIn>();

    public static async Task<Scene> SetAsync(ImccHost host, int index, bool autoAccept, int[] capacities)
    {
        var admin = await AdminAsync(host);
        var groups = host.Services.GetRequiredService<GroupAdministration>();
        var group = (await groups.ListAsync(admin)).Single(g => g.Name == "组" + index);
        group.AutoAccept = autoAccept;
        Assert.True((await groups.SaveAsync(admin, group)).Made);
        var people = host.Services.GetRequiredService<AgentAdministration>();
        var agents = new List<HubAgent>();
        var names = new List<string>();
        for (var i = 0; i < capacities.Length; i++)
        {
            var name = $"scene{index}.{i}";
            var draft = new AgentDraft
            {
                UserName = name,
                DisplayName = "坐席" + index + (char)('甲' + i),
                OrgUnitId = group.OrgUnitId,
                Roles = [Role.Agent],
                Capacity = capacities[i],
                Skills = [new SkillDraft { GroupId = group.Id!.Value }],
                InitialPassword = Password,
            };
            var made = await people.SaveAsync(admin, draft);
            Assert.True(made.Made, string.Join(", ", made.Problems));
            var agent = await HubAgent.SignInAsync(host.Url, name);
            agents.Add(agent);
            names.Add(name);
        }

        return new Scene(host, index, agents, names);
    }

    public Follower Follower(string name)
    {
        var follower = new Follower(Host.Url, Account, Index, $"oScene{Index:00}_{name}");
        _followers.Add(follower);
        return follower;
    }

    /// <summary>A follower whom the stand-in counts windows and quota for, as WeChat does.</summary>
    public void Enrol(Follower follower) => WeChat.Enrol(ImccHost.AppId + Index, follower.OpenId, "客户");

    /// <summary>Lets a call of this scene's account, and of no other's, meet a fault.</summary>
    public void Inject(StandInFault fault) => WeChat.Inject(fault with { AppId = ImccHost.AppId + Index });

    /// <summary>What arrived on the follower's phone through WeChat's API, in order.</summary>
    public IReadOnlyList<string> Phone(Follower follower) =>
        WeChat.Find(ImccHost.AppId + Index, follower.OpenId) is { } known
            ? [.. WeChat.Entries(known).Where(e => e.Via == "api").Select(e => e.Text)]
            : [];

    public Task PhoneShowsAsync(Follower follower, string text) =>
        Eventually.Async(() => Task.FromResult(Phone(follower).Contains(text)), $"the phone shows “{text}”; it shows {string.Join(" | ", Phone(follower))}");

    public async ValueTask DisposeAsync()
    {
        foreach (var agent in Agents)
            await agent.DisposeAsync();
        foreach (var follower in _followers)
            follower.Dispose();
    }

    public static async Task<Guid> AdminAsync(ImccHost host)
    {
        using var scope = host.Services.CreateScope();
        await using var context = scope.ServiceProvider.GetRequiredService<DirectoryContext>();
        return await context.Users.Where(u => u.UserName == "admin").Select(u => u.Id).SingleAsync();
    }
}
