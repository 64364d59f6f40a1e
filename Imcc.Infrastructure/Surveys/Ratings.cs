using Imcc.Core.Desk;
using Imcc.Core.Surveys;
using Imcc.Infrastructure.Conversations;
using Imcc.Infrastructure.Storage;
using Microsoft.EntityFrameworkCore;

namespace Imcc.Infrastructure.Surveys;

/// <summary>Reads what customers were asked and answered.</summary>
internal sealed class Ratings(ConversationStores stores)
{
    /// <returns>Null: nothing was asked about it in this thread.</returns>
    public async Task<Rating?> FindAsync(Guid threadId, Guid conversationId)
    {
        await using var context = stores.For(threadId).Read();
        return (await context.Ratings.SingleOrDefaultAsync(r => r.ConversationId == conversationId && r.ThreadId == threadId))?.ToRating();
    }

    /// <summary>The same conversations with what their customers said.</summary>
    public static async Task<IReadOnlyList<DeskConversation>> JoinAsync(ConversationContext context, IReadOnlyList<DeskConversation> conversations, CancellationToken cancellationToken)
    {
        var ended = conversations.Where(c => c.EndedAt is not null).Select(c => c.Id).ToArray();
        if (ended.Length == 0)
            return conversations;
        var ratings = (await context.Ratings.Where(r => ended.Contains(r.ConversationId)).ToListAsync(cancellationToken)).ToDictionary(r => r.ConversationId, r => r.ToRating());
        return ratings.Count == 0 ? conversations : [.. conversations.Select(c => c.With(ratings.GetValueOrDefault(c.Id)))];
    }
}
