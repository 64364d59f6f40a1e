using Imcc.Core.Privacy;
using Imcc.Infrastructure.Storage;

namespace Imcc.Infrastructure.Misses;

/// <summary>Keeps what people searched the knowledge base for, with personal numbers hidden. Whoever offers a search box tells it; nobody waits for it.</summary>
public sealed partial class KnowledgeSearches
{
    private readonly ConversationStores _stores;
    private readonly TimeProvider _time;
    private readonly ILogger<KnowledgeSearches> _logger;

    internal KnowledgeSearches(ConversationStores stores, TimeProvider time, ILogger<KnowledgeSearches> logger) => (_stores, _time, _logger) = (stores, time, logger);

    /// <param name="hits">How many were shown.</param>
    public async Task TellAsync(Guid? agentId, Guid? accountId, string text, int hits)
    {
        var clean = Mask.All.Text(text.Trim());
        if (clean.Length == 0)
            return;
        var now = _time.GetUtcNow();
        try
        {
            await _stores.Home.Writer.CommitAsync(new WriteUnit().Insert(new KnowledgeSearchRow
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
