using Imcc.Core.Conversations;
using Imcc.Core.Desk;

namespace Imcc.Infrastructure.Channels.WebChat;

/// <summary>
/// Pages through the customer's side of a thread. Places in a thread have no gaps, but what is internal is left out, so a
/// stretch of places may hold fewer messages than places, or none.
/// </summary>
public sealed class VisitorHistory(IVisitorThreads threads)
{
    public const int Page = 50;
    private const int Stretch = 200;
    private const int MaxStretches = 20;

    public async Task<MessagePage> LatestAsync(Guid threadId, CancellationToken cancellationToken)
    {
        var messages = await threads.LatestAsync(threadId, Page + 1, cancellationToken);
        return messages.Count > Page ? new MessagePage([.. messages.Skip(messages.Count - Page)], true) : new MessagePage(messages, false);
    }

    /// <returns>Up to <see cref="Page"/> messages that stand before a place, in order.</returns>
    public async Task<MessagePage> BeforeAsync(Guid threadId, long beforeSeq, CancellationToken cancellationToken)
    {
        var found = new LinkedList<ThreadMessage>();
        // A page may ask from any number: start where the thread really ends.
        var last = await threads.LatestAsync(threadId, 1, cancellationToken);
        var before = last.Count == 0 ? 0 : Math.Min(beforeSeq, last[^1].Seq + 1);
        for (var i = 0; i < MaxStretches && before > 1 && found.Count <= Page; i++)
        {
            var after = Math.Max(0, before - 1 - Stretch);
            var stretch = await threads.AfterAsync(threadId, after, Stretch, cancellationToken);
            foreach (var message in stretch.Reverse())
            {
                if (message.Seq < before && found.Count <= Page)
                    found.AddFirst(message);
            }

            before = after + 1;
        }

        return found.Count > Page
            ? new MessagePage([.. found.Skip(found.Count - Page)], true)
            : new MessagePage([.. found], before > 1 && found.Count > 0);
    }

    /// <returns>Up to 200 messages after a place; whether there may be more after them.</returns>
    public async Task<(IReadOnlyList<ThreadMessage> Messages, bool HasMore)> AfterAsync(Guid threadId, long afterSeq, CancellationToken cancellationToken)
    {
        var messages = await threads.AfterAsync(threadId, Math.Max(0, afterSeq), Stretch, cancellationToken);
        return (messages, messages.Count == Stretch);
    }
}
