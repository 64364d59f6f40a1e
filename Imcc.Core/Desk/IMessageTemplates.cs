using Imcc.Core.Channels;

namespace Imcc.Core.Desk;

/// <summary>The templates that an agent may send to a customer when nothing else goes through.</summary>
public interface IMessageTemplates
{
    /// <returns>Empty: the account has none, its channel knows none, or the agent may not read the conversation.</returns>
    Task<IReadOnlyList<MessageTemplate>> ListAsync(Guid agentId, Guid conversationId, CancellationToken cancellationToken = default);
}
