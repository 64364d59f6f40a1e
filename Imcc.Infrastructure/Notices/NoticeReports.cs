using Imcc.Core.Channels;
using Imcc.Core.Contacts;
using Imcc.Core.Delivery;
using Imcc.Core.Notices;
using Imcc.Infrastructure.Storage;
using Microsoft.EntityFrameworkCore;

namespace Imcc.Infrastructure.Notices;

/// <summary>
/// Settles notices by what the channel reports of them. A report may come before the answer that told us the message's id was stored: it is kept some
/// minutes and looked at again.
/// </summary>
internal sealed class NoticeReports(ConversationStores stores, NoticeSettlement settlement, TimeProvider time) : ISendReports
{
    private static readonly TimeSpan Young = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Kept = TimeSpan.FromMinutes(10);
    private const int Page = 500;

    public async Task<bool> TakeAsync(ChannelAccount account, InboundMessage message)
    {
        var reports = NoticeReport.Read(message.Content);
        if (reports.Count == 0)
            return false;
        var threadId = ThreadKey.For(account.Id, message.ExternalId);
        var store = stores.For(threadId);
        var isOurs = false;
        foreach (var report in reports)
        {
            if (await SettleAsync(store, threadId, report))
            {
                isOurs = true;
                continue;
            }

            // Twice the same: it is kept already.
            await store.Writer.CommitAsync(new WriteUnit().Insert(new NoticeReportRow
            {
                ThreadId = threadId,
                ChannelMessageId = report.ChannelMessageId,
                Error = report.Error,
                IsUnreachable = report.IsUnreachable,
                At = time.GetUtcNow(),
            }));
            await using var context = store.Read();
            // Somebody else's template perhaps: then it stands in the thread as any event does.
            isOurs |= await context.Notices.AnyAsync(n => n.ThreadId == threadId && n.State == NoticeState.Waiting && n.Kind != NoticeKind.Text);
        }

        return isOurs;
    }

    /// <summary>Looks again at the reports of messages that nobody knew; the old ones are forgotten.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var (young, old) = (now - Young, now - Kept);
        foreach (var store in stores.All)
        {
            await using var context = store.Read();
            var known = await context.NoticeReports.Where(r => r.At <= young).OrderBy(r => r.At)
                .Where(r => r.At <= old || context.Notices.Any(n => n.ThreadId == r.ThreadId && n.ChannelMessageId == r.ChannelMessageId))
                .Take(Page).ToListAsync(cancellationToken);
            foreach (var row in known)
            {
                await SettleAsync(store, row.ThreadId, new(row.ChannelMessageId, row.Error, row.IsUnreachable));
                await store.Writer.CommitAsync(new WriteUnit().Delete(row));
            }
        }
    }

    /// <returns>Whether there is a notice with this id.</returns>
    private async Task<bool> SettleAsync(ConversationStore store, Guid threadId, NoticeReport report)
    {
        await using var context = store.Read();
        var notice = await context.Notices.Where(n => n.ThreadId == threadId && n.ChannelMessageId == report.ChannelMessageId).OrderByDescending(n => n.CreatedAt).FirstOrDefaultAsync();
        // Only the first report counts: WeChat repeats what it does not see answered.
        if (notice?.State == NoticeState.Sent)
            await settlement.ReportedAsync(store, notice, report);
        return notice is not null;
    }
}
