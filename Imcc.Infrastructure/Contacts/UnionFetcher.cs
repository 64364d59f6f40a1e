using Imcc.Core.Channels.WeChat;
using Imcc.Core.Contacts;
using Imcc.Core.Delivery;
using Imcc.Infrastructure.Conversations;
using Imcc.Infrastructure.Organisation;
using Imcc.Infrastructure.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Hosting;

namespace Imcc.Infrastructure.Contacts;

/// <summary>
/// Asks WeChat, after a customer's first message, who they are: above all for the UnionID that joins their identities. Whom to ask is a row; a crash
/// only means that WeChat is asked again.
/// </summary>
internal sealed partial class UnionFetcher(
    ConversationStores stores, DirectoryCache directory, FollowerReading reading, TimeProvider time, ILogger<UnionFetcher> logger) : BackgroundService
{
    private const int AtOnce = 4;
    private static readonly TimeSpan LookEvery = TimeSpan.FromSeconds(1);
    private static readonly string[] Again = [nameof(UnionFetchRow.Attempts), nameof(UnionFetchRow.NotBefore), nameof(UnionFetchRow.LastError)];

    protected override Task ExecuteAsync(CancellationToken stoppingToken) => Regularly.RunAsync(LookEvery, time, LookAsync, NotLooked, stoppingToken);

    private async Task LookAsync(CancellationToken stoppingToken)
    {
        foreach (var store in stores.All)
            await LookAsync(store, stoppingToken);
    }

    private async Task LookAsync(ConversationStore store, CancellationToken stoppingToken)
    {
        var now = time.GetUtcNow();
        List<UnionFetchRow> due;
        await using (var context = store.Read())
            due = await context.UnionFetches.Where(f => f.NotBefore <= now).OrderBy(f => f.NotBefore).Take(400).ToListAsync(stoppingToken);
        // One call for up to a hundred of an account.
        await Parallel.ForEachAsync(due.GroupBy(r => r.AccountId).SelectMany(g => g.Chunk(FollowerRules.InfoBatch)), new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = stoppingToken }, (rows, cancel) =>
            FetchAsync(store, rows, cancel));
    }

    private async ValueTask FetchAsync(ConversationStore store, IReadOnlyList<UnionFetchRow> rows, CancellationToken cancellationToken)
    {
        try
        {
            await FetchAllAsync(store, rows, cancellationToken);
        }
        catch (Exception e) when (!cancellationToken.IsCancellationRequested)
        {
            foreach (var row in rows)
            {
                NotFetched(e, row.ThreadId);
                await LaterAsync(store, row, e.GetType().Name);
            }
        }
    }

    private async Task FetchAllAsync(ConversationStore store, IReadOnlyList<UnionFetchRow> rows, CancellationToken cancellationToken)
    {
        var threads = rows.Select(r => r.ThreadId).ToArray();
        Dictionary<Guid, string> openIds;
        await using (var context = store.Read())
            openIds = await context.Threads.Where(t => threads.Contains(t.Id)).ToDictionaryAsync(t => t.Id, t => t.ExternalId, cancellationToken);
        if (!directory.Current.Accounts.TryGetValue(rows[0].AccountId, out var account) || account.WeChat is null)
            openIds = [];
        foreach (var gone in rows.Where(r => !openIds.ContainsKey(r.ThreadId)))
            await DoneAsync(store, gone);
        var asked = rows.Where(r => openIds.ContainsKey(r.ThreadId)).ToList();
        if (asked.Count == 0)
            return;
        var (verdict, told) = await reading.ReadAsync(account!, [.. asked.Select(r => openIds[r.ThreadId])], cancellationToken);
        if (verdict.Reaction == WeChatReaction.Refuse && asked.Count > 1)
        {
            // One whom WeChat does not know spoils the call for all.
            foreach (var row in asked)
                await FetchAsync(store, [row], cancellationToken);
            return;
        }

        foreach (var row in asked)
        {
            if (verdict.Reaction != WeChatReaction.None)
                await JudgeAsync(store, row, verdict);
            else if (!told.TryGetValue(openIds[row.ThreadId], out var one) || one.HasFlag(Told.NotStored))
                await LaterAsync(store, row, "not told");
            else if (one.HasFlag(Told.Joined))
                await DoneAsync(store, row);
            else
                // The account may belong to no open platform: then there is none.
                await store.Writer.CommitAsync(new WriteUnit().Patch(With(row, row.Attempts + 1, null, ""), Again));
        }
    }

    private Task JudgeAsync(ConversationStore store, UnionFetchRow row, WeChatVerdict verdict) => verdict.Reaction switch
    {
        // An account without the right to ask, or somebody who is no follower: nothing is lost, nobody is joined.
        WeChatReaction.Refuse or WeChatReaction.Misconfigured => GiveUpAsync(store, row, verdict.Reason),
        _ => LaterAsync(store, row, verdict.Reason),
    };

    private static async Task DoneAsync(ConversationStore store, UnionFetchRow row) => await store.Writer.CommitAsync(new WriteUnit().Delete(row));

    private async Task LaterAsync(ConversationStore store, UnionFetchRow row, string error)
    {
        var attempts = row.Attempts + 1;
        var next = RetryPolicy.Default.NextAttempt(attempts, row.CreatedAt, null, Random.Shared.NextDouble(), time.GetUtcNow());
        if (next is null)
            GaveUp(row.ThreadId, error);
        await store.Writer.CommitAsync(new WriteUnit().Patch(With(row, attempts, next, error), Again));
    }

    private async Task GiveUpAsync(ConversationStore store, UnionFetchRow row, string error)
    {
        GaveUp(row.ThreadId, error);
        await store.Writer.CommitAsync(new WriteUnit().Patch(With(row, row.Attempts + 1, null, error), Again));
    }

    private static UnionFetchRow With(UnionFetchRow row, int attempts, DateTimeOffset? notBefore, string error) => new()
    {
        ThreadId = row.ThreadId,
        AccountId = row.AccountId,
        Attempts = attempts,
        NotBefore = notBefore,
        LastError = error.Length > 400 ? error[..400] : error,
        CreatedAt = row.CreatedAt,
    };

    [LoggerMessage(Level = LogLevel.Error, Message = "UnionIDs to be asked for could not be looked for; again in a moment")]
    private partial void NotLooked(Exception exception);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The UnionID of thread {ThreadId} could not be had; again later")]
    private partial void NotFetched(Exception exception, Guid threadId);

    [LoggerMessage(Level = LogLevel.Information, Message = "The UnionID of thread {ThreadId} cannot be had: {Error}")]
    private partial void GaveUp(Guid threadId, string error);
}
