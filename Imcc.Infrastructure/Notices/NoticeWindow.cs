using Imcc.Core.Channels;
using Imcc.Core.Conversations;
using Imcc.Core.Delivery;
using Imcc.Core.Notices;
using Imcc.Infrastructure.Storage;
using Microsoft.EntityFrameworkCore;

namespace Imcc.Infrastructure.Notices;

/// <summary>Whether words may be written to a customer now: looked at before the channel is called, for what it refuses costs quota and patience all the same.</summary>
internal sealed class NoticeWindow(ConversationStores stores, IReplyWindows windows, TimeProvider time)
{
    private const int LatestRead = 60;

    /// <returns>Why nothing may be written; null: something may, or it is not known here.</returns>
    public async Task<BudgetEnd?> EndAsync(NoticeRow notice, ChannelKind channel, CancellationToken cancellationToken)
    {
        if (notice.Kind != NoticeKind.Text || windows.TableOf(channel) is not { } table)
            return null;
        await using var context = stores.For(notice.ThreadId).Read();
        var said = await context.Messages.Where(m => m.ThreadId == notice.ThreadId).OrderByDescending(m => m.Seq).Take(LatestRead).ToListAsync(cancellationToken);
        // Notices stand beside the thread and use the same allowance.
        var sent = await context.Notices.Where(n => n.ThreadId == notice.ThreadId && n.Kind == NoticeKind.Text && n.State == NoticeState.Sent)
            .OrderByDescending(n => n.CreatedAt).Take(LatestRead).ToListAsync(cancellationToken);
        // Whoever has never written here may have written elsewhere: then the channel says it.
        return ReplyBudget.Of(table, [.. said.Select(m => m.ToMessage()).Concat(sent.Select(Said)).OrderBy(m => m.At)], isWhole: false, time.GetUtcNow()) is { Remaining: 0, Why: var why } ? why : null;
    }

    private static ThreadMessage Said(NoticeRow notice) => new()
    {
        Id = notice.Id,
        ThreadId = notice.ThreadId,
        Seq = 0,
        Direction = MessageDirection.Outbound,
        Sender = MessageSender.Automatic,
        Content = new TextContent(""),
        At = notice.SentAt ?? notice.CreatedAt,
        Delivery = DeliveryState.Sent,
    };
}
