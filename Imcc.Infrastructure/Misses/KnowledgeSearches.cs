using Imcc.Core.Misses;
using Imcc.Core.Privacy;
using Imcc.Infrastructure.Storage;

namespace Imcc.Infrastructure.Misses;

/// <inheritdoc cref="IKnowledgeSearches"/>
internal sealed partial class KnowledgeSearches(ConversationStores stores, TimeProvider time, ILogger<KnowledgeSearches> logger) : IKnowledgeSearches
{
    public async Task TellAsync(Guid? agentId, Guid? accountId, string text, int hits)
    {
        // What no database keeps as text was no part of what was looked for.
        var clean = MissRow.Cut(Mask.All.Text(string.Concat(text.Where(c => !char.IsControl(c))).Trim()), MissRow.MaxText);
        if (clean.Length == 0)
            return;
        var now = time.GetUtcNow();
        try
        {
            await stores.Home.Writer.CommitAsync(new WriteUnit().Insert(new KnowledgeSearchRow
            {
                Id = Guid.CreateVersion7(now), At = now, AgentId = agentId, AccountId = accountId, Text = clean, Hits = hits,
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
