using Imcc.Core.Desk;

namespace Imcc.Web.Components.Desk;

/// <summary>What an agent looks for in conversations of the past, and the message that they opened from there.</summary>
public sealed class DeskHistory(DeskSession session, IHistory history)
{
    private const int LargestPage = 200;

    /// <summary>Messages that are read to get to one far back; beyond it the thread opens where its conversation began.</summary>
    private const int Furthest = 5000;

    /// <summary>The place of the message that is shown as found; null: none.</summary>
    public long? Target { get; private set; }

    /// <summary>Counts the jumps, so that the same message can be jumped to again.</summary>
    public int Jump { get; private set; }

    public HistoryChoices Choices() => history.Choices();

    public void Leave() => Target = null;

    public async Task LookAtAsync(long seq)
    {
        if (session.Thread is not { IsLoaded: true } thread)
            return;
        for (var read = 0; read < Furthest && thread.HasEarlier && thread.Messages.Count > 0 && thread.Messages[0].Seq > seq; read += LargestPage)
            await session.LoadEarlierAsync(LargestPage);
        if (session.Thread != thread)
            return;
        (Target, Jump) = (seq, Jump + 1);
        session.Raise(DeskParts.Thread);
    }

    public Task<DeskConversation?> FindAsync(Guid conversationId) =>
        session.Calls.AskAsync(() => history.FindAsync(session.State.AgentId, conversationId, session.Calls.Closing));

    /// <returns>Null: nobody knows, and the agent has been told.</returns>
    public async Task<HistoryPage?> SearchAsync(HistoryQuery query)
    {
        var page = await session.Calls.AskAsync<HistoryPage>(async () => await history.SearchAsync(session.State.AgentId, query, session.Calls.Closing));
        foreach (var hit in page?.Hits ?? [])
            session.Remember(hit.Conversation);
        return page;
    }
}
