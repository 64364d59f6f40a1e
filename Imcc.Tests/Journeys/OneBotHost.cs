using Imcc.Core.Channels.OneBot;
using Imcc.Web.Simulator;
using Microsoft.Extensions.DependencyInjection;

namespace Imcc.Tests.Journeys;

/// <summary>A host with personal QQ accounts, most with the stand-in of NapCat behind it: by socket, one by HTTP.</summary>
public sealed class OneBotHost : IAsyncLifetime
{
    private const int Accounts = 9;
    public const int ByHttp = 4;
    public const int Answering = 5;
    public const int Browsed = 8;

    /// <summary>Nobody stands in for this and the next: a test is the implementation.</summary>
    public const int Bare = 6;

    public const string Token = "onebot-journey-token";
    public const string Secret = "onebot-journey-secret";

    private ImccHost? _host;

    public ImccHost Host => _host!;

    public OneBotStandIn StandIn => Host.Services.GetRequiredService<OneBotStandIn>();

    public static string SelfOf(int index) => "1000200" + index;

    public async ValueTask InitializeAsync()
    {
        var settings = Enumerable.Range(0, Accounts).SelectMany(i => new Dictionary<string, string?>
        {
            ["Key"] = "ob-" + i,
            ["Name"] = "QQ客服" + i,
            ["SkillGroup"] = "组" + i,
            ["Greeting"] = "",
            ["AutoReply"] = i == Answering ? "回复“人工”转人工客服" : "",
            [nameof(OneBotSettings.Mode)] = i == ByHttp ? OneBotSettings.Http : OneBotSettings.Reverse,
            [nameof(OneBotSettings.SelfId)] = SelfOf(i),
            [nameof(OneBotSettings.Token)] = Token + i,
            [nameof(OneBotSettings.Secret)] = Secret,
            [nameof(OneBotSettings.HttpBase)] = i is Bare or Bare + 1 ? "" : OneBotStandIn.ApiBase,
            [nameof(OneBotSettings.Prefixes)] = "/客服",
        }.Select(s => KeyValuePair.Create($"Imcc:Channels:OneBot:{i}:{s.Key}", s.Value)));
        // Off the test runner's context: what the host starts goes on after this test, whose context does not.
        _host = await Task.Run(() => new ImccHost(settings.ToDictionary()));
        await _host.ReadyAsync();
    }

    /// <summary>What waits for its time comes to it, until this is true.</summary>
    internal Task PassUntilAsync(Func<bool> isTrue, string what) => Eventually.Async(() =>
    {
        if (isTrue())
            return Task.FromResult(true);
        Host.Time.Pass(TimeSpan.FromSeconds(1));
        return Task.FromResult(false);
    }, what);

    /// <summary>The scene of an account, once its implementation is connected.</summary>
    internal async Task<OneBotScene> SceneAsync(int index, params int[] capacities)
    {
        var scene = await Scene.SetAsync(Host, index, autoAccept: true, capacities);
        await scene.RuleAsync(g => g.WrapUpSeconds = 0);
        if (capacities.Length > 0)
            await scene.Agents[0].BeAsync("Available");
        var found = new OneBotScene(this, scene, index);
        if (index is not (Bare or Bare + 1))
            await found.ConnectedAsync();
        return found;
    }

    public async ValueTask DisposeAsync()
    {
        if (_host is null)
            return;
        await Task.Run(async () => await _host.DisposeAsync());
        System.IO.Directory.Delete(_host.Folder, recursive: true);
    }
}
