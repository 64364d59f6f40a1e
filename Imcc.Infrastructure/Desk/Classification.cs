using Imcc.Core.Channels;
using Imcc.Core.Conversations;
using Imcc.Core.Desk;
using Imcc.Core.Reasons;
using Imcc.Infrastructure.Conversations;
using Imcc.Infrastructure.Organisation;
using Imcc.Infrastructure.Reasons;

namespace Imcc.Infrastructure.Desk;

/// <inheritdoc cref="IClassification"/>
internal sealed class Classification(
    DirectoryCache directory, ConversationFinder finder, ThreadReader threads, Commands commands, ReasonUsage usage, ReasonFavourites favourites) : IClassification
{
    private const int MessagesHeard = 60;
    private const int FrequentShown = 10;

    public async Task<ReasonMenu?> MenuAsync(Guid agentId, Guid conversationId, CancellationToken cancellationToken = default)
    {
        if (await finder.ReadableAsync(agentId, conversationId, cancellationToken) is not { } conversation)
            return null;
        var tree = directory.Current.Reasons;
        if (tree.Version == 0)
            return new(0, conversation.GroupId, [], [], []);
        var roots = RulesOf(conversation.GroupId).Roots;
        var offered = tree.OfferedUnder(roots).ToList();
        var marked = await favourites.OfAsync(agentId, cancellationToken);
        var own = await usage.FrequentAsync(agentId, isAgent: true, cancellationToken);
        IReadOnlyList<Guid> groups = conversation.GroupId is { } group ? await usage.FrequentAsync(group, isAgent: false, cancellationToken) : [];
        IReadOnlyList<ContactReason> Choices(IEnumerable<Guid> ids) => [.. ids.Select(id => tree.Choose(id, false, roots)).OfType<ContactReason>()];
        return new(
            tree.Version,
            conversation.GroupId,
            Choices(ReasonSuggestions.For(await SaidAsync(conversation, cancellationToken), offered, tree)),
            Choices(offered.Where(n => marked.Contains(n.Id)).Select(n => n.Id)),
            [.. Choices(own.Concat(groups).Distinct()).Take(FrequentShown)]);
    }

    public async Task<CommandOutcome> ClassifyAsync(Guid agentId, Guid conversationId, IReadOnlyList<ReasonPick> reasons, CancellationToken cancellationToken = default) =>
        await finder.ReadableAsync(agentId, conversationId, cancellationToken) is null
            ? CommandOutcome.NotFound
            : await commands.DoAsync(conversationId, new Act.Classify(agentId, [.. reasons]), cancellationToken);

    public async Task<CommandOutcome> SetFavouriteAsync(Guid agentId, Guid reasonId, bool isFavourite, CancellationToken cancellationToken = default) =>
        isFavourite && !directory.Current.Reasons.IsChoosable(reasonId)
            ? CommandOutcome.NotFound
            : await favourites.SetAsync(agentId, reasonId, isFavourite, cancellationToken);

    public ReasonOffer Offer(Guid agentId, Guid? groupId)
    {
        var (known, tree) = (directory.Current, directory.Current.Reasons);
        var groups = groupId is { } id ? [id] : known.Agents.TryGetValue(agentId, out var agent) ? agent.Skills.Select(s => s.GroupId) : [];
        var rules = groups.Select(g => RulesOf(g).Roots).ToList();
        var offered = rules.Count == 0 || rules.Exists(r => r.IsEmpty) ? tree.OfferedUnder([]) : tree.OfferedUnder([.. rules.SelectMany(r => r).Distinct()]);
        return new(tree.Version, [.. offered.Select(n => new OfferedReason(n.Id, n.ParentId, n.Code, n.Name, n.Keywords, [.. tree.PathOf(n.Id).Select(p => p.Name)], tree.IsChoosable(n.Id)))]);
    }

    // What the customer said in this conversation; only its latest page, which is what it was about in the end.
    private async Task<IReadOnlyList<string>> SaidAsync(Conversation conversation, CancellationToken cancellationToken)
    {
        var (messages, _) = await threads.ForAgentAsync(conversation.ThreadId, long.MaxValue, MessagesHeard, cancellationToken);
        return [.. messages.Where(m => m.ConversationId == conversation.Id && m.Direction == MessageDirection.Inbound).Select(m => m.Content).OfType<TextContent>().Select(t => t.Text)];
    }

    private ContactReasonRules RulesOf(Guid? groupId) => groupId is { } id && directory.Current.Groups.TryGetValue(id, out var group) ? group.Reasons : new();
}
