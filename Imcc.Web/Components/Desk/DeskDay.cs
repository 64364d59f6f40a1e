using Imcc.Core.Conversations;
using Imcc.Core.Desk;
using Imcc.Core.Surveys;

namespace Imcc.Web.Components.Desk;

/// <summary>Looking at hidden numbers, asking customers to rate, and the agent's own day.</summary>
public sealed class DeskDay(DeskSession session, DeskServices services)
{
    private readonly HashSet<Guid> _unasked = [];

    /// <summary>Whether, and for which reasons, this agent may look at hidden numbers.</summary>
    public RevealTerms RevealTerms => services.Reveals.TermsOf(session.State.AgentId);

    /// <summary>Whether this conversation's customer is asked at the end, where its group leaves that to the agent.</summary>
    public bool AsksCustomer(Guid conversationId) => !_unasked.Contains(conversationId);

    public void AskCustomer(Guid conversationId, bool asks)
    {
        if (asks)
            _unasked.Remove(conversationId);
        else
            _unasked.Add(conversationId);
    }

    internal Task<CommandOutcome> EndAsync(Guid conversationId) => session.State.Find(conversationId)?.Survey == SurveyMode.AgentsChoice
        ? services.Surveys.EndAsync(session.State.AgentId, conversationId, AsksCustomer(conversationId))
        : services.Workplace.EndAsync(session.State.AgentId, conversationId);

    /// <returns>Null: it cannot be said now.</returns>
    public Task<DayView?> LookAsync(Guid agentId) => session.Calls.AskAsync(() => services.MyDay.LookAsync(session.State.AgentId, agentId, session.Calls.Closing));

    /// <returns>The number, or the key of the sentence why not.</returns>
    public async Task<(string? Number, string? Problem)> RevealAsync(ThreadMessage message, int start, string reason)
    {
        if (message.ConversationId is not { } conversation || session.SelectedId is null)
            return (null, "Reveal.NotFound");
        var revealed = await session.Calls.AskAsync<Revealed>(async () =>
            await services.Reveals.RevealAsync(session.State.AgentId, conversation, message.Id, start, reason, session.Calls.Closing));
        return revealed switch
        {
            { Outcome: CommandOutcome.Done, Number: { } number } => (number, null),
            null => (null, "Reveal.Unavailable"),
            { Outcome: CommandOutcome.NotAllowed } => (null, "Reveal.NotAllowed"),
            { Outcome: CommandOutcome.Invalid or CommandOutcome.TooLong } => (null, "Reveal.NoReason"),
            _ => (null, "Reveal.NotFound"),
        };
    }
}
