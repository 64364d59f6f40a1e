using System.Globalization;
using System.Text.Json;
using Imcc.Infrastructure.Organisation;
using Imcc.Infrastructure.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Hosting;

namespace Imcc.Infrastructure.Notices;

/// <summary>Tells senders what became of their notices: signed, and again for a day when their address does not answer.</summary>
internal sealed partial class NoticeCallbacks(
    ConversationStores stores,
    NoticeReports reports,
    SignedPost post,
    SilentHosts silent,
    DirectoryCache directory,
    TimeProvider time,
    ILogger<NoticeCallbacks> logger) : BackgroundService
{
    private const int Together = 200;
    private const int AtOnce = 16;
    private static readonly TimeSpan LongestSilence = TimeSpan.FromHours(24);
    private static readonly TimeSpan LookEvery = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Lease = TimeSpan.FromSeconds(60);
    private static readonly string[] OnTold = [nameof(NoticeRow.Callback), nameof(NoticeRow.CallbackError)];
    private static readonly TimeSpan[] Waits = [.. new[] { 5, 30, 120, 600, 1800, 3600, 7200, 14400, 28800, 28800 }.Select(s => TimeSpan.FromSeconds(s))];

    protected override Task ExecuteAsync(CancellationToken stoppingToken) => Regularly.RunAsync(LookEvery, time, LookAsync, NotTold, stoppingToken);

    private async Task LookAsync(CancellationToken stoppingToken)
    {
        await reports.RunAsync(stoppingToken);
        while (await RunAsync(stoppingToken) == Together)
        {
        }
    }

    /// <returns>How many were told, or tried, in the store that had most.</returns>
    public async Task<int> RunAsync(CancellationToken cancellationToken)
    {
        var most = 0;
        foreach (var store in stores.All)
        {
            var now = time.GetUtcNow();
            await using var context = store.Read();
            var due = await context.NoticeCallbacks.Where(c => c.DueAt <= now).OrderBy(c => c.DueAt).Take(Together)
                .Join(context.Notices, c => c.NoticeId, n => n.Id, (c, n) => new { c, n }).ToListAsync(cancellationToken);
            var unit = new WriteUnit();
            var taken = new List<(NoticeCallbackRow Row, NoticeRow Notice)>(due.Count);
            foreach (var d in due)
            {
                // One address that does not answer must not hold up the others. For that nothing is counted, but a day is a day.
                var waits = MayWait(d.c, now) ? silent.SilentUntil(Host(d.n), now) : null;
                var row = waits is { } until ? With(d.c, until + Spread(), d.c.Attempts) : With(d.c, now + Lease, d.c.Attempts + 1);
                unit.Update(row, d.c.Revision);
                if (waits is null)
                    taken.Add((row, d.n));
            }

            // Stale: another node tells them.
            if (due.Count == 0 || await store.Writer.CommitAsync(unit) != WriteOutcome.Committed)
                continue;
            await Parallel.ForEachAsync(taken, new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancellationToken }, async (told, token) =>
                await TellAsync(store, told.Row, told.Notice, token));
            most = Math.Max(most, due.Count);
        }

        return most;
    }

    private async Task TellAsync(ConversationStore store, NoticeCallbackRow row, NoticeRow notice, CancellationToken cancellationToken)
    {
        var began = time.GetUtcNow();
        // Its neighbours of this round may have met the silence meanwhile.
        if (MayWait(row, began) && silent.Claim(Host(notice), began) is { } until)
        {
            await store.Writer.CommitAsync(new WriteUnit().Update(With(row, until + Spread(), row.Attempts - 1), row.Revision));
            return;
        }

        var error = await PostAsync(notice, cancellationToken);
        var now = time.GetUtcNow();
        if (error is null or SignedPost.NotAllowed || error.StartsWith("HTTP ", StringComparison.Ordinal))
            silent.Answered(Host(notice));
        else
            silent.DidNotAnswer(Host(notice), began, now);
        if (error is null)
        {
            await SettleAsync(store, row, notice, NoticeCallbackState.Told, null);
        }
        else if (row.Attempts > Waits.Length || error == SignedPost.Gone)
        {
            await SettleAsync(store, row, notice, NoticeCallbackState.GivenUp, error);
            GivenUp(notice.Id, error);
        }
        else
        {
            var wait = Waits[row.Attempts - 1] * (0.75 + Random.Shared.NextDouble() / 2);
            // Should a further report have come meanwhile, it stands: what we write is stale.
            await store.Writer.CommitAsync(new WriteUnit().Update(With(row, now + wait, row.Attempts), row.Revision)
                .Patch(Noted(notice, NoticeCallbackState.Waiting, error), OnTold));
        }
    }

    /// <summary>For a silent host no attempt is counted, but after a day it is over.</summary>
    private static bool MayWait(NoticeCallbackRow row, DateTimeOffset now) => now - row.CreatedAt < LongestSilence;

    private static TimeSpan Spread() => TimeSpan.FromSeconds(Random.Shared.NextDouble() * 5);

    private static string Host(NoticeRow notice) => Uri.TryCreate(notice.CallbackUrl, UriKind.Absolute, out var address) ? address.Authority : "";

    /// <inheritdoc cref="SignedPost.SendAsync"/>
    private Task<string?> PostAsync(NoticeRow notice, CancellationToken cancellationToken) => post.SendAsync(
        notice.CallbackUrl!, notice.ApiKeyId, notice.Id.ToString() + "." + ((int)notice.State).ToString(CultureInfo.InvariantCulture), Body(notice), cancellationToken);

    private byte[] Body(NoticeRow notice) => JsonSerializer.SerializeToUtf8Bytes(new
    {
        type = "notice." + notice.State.ToString().ToLowerInvariant(),
        timestamp = notice.SettledAt,
        data = new
        {
            id = notice.Id,
            account = directory.Current.Accounts.GetValueOrDefault(notice.AccountId)?.Key,
            recipient = new { externalId = notice.ExternalId },
            idempotencyKey = notice.SenderKey,
            batchId = notice.BatchId,
            state = notice.State.ToString(),
            sentAt = notice.SentAt,
            channelMessageId = notice.ChannelMessageId,
            error = notice.LastError,
            refusal = notice.Refusal?.ToString(),
            maybeTwice = notice.MaybeTwice,
        },
    }, DirectoryJson.Options);

    private static Task<WriteOutcome> SettleAsync(ConversationStore store, NoticeCallbackRow row, NoticeRow notice, NoticeCallbackState state, string? error) =>
        store.Writer.CommitAsync(new WriteUnit().Require(row, row.Revision).Delete(row).Patch(Noted(notice, state, error), OnTold));

    private static NoticeCallbackRow With(NoticeCallbackRow row, DateTimeOffset dueAt, int attempts) =>
        new() { NoticeId = row.NoticeId, DueAt = dueAt, Attempts = attempts, CreatedAt = row.CreatedAt, Revision = row.Revision + 1 };

    private static NoticeRow Noted(NoticeRow notice, NoticeCallbackState state, string? error) => new()
    {
        Id = notice.Id,
        ThreadId = notice.ThreadId,
        AccountId = notice.AccountId,
        ExternalId = notice.ExternalId,
        Fingerprint = notice.Fingerprint,
        Kind = notice.Kind,
        Content = notice.Content,
        Priority = notice.Priority,
        CreatedAt = notice.CreatedAt,
        ExpiresAt = notice.ExpiresAt,
        ApiKeyId = notice.ApiKeyId,
        State = notice.State,
        Callback = state,
        CallbackError = error,
    };

    [LoggerMessage(Level = LogLevel.Error, Message = "Results of notices could not be told; again in a second")]
    private partial void NotTold(Exception exception);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The result of notice {NoticeId} was not told: {Error}")]
    private partial void GivenUp(Guid noticeId, string error);
}
