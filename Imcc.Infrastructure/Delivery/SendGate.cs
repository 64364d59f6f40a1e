using System.Diagnostics;
using Imcc.Core.Channels;
using Imcc.Core.Delivery;
using Imcc.Infrastructure.Organisation;
using Microsoft.Extensions.Options;

namespace Imcc.Infrastructure.Delivery;

/// <summary>Hosts a <see cref="TurnBook"/>: locks it, wakes it when the time has come, and lets in whoever it says.</summary>
internal sealed class SendGate : ISendGate, IDisposable
{
    private readonly Lock _gate = new();
    private readonly TurnBook _book;
    private readonly ApiStops _stops;
    private readonly Func<Core.Organisation.Directory> _directory;
    private readonly DeliveryOptions _options;
    private readonly TimeProvider _time;
    private readonly long _began;
    private readonly ITimer _timer;
    private TimeSpan? _wakesAt;

    public SendGate(ApiStops stops, Func<Core.Organisation.Directory> directory, IOptions<DeliveryOptions> options, TimeProvider time)
    {
        (_stops, _directory, _options, _time) = (stops, directory, options.Value, time);
        _book = new TurnBook(_options.AtOnce);
        _began = time.GetTimestamp();
        _timer = time.CreateTimer(_ => WakeUp(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        _stops.Changed += Admit;
    }

    /// <summary>A lane is used for the first time, or again: somebody has to ask for this node's part of its rate.</summary>
    public event Action? Needed;

    private TimeSpan Now => _time.GetElapsedTime(_began);

    public ApiStop? StopOf(Guid accountId, string api) => _stops.Find(accountId, api);

    public async ValueTask<ISendTurn?> EnterAsync(Guid accountId, string api, SendPriority priority, TimeSpan patience, CancellationToken cancellationToken)
    {
        var key = new LaneKey(accountId, api);
        if (_stops.Find(accountId, api) is { } stop && !(stop.Until - _time.GetUtcNow() <= patience))
            return null;
        var entry = new TaskCompletionSource<bool>(TaskCreationOptions.RunContinuationsAsynchronously);
        WaitingTurn turn;
        bool isShareless;
        lock (_gate)
        {
            var now = Now;
            var known = _book.Lanes.Count;
            var lane = _book.Lane(key, RateOf, now);
            if (_book.Lanes.Count > known)
                // Until this node knows its part of the rate, nobody gets in.
                lane.Share(lane.Rate, 0, now);
            isShareless = lane.Part == 0;
            turn = _book.Join(lane, priority, now);
            turn.Tag = entry;
        }

        if (isShareless)
            Needed?.Invoke();
        Admit();
        try
        {
            await entry.Task.WaitAsync(patience, _time, cancellationToken);
            return new Turn(this, turn);
        }
        catch (TimeoutException)
        {
            return Withdraw(turn, entry);
        }
        catch (OperationCanceledException)
        {
            Withdraw(turn, entry)?.Dispose();
            throw;
        }
    }

    /// <returns>Its turn, if it was let in at the very moment in which it gave up.</returns>
    private Turn? Withdraw(WaitingTurn turn, TaskCompletionSource<bool> entry)
    {
        lock (_gate)
        {
            if (entry.Task.IsCompleted)
                return new Turn(this, turn);
            TurnBook.Leave(turn);
            return null;
        }
    }

    /// <summary>How much each lane was used since the last time it was asked, and whether somebody waits for it.</summary>
    public IReadOnlyList<(LaneKey Key, SendRate Rate, int Used, bool IsWanted)> Uses(TimeSpan lately)
    {
        lock (_gate)
        {
            var now = Now;
            var uses = new List<(LaneKey, SendRate, int, bool)>();
            foreach (var lane in _book.Lanes)
            {
                if (lane.Waiting == 0 && lane.Running == 0 && now - lane.LastUse > lately)
                {
                    // Its part runs out, and another node may have it by the time that it is used again.
                    if (lane.Part > 0)
                        lane.Share(lane.Rate, 0, now);
                    continue;
                }

                uses.Add((lane.Key, RateOf(lane.Key), lane.Used, lane.Waiting > 0));
                lane.Used = 0;
            }

            return uses;
        }
    }

    /// <summary>This node's part of a lane's rate, 0 to 1.</summary>
    public void Share(LaneKey key, SendRate rate, double part)
    {
        lock (_gate)
            _book.Lane(key, RateOf, Now).Share(rate, part, Now);
        Admit();
    }

    public void Dispose()
    {
        _stops.Changed -= Admit;
        _timer.Dispose();
    }

    private SendRate RateOf(LaneKey key) => _directory().Accounts.TryGetValue(key.AccountId, out var account)
        ? _options.RateOf(account.Kind, account.Key, key.Api)
        : UsualRates.Of(ChannelKind.WeChat);

    private void WakeUp()
    {
        // A timer counts whole milliseconds and may come a little early: the same moment is then waited for again.
        lock (_gate)
            _wakesAt = null;
        Admit();
    }

    private void Admit()
    {
        IReadOnlyList<WaitingTurn> admitted;
        lock (_gate)
        {
            var now = Now;
            Pause_NeedsLock(now);
            (admitted, var at) = _book.Admit(now);
            foreach (var turn in admitted)
                ((TaskCompletionSource<bool>)turn.Tag!).SetResult(true);
            if (at != _wakesAt || at <= now)
            {
                _wakesAt = at;
                _timer.Change(at is { } wake ? Max(wake - now, TimeSpan.FromMilliseconds(1)) : Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
            }
        }
    }

    private void Pause_NeedsLock(TimeSpan now)
    {
        foreach (var lane in _book.Lanes)
        {
            if (_stops.Find(lane.Key.AccountId, lane.Key.Api) is not { } stop)
                lane.Resume();
            else
                lane.Pause(stop.Until is { } until ? now + Max(until - _time.GetUtcNow(), TimeSpan.Zero) : TimeSpan.MaxValue);
        }
    }

    private void End(WaitingTurn turn, SendOutcome? outcome, TimeSpan took)
    {
        var key = turn.Lane.Key;
        if (outcome is not null && DeliveryStep.StopAfter(outcome, Random.Shared.NextDouble(), _time.GetUtcNow()) is { } stop)
            // A spent quota of uploads stops nobody's words.
            _stops.Stop(key.AccountId, outcome.Api ?? key.Api, stop);
        lock (_gate)
            _book.End(turn, took, outcome is SendOutcome.TryAgain { Slower: false }, pauseUntil: null, Now);
        Admit();
    }

    private static TimeSpan Max(TimeSpan a, TimeSpan b) => a > b ? a : b;

    private sealed class Turn(SendGate gate, WaitingTurn turn) : ISendTurn
    {
        private readonly long _began = Stopwatch.GetTimestamp();
        private SendOutcome? _outcome;
        private TimeSpan? _took;
        private int _over;

        public void Ended(SendOutcome outcome, TimeSpan took) => (_outcome, _took) = (outcome, took);

        public void Dispose()
        {
            if (Interlocked.Exchange(ref _over, 1) == 0)
                gate.End(turn, _outcome, _took ?? Stopwatch.GetElapsedTime(_began));
        }
    }
}
