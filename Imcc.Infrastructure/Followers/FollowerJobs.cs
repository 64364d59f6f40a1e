using Imcc.Core.Channels;
using Imcc.Core.Channels.WeChat;
using Imcc.Core.Contacts;
using Imcc.Core.Delivery;
using Imcc.Infrastructure.Channels.WeChat;
using Imcc.Infrastructure.Organisation;
using Imcc.Infrastructure.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Hosting;

namespace Imcc.Infrastructure.Followers;

/// <summary>
/// Carries on the long pieces of work on followers, a hundred at a time. After each hundred the row says where to go on, so that whoever takes it up after a
/// crash does at most those again, which changes nothing.
/// </summary>
internal sealed partial class FollowerJobs(IDbContextFactory<DirectoryContext> contexts, DirectoryCache directory, FollowerPages pages, TimeProvider time, ILogger<FollowerJobs> logger)
    : BackgroundService
{
    private const int MostAttempts = 20;

    /// <summary>Then it is another account's turn: a million followers must not keep a hundred waiting.</summary>
    private const int StepsOfATurn = 20;

    private static readonly TimeSpan LookEvery = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Lease = TimeSpan.FromMinutes(2);

    protected override Task ExecuteAsync(CancellationToken stoppingToken) => Regularly.RunAsync(LookEvery, time, LookAsync, NotLooked, stoppingToken);

    private async Task LookAsync(CancellationToken stoppingToken)
    {
        var now = time.GetUtcNow();
        List<FollowerJobRow> due;
        await using (var context = contexts.CreateDbContext())
        {
            due = await context.FollowerJobs.AsNoTracking()
                .Where(j => j.State == FollowerJobState.Running && j.NotBefore <= now && (j.LeasedUntil == null || j.LeasedUntil < now)).ToListAsync(stoppingToken);
        }

        foreach (var job in due)
        {
            if (await TakeAsync(job, now, stoppingToken))
                await CarryOnAsync(job, stoppingToken);
        }
    }

    private async Task<bool> TakeAsync(FollowerJobRow job, DateTimeOffset now, CancellationToken cancellationToken)
    {
        await using var context = contexts.CreateDbContext();
        return await context.FollowerJobs
            .Where(j => j.Id == job.Id && j.State == FollowerJobState.Running && j.LeasedUntil == job.LeasedUntil)
            .ExecuteUpdateAsync(set => set.SetProperty(j => j.LeasedUntil, now + Lease), cancellationToken) == 1;
    }

    private async Task CarryOnAsync(FollowerJobRow job, CancellationToken cancellationToken)
    {
        for (var turn = 1; ; turn++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (!directory.Current.Accounts.TryGetValue(job.AccountId, out var account) || account is not { Kind: ChannelKind.WeChat, WeChat: not null })
            {
                await EndAsync(job, FollowerJobState.Failed, "渠道账号没有微信设置", cancellationToken);
                return;
            }

            var step = await pages.StepAsync(account, job.Kind, job.Cursor, cancellationToken);
            job.Handled += step.Handled;
            job.Changed += step.Changed;
            if (step.Total > 0)
                job.Total = step.Total;
            if (step.Verdict.Reaction != WeChatReaction.None)
            {
                await PauseAsync(job, step.Verdict, cancellationToken);
                return;
            }

            job.Attempts = 0;
            job.Cursor = step.Next ?? "";
            if (step.Next is null)
            {
                await EndAsync(job, FollowerJobState.Done, "", cancellationToken);
                return;
            }

            // Nobody has taken it from us, and nobody has cancelled it.
            if (await SaveAsync(job, turn < StepsOfATurn ? time.GetUtcNow() + Lease : null, job.NotBefore, "", cancellationToken) == 0 || turn == StepsOfATurn)
                return;
        }
    }

    private async Task PauseAsync(FollowerJobRow job, WeChatVerdict verdict, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        job.Attempts++;
        if (FollowerTelling.IsUsedUp(verdict))
        {
            var midnight = new DateTimeOffset(now.ToOffset(TimeSpan.FromHours(8)).Date.AddDays(1), TimeSpan.FromHours(8)).AddMinutes(1).ToUniversalTime();
            await SaveAsync(job, null, midnight, verdict.Reason, cancellationToken);
            return;
        }

        if (!verdict.CanBeTriedAgain() || job.Attempts >= MostAttempts)
        {
            await EndAsync(job, FollowerJobState.Failed, verdict.Reason, cancellationToken);
            return;
        }

        var next = RetryPolicy.Default.NextAttempt(Math.Min(job.Attempts, 4), now, null, Random.Shared.NextDouble(), now) ?? now + TimeSpan.FromMinutes(1);
        await SaveAsync(job, null, next, verdict.Reason, cancellationToken);
    }

    private async Task<int> SaveAsync(FollowerJobRow job, DateTimeOffset? leasedUntil, DateTimeOffset notBefore, string error, CancellationToken cancellationToken)
    {
        await using var context = contexts.CreateDbContext();
        return await context.FollowerJobs.Where(j => j.Id == job.Id && j.State == FollowerJobState.Running).ExecuteUpdateAsync(
            set => set.SetProperty(j => j.Cursor, job.Cursor).SetProperty(j => j.Total, job.Total).SetProperty(j => j.Handled, job.Handled).SetProperty(j => j.Changed, job.Changed)
                .SetProperty(j => j.Attempts, job.Attempts).SetProperty(j => j.LeasedUntil, leasedUntil).SetProperty(j => j.NotBefore, notBefore).SetProperty(j => j.LastError, Cut(error)),
            cancellationToken);
    }

    private async Task EndAsync(FollowerJobRow job, FollowerJobState state, string error, CancellationToken cancellationToken)
    {
        if (state == FollowerJobState.Failed)
            GaveUp(job.Kind, job.AccountId, error);
        await using var context = contexts.CreateDbContext();
        await context.FollowerJobs.Where(j => j.Id == job.Id && j.State == FollowerJobState.Running).ExecuteUpdateAsync(
            set => set.SetProperty(j => j.State, state).SetProperty(j => j.Total, job.Total).SetProperty(j => j.Handled, job.Handled).SetProperty(j => j.Changed, job.Changed)
                .SetProperty(j => j.LeasedUntil, (DateTimeOffset?)null).SetProperty(j => j.LastError, Cut(error)).SetProperty(j => j.FinishedAt, time.GetUtcNow()),
            cancellationToken);
    }

    private static string Cut(string reason) => reason.Length <= 200 ? reason : reason[..200];

    [LoggerMessage(Level = LogLevel.Error, Message = "Work on followers could not be carried on; again in a moment")]
    private partial void NotLooked(Exception exception);

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Kind} of account {AccountId} has ended: {Reason}")]
    private partial void GaveUp(FollowerJobKind kind, Guid accountId, string reason);
}
