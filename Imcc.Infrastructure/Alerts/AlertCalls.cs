using System.Text;
using Imcc.Infrastructure.Notices;
using Imcc.Infrastructure.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Hosting;

namespace Imcc.Infrastructure.Alerts;

/// <summary>Tells rules' webhooks, and again for half a day when they do not answer.</summary>
internal sealed partial class AlertCalls(ConversationStores stores, SignedPost post, SilentHosts silent, TimeProvider time, ILogger<AlertCalls> logger) : BackgroundService
{
    /// <summary>As many as are through within the lease even if nobody answers.</summary>
    private const int Together = 40;
    private const int AtOnce = 8;
    private static readonly TimeSpan LongestSilence = TimeSpan.FromHours(12);
    private static readonly TimeSpan LookEvery = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Lease = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan[] Waits = [.. new[] { 5, 30, 120, 600, 1800, 3600, 7200, 14400, 14400 }.Select(s => TimeSpan.FromSeconds(s))];

    /// <returns>How many were due.</returns>
    public async Task<int> RunAsync(CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        await using var context = stores.Home.Read();
        var due = await context.AlertCalls.Where(c => c.DueAt <= now).OrderBy(c => c.DueAt).Take(Together).ToListAsync(cancellationToken);
        var taken = new List<AlertCallRow>();
        foreach (var call in due)
        {
            // One address that does not answer must not hold up the others. For that no attempt is counted, but half a day is half a day.
            var waits = MayWait(call, now) ? silent.SilentUntil(Host(call), now) : null;
            var next = waits is { } until ? call with { DueAt = until + Spread(), Revision = call.Revision + 1 } : call with { DueAt = now + Lease, Attempts = call.Attempts + 1, Revision = call.Revision + 1 };
            if (await stores.Home.Writer.CommitAsync(new WriteUnit().Update(next, call.Revision)) == WriteOutcome.Committed && waits is null)
                taken.Add(next);
        }

        await Parallel.ForEachAsync(taken, new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancellationToken }, async (call, token) => await TellAsync(call, token));
        return due.Count;
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await Task.Yield();
        await Regularly.RunAsync(LookEvery, time, async token => _ = await RunAsync(token), NotTold, stoppingToken);
    }

    private async Task TellAsync(AlertCallRow call, CancellationToken cancellationToken)
    {
        var began = time.GetUtcNow();
        // Its neighbours of this round may have met the silence meanwhile.
        if (MayWait(call, began) && silent.Claim(Host(call), began) is { } until)
        {
            await stores.Home.Writer.CommitAsync(new WriteUnit().Update(call with { DueAt = until + Spread(), Attempts = call.Attempts - 1, Revision = call.Revision + 1 }, call.Revision));
            return;
        }

        var error = await post.SendAsync(call.Address, call.RuleId, call.Id.ToString(), Encoding.UTF8.GetBytes(call.Body), cancellationToken);
        if (error is null or SignedPost.NotAllowed || error.StartsWith("HTTP ", StringComparison.Ordinal))
            silent.Answered(Host(call));
        else
            silent.DidNotAnswer(Host(call), began, time.GetUtcNow());
        if (error is null or SignedPost.Gone || call.Attempts > Waits.Length)
        {
            await stores.Home.Writer.CommitAsync(new WriteUnit().Require(call, call.Revision).Delete(call));
            if (error is not null)
                GivenUp(call.AlertId, call.RuleId, error);
            return;
        }

        var wait = Waits[call.Attempts - 1] * (0.75 + (Random.Shared.NextDouble() / 2));
        await stores.Home.Writer.CommitAsync(new WriteUnit().Update(call with { DueAt = time.GetUtcNow() + wait, Revision = call.Revision + 1 }, call.Revision));
    }

    private static bool MayWait(AlertCallRow call, DateTimeOffset now) => now - call.CreatedAt < LongestSilence;

    private static TimeSpan Spread() => TimeSpan.FromSeconds(Random.Shared.NextDouble() * 5);

    private static string Host(AlertCallRow call) => Uri.TryCreate(call.Address, UriKind.Absolute, out var address) ? address.Authority : "";

    [LoggerMessage(Level = LogLevel.Error, Message = "Alerts could not be told to webhooks; again in a second")]
    private partial void NotTold(Exception exception);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Alert {AlertId} was not told to the webhook of rule {RuleId}: {Error}")]
    private partial void GivenUp(Guid alertId, Guid ruleId, string error);
}
