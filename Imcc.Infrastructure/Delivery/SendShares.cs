using Imcc.Core.Delivery;
using Imcc.Infrastructure.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Hosting;

namespace Imcc.Infrastructure.Delivery;

/// <summary>
/// Asks for this node's part of each rate that it uses, again and again, and reads what was stopped elsewhere. While the database is away it keeps the part that it
/// had: nobody else can take it then, either.
/// </summary>
internal sealed partial class SendShares(ConversationStores stores, SendGate gate, ApiStops stops, Outbox outbox, SendNode node, TimeProvider time, ILogger<SendShares> logger) : BackgroundService
{
    private static readonly TimeSpan AskEvery = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan Lately = TimeSpan.FromMinutes(1);
    private const int Tries = 5;

    private readonly SemaphoreSlim _needed = new(0);
    private readonly Dictionary<LaneKey, double> _parts = [];

    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        gate.Needed += Wake;
        await base.StartAsync(cancellationToken);
    }

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        gate.Needed -= Wake;
        await base.StopAsync(cancellationToken);
        // The others need not wait until our parts run out.
        foreach (var key in _parts.Keys)
            await SettleAsync(key, shares => shares.Leave(node.Name), CancellationToken.None);
    }

    public override void Dispose()
    {
        _needed.Dispose();
        base.Dispose();
    }

    /// <summary>One round: what is used is asked for.</summary>
    public async Task AskAsync(CancellationToken cancellationToken)
    {
        var uses = gate.Uses(Lately);
        foreach (var idle in _parts.Keys.Except(uses.Select(u => u.Key)).ToList())
            _parts.Remove(idle);
        foreach (var (key, rate, used, isWanted) in uses)
        {
            // Somebody who waits could use all of it; otherwise twice of what was used, so that there is room to grow.
            var wants = isWanted || !_parts.ContainsKey(key) ? 1 : Math.Clamp(2 * used / (rate.PerSecond * AskEvery.TotalSeconds), 0.02, 1);
            if (await SettleAsync(key, shares => shares.Claim(node.Name, wants, stores.Home.Clock.Now(time)), cancellationToken) is { } shares)
                _parts[key] = shares.PartOf(node.Name);
            else if (!_parts.ContainsKey(key))
                // The database is away and this lane is new: as if there were another node as well.
                _parts[key] = 0.5;
            gate.Share(key, rate, _parts[key]);
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                foreach (var over in await stops.RefreshAsync(stoppingToken))
                    await outbox.ReleaseAsync(over.AccountId, stoppingToken);
                await AskAsync(stoppingToken);
            }
            catch (Exception e) when (!stoppingToken.IsCancellationRequested)
            {
                NotRead(e);
            }

            using var waiting = CancellationTokenSource.CreateLinkedTokenSource(stoppingToken);
            await Task.WhenAny(_needed.WaitAsync(waiting.Token), Task.Delay(AskEvery, time, waiting.Token));
            await waiting.CancelAsync();
        }
    }

    private void Wake()
    {
        if (_needed.CurrentCount == 0)
            _needed.Release();
    }

    /// <returns>Null: the database is away.</returns>
    private async Task<RateShares?> SettleAsync(LaneKey key, Func<RateShares, RateShares> change, CancellationToken cancellationToken)
    {
        try
        {
            for (var i = 0; i < Tries; i++)
            {
                await using var context = stores.Home.Read();
                await stores.Home.Clock.LookAsync(context, time, cancellationToken);
                var row = await context.SendShares.SingleOrDefaultAsync(s => s.AccountId == key.AccountId && s.Api == key.Api, cancellationToken);
                var next = change(row?.ToShares() ?? RateShares.None);
                var written = new SendShareRow { AccountId = key.AccountId, Api = key.Api, Holders = SendShareRow.Write(next), Revision = (row?.Revision ?? 0) + 1 };
                var outcome = await stores.Home.Writer.CommitAsync(row is null ? new WriteUnit().Insert(written) : new WriteUnit().Update(written, row.Revision));
                if (outcome == WriteOutcome.Committed)
                    return next;
            }
        }
        catch (Exception e) when (!cancellationToken.IsCancellationRequested)
        {
            NotRead(e);
        }

        return null;
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The parts of sending rates could not be settled; this node keeps what it has")]
    private partial void NotRead(Exception exception);
}
