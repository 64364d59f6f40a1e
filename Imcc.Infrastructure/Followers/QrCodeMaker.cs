using Imcc.Core.Channels.WeChat;
using Imcc.Core.Delivery;
using Imcc.Infrastructure.Channels.WeChat;
using Imcc.Infrastructure.Organisation;
using Imcc.Infrastructure.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Hosting;

namespace Imcc.Infrastructure.Followers;

/// <summary>Has WeChat make the codes that are stored and not made yet. A crash only means that WeChat is asked again for the same scene.</summary>
internal sealed partial class QrCodeMaker(IDbContextFactory<DirectoryContext> contexts, DirectoryCache directory, WeChatQrCodes wechat, TimeProvider time, ILogger<QrCodeMaker> logger)
    : BackgroundService
{
    private const int AtOnce = 4;
    private const int MostAttempts = 8;
    private static readonly TimeSpan LookEvery = TimeSpan.FromSeconds(1);

    /// <summary>Whoever asks WeChat has the row so long.</summary>
    private static readonly TimeSpan Lease = TimeSpan.FromSeconds(30);

    protected override Task ExecuteAsync(CancellationToken stoppingToken) => Regularly.RunAsync(LookEvery, time, LookAsync, NotLooked, stoppingToken);

    private async Task LookAsync(CancellationToken stoppingToken)
    {
        var now = time.GetUtcNow();
        List<QrCodeRow> due;
        await using (var context = contexts.CreateDbContext())
            due = await context.QrCodes.AsNoTracking().Where(c => c.NotBefore <= now).OrderBy(c => c.NotBefore).Take(200).ToListAsync(stoppingToken);
        await Parallel.ForEachAsync(due, new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = stoppingToken }, async (row, cancel) =>
        {
            await using var context = contexts.CreateDbContext();
            // Two nodes look at the same rows: the first has it.
            if (await context.QrCodes.Where(c => c.Id == row.Id && c.NotBefore == row.NotBefore).ExecuteUpdateAsync(set => set.SetProperty(c => c.NotBefore, now + Lease), cancel) == 1)
                await MakeAsync(context, row, now, cancel);
        });
    }

    private async Task MakeAsync(DirectoryContext context, QrCodeRow row, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var mine = context.QrCodes.Where(c => c.Id == row.Id);
        if (!directory.Current.Accounts.TryGetValue(row.AccountId, out var account) || account.WeChat is not { } settings)
        {
            await GiveUpAsync(mine, "渠道账号没有微信设置", cancellationToken);
            return;
        }

        var (verdict, ticket, url, livesFor) = await wechat.CreateAsync(settings, row.Kind, row.Scene, row.LivesFor ?? 0, cancellationToken);
        if (verdict.Reaction == WeChatReaction.None)
        {
            DateTimeOffset? expires = livesFor is { } seconds ? now.AddSeconds(seconds) : null;
            await mine.ExecuteUpdateAsync(
                set => set.SetProperty(c => c.Ticket, ticket).SetProperty(c => c.Url, url).SetProperty(c => c.ExpiresAt, expires)
                    .SetProperty(c => c.NotBefore, (DateTimeOffset?)null).SetProperty(c => c.LastError, "").SetProperty(c => c.Attempts, 0),
                cancellationToken);
            return;
        }

        var attempts = row.Attempts + 1;
        if (!verdict.CanBeTriedAgain() || attempts >= MostAttempts)
        {
            NotMade(row.Id, verdict.Reason);
            await GiveUpAsync(mine, verdict.Reason, cancellationToken);
            return;
        }

        var next = RetryPolicy.Default.NextAttempt(attempts, now, null, Random.Shared.NextDouble(), now) ?? now + TimeSpan.FromMinutes(1);
        await mine.ExecuteUpdateAsync(
            set => set.SetProperty(c => c.NotBefore, next).SetProperty(c => c.Attempts, attempts).SetProperty(c => c.LastError, Cut(verdict.Reason)),
            cancellationToken);
    }

    private static Task<int> GiveUpAsync(IQueryable<QrCodeRow> mine, string reason, CancellationToken cancellationToken) =>
        mine.ExecuteUpdateAsync(set => set.SetProperty(c => c.NotBefore, (DateTimeOffset?)null).SetProperty(c => c.LastError, Cut(reason)), cancellationToken);

    private static string Cut(string reason) => reason.Length <= 200 ? reason : reason[..200];

    [LoggerMessage(Level = LogLevel.Error, Message = "QR codes to be made could not be looked for; again in a moment")]
    private partial void NotLooked(Exception exception);

    [LoggerMessage(Level = LogLevel.Warning, Message = "QR code {CodeId} cannot be made: {Reason}")]
    private partial void NotMade(Guid codeId, string reason);
}
