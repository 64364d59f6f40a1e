using Imcc.Core.Channels;
using Imcc.Core.Channels.WeChat;
using Imcc.Core.Delivery;
using Imcc.Infrastructure.Channels;
using Imcc.Infrastructure.Channels.WeChat;
using Imcc.Web.Simulator;
using Imcc.Web.Webhooks;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Directory = Imcc.Core.Organisation.Directory;

namespace Imcc.Tests.Channels.WeChat;

/// <summary>The webhook, the client and the simulator in a real server on a free port, with a fake intake behind.</summary>
internal sealed class WeChatHost : IAsyncDisposable
{
    private readonly WebApplication _app;

    private WeChatHost(WebApplication app) => _app = app;

    public FakeIntake Intake { get; } = new();

    public FakeFiles Files { get; } = new();

    public OpenGate Gate { get; } = new();

    public ChannelAccount Account { get; private set; } = null!;

    public Uri Address => new(_app.Urls.First() + "/");

    public HttpClient Http { get; private set; } = null!;

    public WeChatStandIn StandIn => _app.Services.GetRequiredService<WeChatStandIn>();

    public WeChatSender Sender => _app.Services.GetRequiredService<WeChatSender>();

    public IChannelMedia Media => _app.Services.GetRequiredService<IChannelMedia>();

    public static async Task<WeChatHost> StartAsync(WeChatSettings? settings = null, TimeProvider? time = null)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        WeChatHost? host = null;
        builder.Services.AddSingleton(time ?? TimeProvider.System);
        builder.Services.AddSingleton<IIntake>(_ => host!.Intake);
        builder.Services.AddSingleton<ISendGate>(_ => host!.Gate);
        builder.Services.AddSingleton<IMediaFiles>(_ => host!.Files);
        builder.Services.AddSingleton<Func<Directory>>(_ => () => new Directory(1,
            [host!.Account, host.Account with { Id = Guid.CreateVersion7(WeChatSamples.Now), Key = "disabled", Enabled = false }, host.Account with { Id = Guid.CreateVersion7(WeChatSamples.Now), Key = "web", Kind = ChannelKind.WebChat, WeChat = null }],
            [], []));
        builder.Services.AddWeChat().AddWeChatWebhook().AddWeChatSimulator();
        var app = builder.Build();
        app.MapWeChatWebhook();
        app.MapWeChatSimulator();
        host = new WeChatHost(app);
        host.Account = WeChatSamples.Account((settings ?? WeChatSamples.Settings) with { ApiBase = WeChatStandIn.ApiBase });
        await app.StartAsync();
        host.Http = new HttpClient { BaseAddress = host.Address };
        return host;
    }

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await _app.DisposeAsync();
    }
}

/// <summary>A gate that lets everybody in and stops what the test stops.</summary>
internal sealed class OpenGate : ISendGate
{
    public Dictionary<string, ApiStop> Stops { get; } = [];

    public ValueTask<ISendTurn?> EnterAsync(Guid accountId, string api, SendPriority priority, TimeSpan patience, CancellationToken cancellationToken) => throw new NotSupportedException();

    public ApiStop? StopOf(Guid accountId, string api) => Stops.GetValueOrDefault(api);
}

internal sealed class FakeFiles : IMediaFiles
{
    public static readonly byte[] Picture = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 1, 2, 3];

    public Task<MediaFile?> OpenAsync(string fileId, CancellationToken ct) =>
        Task.FromResult(fileId == "picture" ? new MediaFile(new MemoryStream(Picture), "image/png", "图 \"片\".png", Picture.Length) : null);
}
