namespace Imcc.Core.Misses;

/// <summary>Keeps what people searched the knowledge base for. Whoever offers a search box tells it.</summary>
public interface IKnowledgeSearches
{
    /// <param name="agentId">Who searched; null: another system.</param>
    /// <param name="accountId">For whose customers; null: for any.</param>
    /// <param name="text">What was asked; personal numbers in it are hidden before it is kept.</param>
    /// <param name="hits">How many were shown.</param>
    Task TellAsync(Guid? agentId, Guid? accountId, string text, int hits);
}
