using Imcc.Core.Misses;
using Imcc.Infrastructure.Knowledge;
using Imcc.Infrastructure.Replies;
using Imcc.Infrastructure.Storage;
using Microsoft.EntityFrameworkCore;

namespace Imcc.Infrastructure.Misses;

/// <inheritdoc cref="IArticleRatings"/>
internal sealed class ArticleRatings(ConversationStores stores, IArticleReading reading, TimeProvider time) : IArticleRatings
{
    /// <summary>Of no message and no thread: in the first store, one for each person and article.</summary>
    private static readonly Guid None = Guid.Empty;

    public async Task<bool?> OfAsync(Guid personId, Guid articleId, CancellationToken cancellationToken = default)
    {
        await using var context = stores.Home.Read();
        return await context.FindingRatings.Where(r => r.MessageId == None && r.FindingId == articleId && r.AgentId == personId).Select(r => (bool?)r.IsUseful).SingleOrDefaultAsync(cancellationToken);
    }

    public async Task<bool> RateAsync(Guid personId, Guid articleId, bool isUseful, CancellationToken cancellationToken = default)
    {
        if (await reading.OpenAsync(personId, articleId, cancellationToken) is null)
            return false;
        var row = new FindingRatingRow { MessageId = None, FindingId = articleId, AgentId = personId, ThreadId = None, IsUseful = isUseful, At = time.GetUtcNow() };
        var writer = stores.Home.Writer;
        if (await writer.CommitAsync(new WriteUnit().Insert(row)) == WriteOutcome.Duplicate)
            await writer.CommitAsync(new WriteUnit().Patch(row, FindingRatingRow.Verdict));
        return true;
    }
}
