using Imcc.Core.Misses;
using Imcc.Core.Privacy;
using Imcc.Infrastructure.Storage;

namespace Imcc.Infrastructure.Misses;

/// <inheritdoc cref="IKnowledgeSearches"/>
internal sealed partial class KnowledgeSearches(ConversationStores stores, TimeProvider time, ILogger<KnowledgeSearches> logger) : IKnowledgeSearches
{
    public async Task TellAsync(Guid? agentId, Guid? accountId, string text, int hits)
    {
        var clean = Mask.All.Text(text.Trim());
        if (clean.Length == 0)
            return;
        var now = time.GetUtcNow();
        try
        {
            await stores.Home.Writer.CommitAsync(new WriteUnit().Insert(new KnowledgeSearchRow
            {
                Id = Guid.CreateVersion7(now), At = now, AgentId = agentId, AccountId = accountId, Text = clean.Length <= MissRow.MaxText ? clean : clean[..MissRow.MaxText], Hits = hits,
            }));
        }
        catch (StoreOverloadedException e)
        {
            // A search that is not counted is a small thing beside messages that wait.
            LogLost(e);
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "A search of the knowledge base was not counted")]
    private partial void LogLost(Exception exception);
}
