using Imcc.Core.Desk;
using Imcc.Core.Notices;
using Imcc.Infrastructure.Conversations;
using Imcc.Infrastructure.Organisation;

namespace Imcc.Infrastructure.Notices;

/// <inheritdoc cref="ICustomerNotices"/>
internal sealed class CustomerNotices(NoticeBook book, ConversationFinder finder, Persons persons, DirectoryCache directory, IMasks masks) : ICustomerNotices
{
    private const int Most = 50;

    public async Task<IReadOnlyList<CustomerNotice>> ReadAsync(Guid agentId, Guid conversationId, int take, CancellationToken cancellationToken = default)
    {
        if (await finder.ReadableAsync(agentId, conversationId, cancellationToken) is not { } conversation)
            return [];
        take = Math.Clamp(take, 1, Most);
        var threads = await persons.IdentityAsync(conversation.ThreadId, cancellationToken) is { } identity
            ? (await persons.IdentitiesAsync(identity.Person, cancellationToken)).Select(i => i.Thread.Id).Append(conversation.ThreadId).Distinct()
            : [conversation.ThreadId];
        var found = new List<NoticeView>();
        foreach (var thread in threads)
            found.AddRange(await book.OfThreadAsync(thread, take, cancellationToken));
        var mask = masks.For(agentId);
        return [.. found.OrderByDescending(n => n.CreatedAt).Take(take).Select(n => new CustomerNotice(
            n.Id, n.CreatedAt, n.AccountName, directory.Current.Accounts.GetValueOrDefault(n.AccountId)?.Kind ?? default, n.Content.Kind, mask.Text(n.Content.Preview), n.State,
            n.State is NoticeState.Failed or NoticeState.Expired ? n.LastError : null))];
    }
}
