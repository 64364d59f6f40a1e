using Imcc.Core.Conversations;
using Imcc.Core.Desk;

namespace Imcc.Infrastructure.Desk;

/// <inheritdoc cref="ISurveys"/>
internal sealed class Surveys(Commands commands) : ISurveys
{
    public Task<CommandOutcome> EndAsync(Guid agentId, Guid conversationId, bool asksCustomer, CancellationToken cancellationToken = default) =>
        commands.DoAsync(conversationId, new Act.End(agentId, asksCustomer), cancellationToken);
}
