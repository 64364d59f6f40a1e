using System.Threading.Channels;
using Imcc.Core.Channels;
using Directory = Imcc.Core.Organisation.Directory;

namespace Imcc.Web.Simulator;

/// <summary>Posts the stand-in's reports to our own webhook, a moment after the call that they are about, as WeChat does.</summary>
internal sealed class StandInReports(WeChatStandIn standIn, WeChatPhone phone, Func<Directory> directory, TimeProvider time) : BackgroundService
{
    private const int AtOnce = 4;
    private static readonly TimeSpan Moment = TimeSpan.FromMilliseconds(300);

    private readonly Channel<(StandInReport Report, DateTimeOffset At)> _reports =
        Channel.CreateBounded<(StandInReport, DateTimeOffset)>(new BoundedChannelOptions(20_000) { FullMode = BoundedChannelFullMode.DropWrite });

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        standIn.Reported += Take;
        try
        {
            await Task.WhenAll(Enumerable.Range(0, AtOnce).Select(_ => PostAsync(stoppingToken)));
        }
        finally
        {
            standIn.Reported -= Take;
        }
    }

    private void Take(StandInReport report) => _reports.Writer.TryWrite((report, time.GetUtcNow() + Moment));

    private async Task PostAsync(CancellationToken stoppingToken)
    {
        await foreach (var (report, at) in _reports.Reader.ReadAllAsync(stoppingToken))
        {
            if (at - time.GetUtcNow() is { Ticks: > 0 } wait)
                await Task.Delay(wait, time, stoppingToken);
            if (directory().Accounts.Values.FirstOrDefault(a => a is { Enabled: true, Kind: ChannelKind.WeChat } && a.WeChat?.AppId == report.AppId) is { } account)
                await phone.TellAsync(account, report.OpenId, report.Elements, stoppingToken);
        }
    }
}
