using Imcc.Web.Simulator;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Imcc.Tests.Journeys;

/// <summary>WeChat's server in the process of the test: it is still there, and remembers, when the product is killed.</summary>
internal sealed class WeChatAway : IAsyncDisposable
{
    private readonly WebApplication _server;
    private readonly Lock _gate = new();
    private readonly Dictionary<(string AppId, string OpenId), Phone> _phones = [];

    private WeChatAway(WebApplication server)
    {
        _server = server;
        StandIn = server.Services.GetRequiredService<WeChatStandIn>();
        StandIn.Changed += Look;
    }

    public WeChatStandIn StandIn { get; }

    public string ApiBase => _server.Urls.First();

    public static async Task<WeChatAway> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Services.AddSingleton(new WeChatStandIn(TimeProvider.System));
        var server = builder.Build();
        server.MapWeChatStandIn("");
        await server.StartAsync();
        return new WeChatAway(server);
    }

    /// <summary>The texts that came through the API, in the order in which they came. The stand-in forgets the oldest; here nothing is forgotten.</summary>
    public IReadOnlyList<string> Received(string appId, string openId)
    {
        lock (_gate)
            return _phones.TryGetValue((appId, openId), out var phone) ? [.. phone.Texts] : [];
    }

    public async ValueTask DisposeAsync() => await _server.DisposeAsync();

    private void Look(StandInFollower follower)
    {
        lock (_gate)
        {
            var key = (follower.AppId, follower.OpenId);
            if (!_phones.TryGetValue(key, out var phone))
                _phones[key] = phone = new Phone();
            foreach (var entry in StandIn.Entries(follower, phone.LastSeq))
            {
                phone.LastSeq = entry.Seq;
                if (entry.Via == "api")
                    phone.Texts.Add(entry.Text);
            }
        }
    }

    private sealed class Phone
    {
        public long LastSeq { get; set; }

        public List<string> Texts { get; } = [];
    }
}
