using Imcc.Core.Channels.WeChat;
using Imcc.Core.Contacts;
using Imcc.Core.Delivery;
using Imcc.Infrastructure.Channels.WeChat;
using Imcc.Infrastructure.Conversations;
using Imcc.Infrastructure.Organisation;
using Imcc.Infrastructure.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Hosting;

namespace Imcc.Infrastructure.Contacts;

/// <summary>
/// Asks WeChat, after a customer's first message, for the UnionID that joins their identities. Whom to ask is a row; a crash only means
/// that WeChat is asked again.
/// </summary>
internal sealed partial class UnionFetcher(
    ConversationStores stores, DirectoryCache directory, WeChatApi api, Merging merging, TimeProvider time, ILogger<UnionFetcher> logger) : BackgroundService
{
    private const int AtOnce = 4;
    private static readonly TimeSpan LookEvery = TimeSpan.FromSeconds(1);
    private static readonly string[] Again = [nameof(UnionFetchRow.Attempts), nameof(UnionFetchRow.NotBefore), nameof(UnionFetchRow.LastError)];

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(LookEvery, time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                foreach (var store in stores.All)
                    await LookAsync(store, stoppingToken);
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                NotLooked(e);
            }
        }
    }

    private async Task LookAsync(ConversationStore store, CancellationToken stoppingToken)
    {
        var now = time.GetUtcNow();
        List<UnionFetchRow> due;
        await using (var context = store.Read())
            due = await context.UnionFetches.Where(f => f.NotBefore <= now).OrderBy(f => f.NotBefore).Take(50).ToListAsync(stoppingToken);
        await Parallel.ForEachAsync(due, new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = stoppingToken }, async (row, cancel) =>
        {
            try
            {
                await FetchAsync(store, row, cancel);
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                NotFetched(e, row.ThreadId);
                await LaterAsync(store, row, e.GetType().Name);
            }
        });
    }

    private async Task FetchAsync(ConversationStore store, UnionFetchRow row, CancellationToken cancellationToken)
    {
        string? openId;
        await using (var context = store.Read())
            openId = await context.Threads.Where(t => t.Id == row.ThreadId).Select(t => t.ExternalId).SingleOrDefaultAsync(cancellationToken);
        if (openId is null || !directory.Current.Accounts.TryGetValue(row.AccountId, out var account) || account.WeChat is not { } settings)
        {
            await DoneAsync(store, row);
            return;
        }

        switch (await api.GetAsync(settings, "/cgi-bin/user/info?openid=" + Uri.EscapeDataString(openId) + "&lang=zh_CN", cancellationToken))
        {
            // The account may belong to no open platform: then there is none.
            case WeChatCall.Done { Response: WeChatResponse.Answered { Code: 0 } answer }:
                // One of WeChat's own samples begins with a blank.
                if (answer.Text("unionid")?.Trim() is { Length: > 0 and <= PersonKey.LongestUnionId } unionId)
                {
                    await merging.JoinAsync(row.ThreadId, unionId, cancellationToken);
                    await DoneAsync(store, row);
                }
                else
                {
                    await store.Writer.CommitAsync(new WriteUnit().Patch(With(row, row.Attempts + 1, null, ""), Again));
                }

                break;
            case WeChatCall.Done { Response: WeChatResponse.Answered answer }:
                await JudgeAsync(store, row, answer.Verdict);
                break;
            case WeChatCall.NoToken(var verdict):
                await JudgeAsync(store, row, verdict);
                break;
            case WeChatCall.Done { Response: var response }:
                await LaterAsync(store, row, response is WeChatResponse.Broken broken ? broken.Error : response.GetType().Name);
                break;
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
