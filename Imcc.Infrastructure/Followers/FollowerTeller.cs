using Imcc.Core.Channels;
using Imcc.Core.Channels.WeChat;
using Imcc.Core.Contacts;
using Imcc.Core.Delivery;
using Imcc.Infrastructure.Channels.WeChat;
using Imcc.Infrastructure.Conversations;
using Imcc.Infrastructure.Organisation;
using Imcc.Infrastructure.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Hosting;

namespace Imcc.Infrastructure.Followers;

/// <summary>
/// Tells WeChat what our people changed of followers: tags, remarks, the black list. A row says only that something changed; what is told is what holds
/// when it is told, so that a crash, a repetition or two changes in a row come to the same.
/// </summary>
internal sealed partial class FollowerTeller(ConversationStores stores, DirectoryCache directory, FollowerTelling telling, TimeProvider time, ILogger<FollowerTeller> logger)
    : BackgroundService
{
    private const int AtOnce = 500;
    private static readonly TimeSpan LookEvery = TimeSpan.FromSeconds(1);
    private static readonly string[] Again = [nameof(FollowerChangeRow.Attempts), nameof(FollowerChangeRow.NotBefore), nameof(FollowerChangeRow.LastError)];

    protected override Task ExecuteAsync(CancellationToken stoppingToken) => Regularly.RunAsync(LookEvery, time, LookAsync, NotLooked, stoppingToken);

    private async Task LookAsync(CancellationToken stoppingToken)
    {
        foreach (var store in stores.All)
            await LookAsync(store, stoppingToken);
    }

    private async Task LookAsync(ConversationStore store, CancellationToken stoppingToken)
    {
        var now = time.GetUtcNow();
        List<FollowerChangeRow> due;
        await using (var context = store.Read())
            due = await context.FollowerChanges.Where(c => c.NotBefore <= now).OrderBy(c => c.NotBefore).Take(AtOnce).ToListAsync(stoppingToken);
        foreach (var rows in due.GroupBy(c => (c.AccountId, c.Aspect)))
        {
            try
            {
                await TellAsync(store, rows.Key.AccountId, rows.Key.Aspect, [.. rows], stoppingToken);
            }
            catch (Exception e) when (!stoppingToken.IsCancellationRequested)
            {
                NotTold(e, rows.Key.Aspect, rows.Key.AccountId);
                foreach (var row in rows)
                    await PutOffAsync(store, row, new WeChatVerdict(WeChatReaction.Retry, e.GetType().Name));
            }
        }
    }

    private async Task TellAsync(ConversationStore store, Guid accountId, FollowerAspect aspect, IReadOnlyList<FollowerChangeRow> rows, CancellationToken cancellationToken)
    {
        if (!directory.Current.Accounts.TryGetValue(accountId, out var account) || account is not { Kind: ChannelKind.WeChat, WeChat: not null })
        {
            foreach (var row in rows)
                await store.Writer.CommitAsync(new WriteUnit().Delete(row));
            return;
        }

        var followers = await FollowersAsync(store, [.. rows.Select(r => r.ThreadId).Distinct()], cancellationToken);
        var failures = await telling.TellAsync(store, account, aspect, followers, cancellationToken);
        foreach (var row in rows)
        {
            if (failures.TryGetValue(row.ThreadId, out var verdict))
                await PutOffAsync(store, row, verdict);
            else
                await store.Writer.CommitAsync(new WriteUnit().Delete(row));
        }
    }

    private static async Task<IReadOnlyList<ToldFollower>> FollowersAsync(ConversationStore store, Guid[] threads, CancellationToken cancellationToken)
    {
        await using var context = store.Read();
        var found = await context.Threads.Where(t => threads.Contains(t.Id)).Join(context.Contacts, t => t.ContactId, c => c.Id, (t, c) => new { Thread = t, Contact = c }).ToListAsync(cancellationToken);
        var known = await context.Followers.Where(f => threads.Contains(f.ThreadId)).ToDictionaryAsync(f => f.ThreadId, cancellationToken);
        return [.. found.Select(f => new ToldFollower(f.Thread, f.Contact.ToContact(), known.GetValueOrDefault(f.Thread.Id)))];
    }

    private async Task PutOffAsync(ConversationStore store, FollowerChangeRow row, WeChatVerdict verdict)
    {
        var now = time.GetUtcNow();
        var attempts = row.Attempts + 1;
        // The day's calls are used up: they come back at midnight in China.
        var next = FollowerTelling.IsUsedUp(verdict) ? new DateTimeOffset(now.ToOffset(TimeSpan.FromHours(8)).Date.AddDays(1), TimeSpan.FromHours(8)).AddMinutes(1).ToUniversalTime()
            : verdict.CanBeTriedAgain() ? RetryPolicy.Default.NextAttempt(attempts, row.CreatedAt, null, Random.Shared.NextDouble(), now)
            : null;
        if (next is null)
            GaveUp(row.Aspect, row.ThreadId, verdict.Reason);
        await store.Writer.CommitAsync(new WriteUnit().Patch(
            new FollowerChangeRow
            {
                Id = row.Id,
                ThreadId = row.ThreadId,
                AccountId = row.AccountId,
                Aspect = row.Aspect,
                CreatedAt = row.CreatedAt,
                Attempts = attempts,
                NotBefore = next,
                LastError = verdict.Reason.Length > 400 ? verdict.Reason[..400] : verdict.Reason,
            },
            Again));
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "Changes of followers could not be looked for; again in a moment")]
    private partial void NotLooked(Exception exception);

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Aspect} of followers of account {AccountId} could not be told; again later")]
    private partial void NotTold(Exception exception, FollowerAspect aspect, Guid accountId);

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Aspect} of thread {ThreadId} is not told to WeChat: {Reason}")]
    private partial void GaveUp(FollowerAspect aspect, Guid threadId, string reason);
}
