using Imcc.Core.Channels;
using Imcc.Core.Desk;
using Imcc.Infrastructure.Conversations;
using Imcc.Infrastructure.Organisation;

namespace Imcc.Infrastructure.Desk;

/// <inheritdoc cref="IMessageTemplates"/>
internal sealed class MessageTemplates(ConversationFinder finder, DirectoryCache directory, ITemplateShelf shelf) : IMessageTemplates
{
    public async Task<IReadOnlyList<MessageTemplate>> ListAsync(Guid agentId, Guid conversationId, CancellationToken cancellationToken = default) =>
        await finder.ReadableAsync(agentId, conversationId, cancellationToken) is { } conversation
        && directory.Current.Accounts.GetValueOrDefault(conversation.AccountId) is { Kind: ChannelKind.WeChat }
            ? await shelf.ListAsync(conversation.AccountId, cancellationToken)
            : [];
}
