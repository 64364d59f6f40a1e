using Imcc.Core.Channels;
using Imcc.Core.Contacts;
using Imcc.Core.Conversations;
using Imcc.Core.Desk;
using Imcc.Infrastructure.Conversations;
using Imcc.Infrastructure.Organisation;
using Imcc.Infrastructure.Storage;
using Microsoft.EntityFrameworkCore;

namespace Imcc.Infrastructure.Followers;

/// <summary>An account's followers on screen: the long pieces of work, what WeChat did not take, the black list.</summary>
public sealed class FollowerAdministration
{
    private const int Shown = 50;

    private readonly IDbContextFactory<DirectoryContext> _contexts;
    private readonly DirectoryChange _change;
    private readonly ConversationStores _stores;
    private readonly IGrainFactory _grains;
    private readonly TimeProvider _time;

    internal FollowerAdministration(IDbContextFactory<DirectoryContext> contexts, DirectoryChange change, ConversationStores stores, IGrainFactory grains, TimeProvider time) =>
        (_contexts, _change, _stores, _grains, _time) = (contexts, change, stores, grains, time);

    /// <returns>Null: no account of this administrator's.</returns>
    public async Task<FollowerBoard?> OpenAsync(Guid actorId, Guid accountId, CancellationToken cancellationToken = default)
    {
        await using var directory = _contexts.CreateDbContext();
        var units = (await AdminGate.AdmitAsync(directory, actorId, cancellationToken)).UnitIds;
        if (!await directory.Accounts.AnyAsync(a => a.Id == accountId && a.Kind == ChannelKind.WeChat && units.Contains(a.OrgUnitId), cancellationToken))
            return null;
        var jobs = await directory.FollowerJobs.AsNoTracking().Where(j => j.AccountId == accountId).OrderByDescending(j => j.CreatedAt).Take(10).ToListAsync(cancellationToken);
        var (following, known, waiting) = (0, 0, 0);
        var failed = new List<FailedChange>();
        var blocked = new List<BlockedLine>();
        foreach (var store in _stores.All)
        {
            await using var context = store.Read();
            known += await context.Threads.CountAsync(t => t.AccountId == accountId, cancellationToken);
            following += await context.Followers.CountAsync(f => f.AccountId == accountId && f.IsFollowing, cancellationToken);
            waiting += await context.FollowerChanges.CountAsync(c => c.AccountId == accountId && c.NotBefore != null, cancellationToken);
            var threads = context.Threads.Where(t => t.AccountId == accountId).Join(context.Contacts, t => t.ContactId, c => c.Id, (t, c) => new { t.Id, t.ExternalId, Contact = c });
            failed.AddRange((await context.FollowerChanges.Where(c => c.AccountId == accountId && c.NotBefore == null).OrderByDescending(c => c.CreatedAt).Take(Shown)
                .Join(threads, c => c.ThreadId, t => t.Id, (c, t) => new { Change = c, t.Contact.DisplayName }).ToListAsync(cancellationToken))
                .Select(c => new FailedChange(c.Change.Id, c.Change.ThreadId, c.Change.Aspect, c.DisplayName, c.Change.LastError ?? "", c.Change.CreatedAt)));
            blocked.AddRange((await threads.Where(t => t.Contact.BlockedAt != null).OrderByDescending(t => t.Contact.BlockedAt).Take(Shown).ToListAsync(cancellationToken))
                .Select(t => new BlockedLine(t.Id, t.Contact.DisplayName, t.ExternalId, t.Contact.BlockReason, t.Contact.BlockedAt!.Value)));
        }

        return new(
            [.. jobs.Select(j => new FollowerJobLine(j.Id, j.Kind, j.State, j.Handled, j.Total, j.Changed, j.LastError, j.CreatedAt, j.FinishedAt))],
            following, known, waiting,
            [.. failed.OrderByDescending(f => f.At).Take(Shown)],
            [.. blocked.OrderByDescending(b => b.Since).Take(Shown)]);
    }

    /// <summary>Begins a piece of work; one of each kind at a time.</summary>
    public Task<ChangeOutcome> StartAsync(Guid actorId, Guid accountId, FollowerJobKind kind, CancellationToken cancellationToken = default) => _change.MakeAsync(
        actorId,
        async unit =>
        {
            if (await AccountAsync(unit, accountId, cancellationToken) is not { } account)
                return Guid.Empty;
            if (await unit.Context.FollowerJobs.AnyAsync(j => j.AccountId == accountId && j.Kind == kind && j.State == FollowerJobState.Running, cancellationToken))
                unit.Refuse("", "JobRuns");
            if (unit.Problems.Count > 0)
                return Guid.Empty;
            var job = new FollowerJobRow { Id = Guid.CreateVersion7(unit.Now), AccountId = accountId, Kind = kind, State = FollowerJobState.Running, CreatedAt = unit.Now, NotBefore = unit.Now };
            unit.Context.FollowerJobs.Add(job);
            unit.Audit("followers." + kind.ToString().ToLowerInvariant(), accountId, account);
            return job.Id;
        },
        cancellationToken);

    public Task<ChangeOutcome> CancelAsync(Guid actorId, Guid jobId, CancellationToken cancellationToken = default) => _change.MakeAsync(
        actorId,
        async unit =>
        {
            var job = await unit.Context.FollowerJobs.SingleOrDefaultAsync(j => j.Id == jobId, cancellationToken);
            if (job is null || await AccountAsync(unit, job.AccountId, cancellationToken) is not { } account)
                return jobId;
            if (job.State != FollowerJobState.Running)
                return jobId;
            (job.State, job.FinishedAt) = (FollowerJobState.Cancelled, unit.Now);
            unit.Audit("followers.cancelled", job.AccountId, account, job.Kind.ToString());
            return jobId;
        },
        cancellationToken);

    /// <summary>What WeChat did not take is told once more.</summary>
    public async Task<ChangeOutcome> TellAgainAsync(Guid actorId, Guid accountId, CancellationToken cancellationToken = default)
    {
        var outcome = await _change.MakeAsync(
            actorId,
            async unit =>
            {
                if (await AccountAsync(unit, accountId, cancellationToken) is { } account)
                    unit.Audit("followers.again", accountId, account);
                return accountId;
            },
            cancellationToken);
        if (!outcome.Made)
            return outcome;
        foreach (var store in _stores.All)
        {
            List<FollowerChangeRow> rows;
            await using (var context = store.Read())
                rows = await context.FollowerChanges.Where(c => c.AccountId == accountId && c.NotBefore == null).Take(1000).ToListAsync(cancellationToken);
            var now = _time.GetUtcNow();
            foreach (var row in rows)
            {
                await store.Writer.CommitAsync(new WriteUnit().Delete(row).Insert(new FollowerChangeRow
                {
                    Id = Guid.CreateVersion7(now),
                    ThreadId = row.ThreadId,
                    AccountId = row.AccountId,
                    Aspect = row.Aspect,
                    NotBefore = now,
                    CreatedAt = now,
                }));
            }
        }

        return outcome;
    }

    /// <summary>What the customer writes opens conversations again.</summary>
    public async Task<ChangeOutcome> UnblockAsync(Guid actorId, Guid accountId, Guid threadId, CancellationToken cancellationToken = default)
    {
        var outcome = await _change.MakeAsync(
            actorId,
            async unit =>
            {
                if (await AccountAsync(unit, accountId, cancellationToken) is { } account)
                    unit.Audit("customer.unblocked", threadId, account);
                await using var context = _stores.For(threadId).Read();
                if (!await context.Threads.AnyAsync(t => t.Id == threadId && t.AccountId == accountId, cancellationToken))
                    unit.Refuse("", "Gone");
                return threadId;
            },
            cancellationToken);
        if (outcome.Made && await Retried.Async(() => _grains.GetGrain<IConversationGrain>(threadId).SaveCustomerAsync(new CustomerChange { Block = ("", _time.GetUtcNow()) })) != CommandOutcome.Done)
            return new(threadId, [new("", "Unavailable")]);
        return outcome;
    }

    private static async Task<string?> AccountAsync(ChangeUnit unit, Guid accountId, CancellationToken cancellationToken)
    {
        var account = await unit.Context.Accounts.AsNoTracking().SingleOrDefaultAsync(a => a.Id == accountId && a.Kind == ChannelKind.WeChat, cancellationToken);
        if (account is not null && unit.OrgUnits.Contains(account.OrgUnitId))
            return account.Name;
        unit.Refuse("", "Gone");
        return null;
    }
}
