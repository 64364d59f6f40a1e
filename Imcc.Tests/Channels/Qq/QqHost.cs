using Imcc.Core.Channels;
using Imcc.Core.Channels.Qq;
using Imcc.Infrastructure.Channels;
using Imcc.Infrastructure.Channels.Qq;
using Imcc.Infrastructure.Channels.WeChat;
using Imcc.Tests.Channels.WeChat;
using Imcc.Web.Simulator;
using Imcc.Web.Webhooks;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;
using Directory = Imcc.Core.Organisation.Directory;

namespace Imcc.Tests.Channels.Qq;

/// <summary>The webhook, the client and QQ's stand-in in a real server on a free port, with a fake intake behind.</summary>
internal sealed class QqHost : IAsyncDisposable, IQqReviews
{
    private readonly WebApplication _app;

    private QqHost(WebApplication app) => _app = app;

    public FakeIntake Intake { get; } = new();

    public FakeTimeProvider Time { get; private init; } = null!;

    public ChannelAccount Account { get; set; } = QqSamples.Account();

    public HttpClient Http { get; private set; } = null!;

    public List<(string Audit, Guid Message)> Waiting { get; } = [];

    public List<string> Settled { get; } = [];

    public QqStandIn StandIn => _app.Services.GetRequiredService<QqStandIn>();

    public QqSender Sender => _app.Services.GetRequiredService<QqSender>();

    public QqPhone Phone => _app.Services.GetRequiredService<QqPhone>();

    public IChannelMedia Media => _app.Services.GetServices<IChannelMedia>().Single(m => m.Kind == ChannelKind.Qq);

    public IChannelCheck Check => _app.Services.GetRequiredService<IChannelCheck>();

    public static async Task<QqHost> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        QqHost? host = null;
        var time = new FakeTimeProvider(QqSamples.Now);
        builder.Services.AddSingleton<TimeProvider>(time);
        builder.Services.AddSingleton<IIntake>(_ => host!.Intake);
        builder.Services.AddSingleton<IQqReviews>(_ => host!);
        builder.Services.AddSingleton<IMediaFiles, FakeFiles>();
        builder.Services.AddSingleton<Func<Directory>>(_ => () => new Directory(1, [host!.Account], [], []));
        builder.Services.AddWeChat().AddQq().AddQqWebhook().AddWeChatSimulator().AddQqSimulator();
        var app = builder.Build();
        app.MapQqWebhook();
        app.MapQqSimulator();
        host = new QqHost(app) { Time = time };
        await app.StartAsync();
        host.Http = new HttpClient { BaseAddress = new Uri(app.Urls.First() + "/") };
        return host;
    }

    public Task WaitAsync(Guid accountId, string auditId, Guid threadId, Guid messageId)
    {
        Waiting.Add((auditId, messageId));
        return Task.CompletedTask;
    }

    public Task<bool> SettleAsync(Guid accountId, QqEnvelope verdict, CancellationToken cancellationToken)
    {
        Settled.Add(verdict.Type);
        return Task.FromResult(Waiting.Exists(w => w.Audit == verdict.Data.Word("audit_id")));
    }

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await _app.DisposeAsync();
    }
}
