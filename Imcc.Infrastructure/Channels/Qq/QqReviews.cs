using Imcc.Core.Channels.Qq;
using Imcc.Core.Delivery;
using Imcc.Core.Desk;
using Imcc.Infrastructure.Conversations;
using Imcc.Infrastructure.Live;
using Imcc.Infrastructure.Storage;
using Microsoft.EntityFrameworkCore;

namespace Imcc.Infrastructure.Channels.Qq;

internal sealed class QqReviews(ConversationStores stores, LiveFeed feed) : IQqReviews
{
    private const string Refused = "未通过 QQ 平台审核";
    private static readonly string[] Verdict = [nameof(MessageRow.Delivery), nameof(MessageRow.DeliveryError), nameof(MessageRow.ChannelMessageId)];

    public async Task WaitAsync(Guid accountId, string auditId, Guid threadId, Guid messageId) => await stores.For(accountId).Writer.CommitAsync(
        new WriteUnit().InsertIfNew(new QqReviewRow { AccountId = accountId, AuditId = auditId, ThreadId = threadId, MessageId = messageId }));

    public async Task<bool> SettleAsync(Guid accountId, QqEnvelope verdict, CancellationToken cancellationToken)
    {
        if (verdict.Data.Word("audit_id") is not { } auditId)
            return true;
        QqReviewRow? waiting;
        await using (var context = stores.For(accountId).Read())
            waiting = await context.QqReviews.SingleOrDefaultAsync(r => r.AccountId == accountId && r.AuditId == auditId, cancellationToken);
        if (waiting is null)
            return false;
        var isPassed = verdict.Type == "MESSAGE_AUDIT_PASS";
        await using var thread = stores.For(waiting.ThreadId).Read();
        if (await thread.Messages.SingleOrDefaultAsync(m => m.Id == waiting.MessageId, cancellationToken) is { } row)
        {
            var settled = row.ToMessage() with
            {
                Delivery = isPassed ? DeliveryState.Sent : DeliveryState.Failed,
                DeliveryError = isPassed ? null : Refused,
                ChannelMessageId = isPassed && verdict.Data.Word("message_id") is { Length: <= 128 } id ? id : row.ChannelMessageId,
            };
            await stores.For(waiting.ThreadId).Writer.CommitAsync(new WriteUnit().Patch(MessageRow.From(settled), Verdict));
            var agent = await thread.Conversations.Where(c => c.ThreadId == waiting.ThreadId && c.AgentId != null)
                .OrderByDescending(c => c.OpenedAt).Select(c => c.AgentId).FirstOrDefaultAsync(cancellationToken);
            if (agent is { } serving)
                feed.Publish(Topic.Agent(serving), new DeliveryChanged(waiting.ThreadId, waiting.MessageId, settled.Delivery, settled.DeliveryError, settled.MaybeTwice));
        }

        // The verdict first: told again it finds the row and says the same once more.
        await stores.For(accountId).Writer.CommitAsync(new WriteUnit().Delete(waiting));
        return true;
    }
}
