using Imcc.Core.Desk;

namespace Imcc.Tests.Desk;

/// <summary>Notes what was ended, and whether the customer is to be asked.</summary>
internal sealed class FakeSurveys(FakeWorkplace workplace) : ISurveys
{
    public List<(Guid Conversation, bool AsksCustomer)> Ended { get; } = [];

    public Task<CommandOutcome> EndAsync(Guid agentId, Guid conversationId, bool asksCustomer, CancellationToken cancellationToken = default)
    {
        Ended.Add((conversationId, asksCustomer));
        return workplace.EndAsync(agentId, conversationId, cancellationToken);
    }
}
