using System.Collections.Concurrent;
using System.Data.Common;
using System.Diagnostics;
using Imcc.Core.Channels;
using Imcc.Core.Delivery;
using Imcc.Core.Notices;
using Imcc.Infrastructure.Delivery;
using Imcc.Infrastructure.Storage;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace Imcc.Infrastructure.Notices;

/// <summary>
/// Sends notices: a line for each account and kind, many notices of a line at once, each in its turn at the gate, so that people's answers go first. Lines
/// begin when somebody says that there is something, or at the next look, and end when nothing is due.
/// </summary>
internal sealed partial class NoticeWorker(
    NoticeQueue queue,
    NoticeSettlement settlement,
    NoticeSignal signal,
    NoticeSenders senders,
    ISendGate gate,
    Func<Core.Organisation.Directory> directory,
    NoticeWindow window,
    IOptions<NoticeOptions> options,
    TimeProvider time,
    ILogger<NoticeWorker> logger) : BackgroundService
{
    private static readonly TimeSpan LookEvery = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);

    /// <summary>How long a line rests whose interface is stopped.</summary>
    private static readonly TimeSpan Rest = TimeSpan.FromSeconds(15);

    /// <summary>Somebody may have put it right before its time.</summary>
    private static readonly TimeSpan LongestRest = TimeSpan.FromMinutes(2);

    /// <summary>What a call may take at the most: with less of the lease left it is not begun.</summary>
    private static readonly TimeSpan Call = TimeSpan.FromSeconds(8);

    private static readonly TimeSpan NoteAgain = TimeSpan.FromMilliseconds(200);

    // A line that is woken while it runs looks once more: true means so.
    private readonly ConcurrentDictionary<(Guid Account, NoticeKind Kind), bool> _lines = new();
    private readonly ConcurrentDictionary<(Guid Account, NoticeKind Kind), DateTimeOffset> _resting = new();
    private int _atWork;

    /// <summary>Notices that are on their way to a channel now.</summary>
    public int AtWork => Volatile.Read(ref _atWork);

    protected override Task ExecuteAsync(CancellationToken stoppingToken) => Task.WhenAll(ListenAsync(stoppingToken), LookAsync(stoppingToken));

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        // What is on its way is noted before we go; nothing new is begun.
        var began = Stopwatch.GetTimestamp();
        while (!_lines.IsEmpty && Stopwatch.GetElapsedTime(began) < Call && !cancellationToken.IsCancellationRequested)
            await Task.Delay(20, CancellationToken.None);
    }

    private async Task ListenAsync(CancellationToken stoppingToken)
    {
        await foreach (var line in signal.Lines.ReadAllAsync(stoppingToken))
            Start(line, stoppingToken);
    }

    private async Task LookAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(LookEvery, time);
        do
        {
            foreach (var account in directory().Accounts.Values)
            {
                foreach (var kind in Enum.GetValues<NoticeKind>())
                {
                    if (senders.Take(account.Kind, kind))
                        Start((account.Id, kind), stoppingToken);
                }
            }
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    private void Start((Guid Account, NoticeKind Kind) line, CancellationToken stoppingToken)
    {
        if (_resting.TryGetValue(line, out var until) && until > time.GetUtcNow())
            return;
        if (_lines.TryAdd(line, false))
            _ = Task.Run(() => RunAsync(line, stoppingToken), CancellationToken.None);
        else
            _lines.TryUpdate(line, true, false);
    }

    private async Task RunAsync((Guid Account, NoticeKind Kind) line, CancellationToken stoppingToken)
    {
        // Once it is given back the line may be somebody else's already.
        var isGivenBack = false;
        try
        {
            do
            {
                _lines[line] = false;
                await DrainAsync(line, stoppingToken);
            }
            while (!stoppingToken.IsCancellationRequested && !(isGivenBack = _lines.TryRemove(new(line, false))));
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
        }
        catch (Exception e)
        {
            // The rows come due again when their lease is over.
            NotWorked(e, line.Account);
        }
        finally
        {
            if (!isGivenBack)
                _lines.TryRemove(line, out _);
        }
    }

    private async Task DrainAsync((Guid Account, NoticeKind Kind) line, CancellationToken stoppingToken)
    {
        var most = options.Value.AtOnce;
        using var slots = new SemaphoreSlim(most);
        try
        {
            while (!stoppingToken.IsCancellationRequested && !IsStopped(line) && await queue.TakeAsync(line.Account, line.Kind, stoppingToken) is { Count: > 0 } taken)
            {
                for (var i = 0; i < taken.Count; i++)
                {
                    await slots.WaitAsync(CancellationToken.None);
                    if (stoppingToken.IsCancellationRequested || IsResting(line))
                    {
                        slots.Release();
                        await queue.ReleaseAsync(taken.Skip(i), stoppingToken.IsCancellationRequested ? time.GetUtcNow() : _resting[line]);
                        break;
                    }

                    var notice = taken[i];
                    Interlocked.Increment(ref _atWork);
                    _ = Task.Run(() => WorkAsync(notice, line, slots), CancellationToken.None);
                }
            }

            // What ends while nothing may go out ends all the same, and its sender is told.
            if (IsResting(line))
                await queue.ExpireAsync(line.Account, line.Kind, stoppingToken);
        }
        finally
        {
            // Whoever is still on the way holds a place.
            for (var i = 0; i < most; i++)
                await slots.WaitAsync(CancellationToken.None);
        }
    }

    /// <summary>Nothing is taken that could not be sent: what nobody has in hand can still be taken back.</summary>
    private bool IsStopped((Guid Account, NoticeKind Kind) line)
    {
        var now = time.GetUtcNow();
        if (!directory().Accounts.TryGetValue(line.Account, out var account) || senders.For(account.Kind, line.Kind) is not { } sender
            || gate.StopOf(line.Account, sender.ApiOf(account.Kind, line.Kind)) is not { } stop || stop.Until <= now)
            return IsResting(line);
        _resting[line] = now + Rest;
        return true;
    }

    private bool IsResting((Guid, NoticeKind) line) => _resting.TryGetValue(line, out var until) && until > time.GetUtcNow();

    private async Task WorkAsync(TakenNotice taken, (Guid Account, NoticeKind Kind) line, SemaphoreSlim slots)
    {
        try
        {
            if (!directory().Accounts.TryGetValue(line.Account, out var account) || !account.Enabled || senders.For(account.Kind, line.Kind) is not { } sender)
                await settlement.FailedAsync(taken, "渠道账号已停用 (the account is off)", RefusalKind.Misconfigured);
            else
                await SendAsync(taken, line, account, sender);
        }
        catch (Exception e)
        {
            // It comes due by itself when its lease is over, and is marked.
            NotSettled(e, taken.Notice.Id);
        }
        finally
        {
            Interlocked.Decrement(ref _atWork);
            slots.Release();
        }
    }

    private async Task SendAsync(TakenNotice taken, (Guid Account, NoticeKind Kind) line, ChannelAccount account, INoticeSender sender)
    {
        if (await window.EndAsync(taken.Notice, account.Kind, CancellationToken.None) is { } end)
        {
            await settlement.FailedAsync(taken, RefusalWords.Of(end), RefusalWords.KindOf(end));
            return;
        }

        SendOutcome outcome;
        var api = sender.ApiOf(account.Kind, line.Kind);
        using (var turn = await gate.EnterAsync(account.Id, api, taken.Queued.Priority, Patience, CancellationToken.None))
        {
            var now = time.GetUtcNow();
            if (turn is null)
            {
                await PutBackAsync(taken, line, gate.StopOf(account.Id, api), now);
                return;
            }

            if (taken.Notice.ExpiresAt <= now)
            {
                await settlement.ExpiredAsync(taken);
                return;
            }

            // It waited so long that it may be somebody else's before the channel has answered.
            if (taken.Until < now + Call)
            {
                await queue.ReleaseAsync([taken], now);
                return;
            }

            var began = Stopwatch.GetTimestamp();
            // Not cancelled by the stop: what has been begun is finished and noted. The sender has its own time-outs.
            outcome = await sender.SendAsync(account, taken.Notice.ExternalId, SendId.Of(taken.Notice.Id, taken.Notice.ExpiresAt), taken.Notice.Content(), CancellationToken.None);
            turn.Ended(outcome, Stopwatch.GetElapsedTime(began));
        }

        await SettleAsync(taken, line, outcome, sender);
    }

    private Task PutBackAsync(TakenNotice taken, (Guid Account, NoticeKind Kind) line, ApiStop? stop, DateTimeOffset now)
    {
        // It was only crowded: it keeps its place in the line, which goes on as fast as the rate allows.
        if (stop is null)
            return queue.ReleaseAsync([taken], taken.Notice.CreatedAt);
        var until = now + Rest;
        if (stop.Until is { } stopped && stopped > until)
            until = stopped < now + LongestRest ? stopped : now + LongestRest;
        _resting[line] = until;
        return queue.ReleaseAsync([taken], until);
    }

    /// <summary>Noted whatever it costs: forgotten, it would go out once more.</summary>
    private async Task NoteSentAsync(TakenNotice taken, string? channelMessageId, bool isReportedLater)
    {
        for (var left = queue.Lease; ; left -= NoteAgain)
        {
            try
            {
                await settlement.SentAsync(taken, channelMessageId, isReportedLater);
                return;
            }
            catch (Exception e) when (left > TimeSpan.Zero && e is DbException or StoreOverloadedException or IOException or TimeoutException)
            {
                NotNoted(e, taken.Notice.Id);
                await Task.Delay(NoteAgain, time);
            }
        }
    }

    private async Task SettleAsync(TakenNotice taken, (Guid Account, NoticeKind Kind) line, SendOutcome outcome, INoticeSender sender)
    {
        var now = time.GetUtcNow();
        // A repeated template is known again by its id; how old a notice may become it says itself.
        var isDoubtful = taken.Queued.MaybeTwice && line.Kind != NoticeKind.Template;
        switch (DeliveryStep.After(outcome, taken.Queued.Attempts, isDoubtful, now, RetryPolicy.Default, Random.Shared.NextDouble(), now))
        {
            case DeliveryStep.Done done:
                await NoteSentAsync(taken, done.ChannelMessageId, sender.IsReportedLater(line.Kind));
                break;
            case DeliveryStep.Later later when later.At < taken.Notice.ExpiresAt:
                await settlement.LaterAsync(taken, later);
                break;
            case DeliveryStep.Later late:
                await settlement.FailedAsync(taken, late.Error, RefusalKind.Expired);
                Refused(taken.Notice.Id, late.Error);
                break;
            case DeliveryStep.GivenUp over:
                await settlement.FailedAsync(taken, over.Error, over.Kind);
                Refused(taken.Notice.Id, over.Error);
                break;
            default:
                throw new InvalidOperationException("A step of a delivery that is not known here.");
        }
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Notice {NoticeId} was not delivered: {Error}")]
    private partial void Refused(Guid noticeId, string error);

    [LoggerMessage(Level = LogLevel.Error, Message = "Notices of account {AccountId} were interrupted; they are taken up again when their lease is over")]
    private partial void NotWorked(Exception exception, Guid accountId);

    [LoggerMessage(Level = LogLevel.Error, Message = "What became of notice {NoticeId} could not be noted; it is taken up again when its lease is over")]
    private partial void NotSettled(Exception exception, Guid noticeId);

    [LoggerMessage(Level = LogLevel.Warning, Message = "That notice {NoticeId} was sent could not be noted; trying again")]
    private partial void NotNoted(Exception exception, Guid noticeId);
}
