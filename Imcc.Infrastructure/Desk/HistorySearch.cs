using Imcc.Core.Desk;
using Imcc.Core.Organisation;
using Imcc.Infrastructure.Conversations;
using Imcc.Infrastructure.History;
using Imcc.Infrastructure.Organisation;
using Directory = Imcc.Core.Organisation.Directory;

namespace Imcc.Infrastructure.Desk;

/// <summary>
/// Asks the index which conversations match, then the database for what is shown of them: whoever may not read one does not see it,
/// whatever the index believed.
/// </summary>
internal sealed class HistorySearch(HistoryKeeper keeper, ConversationFinder finder, HistoryExcerpts excerpts, DirectoryCache directory, IMasks masks) : IHistory
{
    public Task<HistoryPage> SearchAsync(Guid agentId, HistoryQuery query, CancellationToken cancellationToken = default) => SearchAsync(agentId, query, null, cancellationToken);

    /// <param name="person">Only conversations of this person.</param>
    public async Task<HistoryPage> SearchAsync(Guid agentId, HistoryQuery query, Guid? person, CancellationToken cancellationToken)
    {
        if (!directory.Current.Agents.TryGetValue(agentId, out var agent))
            return HistoryPage.Refused(CommandOutcome.NotAllowed);
        var words = SearchWords.Of(query.Text);
        if (!query.IsSound || (words.IsEmpty && !string.IsNullOrWhiteSpace(query.Text)))
            return HistoryPage.Refused(query.Text.Length > HistoryQuery.LongestText ? CommandOutcome.TooLong : CommandOutcome.Invalid);
        if (Ask(agent, query, words, person) is not { } answer)
            return new([], 0, null, CommandOutcome.Unavailable);
        var readable = await finder.ReadableAsync(agentId, answer.Keys.Select(k => (k.ConversationId, k.ThreadId)), cancellationToken);
        var (hits, mask) = (new List<HistoryHit>(), masks.For(agentId));
        foreach (var key in answer.Keys.Where(k => readable.ContainsKey(k.ConversationId)))
        {
            if (await excerpts.HitAsync(mask.Of(readable[key.ConversationId]), key, words, mask, person is null ? directory.Current : null, cancellationToken) is { } hit)
                hits.Add(hit);
        }

        // How many more there are would tell of hidden numbers, too.
        var total = hits.Count == 0 && !mask.Hidden.IsEmpty && words.Asking().Count > 0 ? query.Skip : answer.Total - (answer.Keys.Count - hits.Count);
        return new(hits, total, keeper.BuiltPercent);
    }

    public async Task<DeskConversation?> FindAsync(Guid agentId, Guid conversationId, CancellationToken cancellationToken = default) =>
        await finder.ThreadOfAsync(conversationId, cancellationToken) is { } thread
        && (await finder.ReadableAsync(agentId, [(conversationId, thread)], cancellationToken)).TryGetValue(conversationId, out var found)
            ? masks.For(agentId).Of(found)
            : null;

    public HistoryChoices Choices()
    {
        var known = directory.Current;
        return new(
            [.. known.Agents.Values.OrderBy(a => a.DisplayName, StringComparer.Ordinal).Select(a => new HistoryChoice(a.Id, a.DisplayName))],
            [.. known.Groups.Values.OrderBy(g => g.Name, StringComparer.Ordinal).Select(g => new HistoryChoice(g.Id, g.Name))],
            [.. known.Accounts.Values.Select(a => a.Kind).Distinct().Order()]);
    }

    private HistoryAnswer? Ask(Agent agent, HistoryQuery query, SearchWords words, Guid? person)
    {
        if (!keeper.TryGet(out var index))
            return null;
        var lookup = new HistoryLookup(words)
            .Only(HistoryIndex.Agent, query.AgentId)
            .Only(HistoryIndex.Group, query.GroupId)
            .Only(HistoryIndex.Channel, query.Channel?.ToString())
            .Only(HistoryIndex.Person, person)
            .Within(query.From, query.To);
        try
        {
            // Of one person everybody's name is the same: it says nothing.
            return lookup.Ask(index, Rights(agent, directory.Current), query.Order, query.Skip, query.Take, inCustomer: person is null);
        }
        catch (ObjectDisposedException)
        {
            // The keeper closed it at this moment, and will open it again.
            return null;
        }
    }

    /// <summary>What an agent may find: the rule of reading, in the index's words.</summary>
    internal static HistoryReader Rights(Agent agent, Directory known)
    {
        var led = known.Groups.Values.Where(g => known.IsLeadOf(agent.Id, g.OrgUnitId)).Select(g => g.Id).ToList();
        // Whoever leads all there is needs no list, and reads what is in no group as well.
        var isAll = agent.IsLead && led.Count == known.Groups.Count && known.Accounts.Values.All(a => known.IsLeadOf(agent.Id, a.OrgUnitId));
        return new(agent.Id, isAll ? null : [.. agent.Skills.Select(s => s.GroupId).Union(led)]);
    }
}
