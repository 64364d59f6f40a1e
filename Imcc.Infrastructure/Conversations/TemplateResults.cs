using Imcc.Core.Channels;
using Imcc.Core.Conversations;
using Imcc.Core.Delivery;
using Imcc.Core.Desk;
using Imcc.Infrastructure.Live;
using Imcc.Infrastructure.Storage;
using Microsoft.EntityFrameworkCore;

namespace Imcc.Infrastructure.Conversations;

/// <summary>Notes on a template's message what the channel told about it later: that it arrived, or that it did not.</summary>
internal sealed class TemplateResults(ConversationStores stores, LiveFeed feed)
{
    /// <summary>The news come within seconds: further back nobody looks.</summary>
    private const int MostMessages = 200;

    private static readonly string[] Columns = [nameof(MessageRow.Delivery), nameof(MessageRow.DeliveryError)];

    public async Task NoteAsync(Guid threadId, TemplateResult result)
    {
        await using var context = stores.For(threadId).Read();
        var last = await context.Messages.Where(m => m.ThreadId == threadId).MaxAsync(m => (long?)m.Seq) ?? 0;
        var row = await context.Messages.FirstOrDefaultAsync(m => m.ThreadId == threadId && m.Seq > last - MostMessages && m.Direction == MessageDirection.Outbound && m.ChannelMessageId == result.MessageId);
        if (row?.ToMessage() is { Content: TemplateContent, Delivery: DeliveryState.Sent } message)
            await MarkAsync(context, message, result);
    }

    /// <summary>The news may be faster than the answer to the call that it is about.</summary>
    public async Task CatchUpAsync(Guid threadId, Guid messageId, string channelMessageId)
    {
        await using var context = stores.For(threadId).Read();
        var sent = await context.Messages.FirstOrDefaultAsync(m => m.Id == messageId);
        if (sent?.ToMessage() is not { Content: TemplateContent, Delivery: DeliveryState.Sent } message)
            return;
        var later = await context.Messages.Where(m => m.ThreadId == threadId && m.Seq > message.Seq && m.Direction == MessageDirection.Inbound).OrderBy(m => m.Seq).Take(MostMessages).Select(m => m.Content).ToListAsync();
        if (later.SelectMany(c => TemplateResult.Of(MessageRow.ReadContent(c))).FirstOrDefault(r => r.MessageId == channelMessageId) is { } result)
            await MarkAsync(context, message, result);
    }

    private async Task MarkAsync(ConversationContext context, ThreadMessage message, TemplateResult result)
    {
        var state = result.Error is null ? DeliveryState.Arrived : DeliveryState.Bounced;
        await stores.For(message.ThreadId).Writer.CommitAsync(new WriteUnit().Patch(MessageRow.From(message with { Delivery = state, DeliveryError = result.Error }), Columns));
        var agent = await context.Conversations.Where(c => c.ThreadId == message.ThreadId && c.AgentId != null).OrderByDescending(c => c.OpenedAt).Select(c => c.AgentId).FirstOrDefaultAsync();
        if (agent is { } served)
            feed.Publish(Topic.Agent(served), new DeliveryChanged(message.ThreadId, message.Id, state, result.Error, message.MaybeTwice));
    }
}
