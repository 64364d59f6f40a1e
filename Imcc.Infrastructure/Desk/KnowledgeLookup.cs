using System.Collections.Immutable;
using Imcc.Core.Channels;
using Imcc.Core.Desk;
using Imcc.Core.Knowledge;
using Imcc.Core.Replies;
using Imcc.Infrastructure.Conversations;
using Imcc.Infrastructure.Organisation;
using Imcc.Infrastructure.Replies;
using Imcc.Infrastructure.Storage;
using Directory = Imcc.Core.Organisation.Directory;

namespace Imcc.Infrastructure.Desk;

/// <summary>Answers out of the knowledge base; where that has room left, out of the groups' and the company's quick replies.</summary>
internal sealed class KnowledgeLookup(
    ConversationStores stores,
    DirectoryCache directory,
    ConversationFinder finder,
    IArticleSearch search,
    IArticleShelf shelf,
    TimeProvider time) : IKnowledge
{
    private const int Most = 5;
    private const int LongestQuestion = 500;

    public async Task<Findings> LookUpAsync(Guid agentId, Guid conversationId, string text, ImmutableArray<string> before = default, CancellationToken cancellationToken = default)
    {
        var known = directory.Current;
        if (string.IsNullOrWhiteSpace(text) || !known.Agents.TryGetValue(agentId, out var agent))
            return Findings.None;
        if (await finder.ReadableAsync(agentId, conversationId, cancellationToken) is not { } conversation)
            return Findings.None;
        var asked = text.Length > LongestQuestion ? text[..LongestQuestion] : text;
        var now = time.GetUtcNow();
        var units = directory.OrgTree.Around(agent.OrgUnitId);
        var found = search.Search(new(asked, Most, now, conversation.AccountId, Audience.Agents, before.IsDefault ? [] : before, OrgUnits: units));
        var items = await ArticlesAsync(found, known.Accounts[conversation.AccountId].Kind, units, now, cancellationToken);
        if (items.Count < Most && !found.IsSmallTalk)
            items.AddRange(known.Replies.Answers(asked, agent.Skills.Select(s => s.GroupId).ToHashSet(), Most - items.Count).Select(r => new Finding(r.Id, r.Title, r.Text, SourceOf(r, known))));
        return new(items, IsMiss: items.Count == 0 && !found.IsSmallTalk);
    }

    public async Task<CommandOutcome> RateAsync(Guid agentId, Guid conversationId, Guid messageId, Guid findingId, bool isUseful, CancellationToken cancellationToken = default)
    {
        if (messageId == Guid.Empty || findingId == Guid.Empty)
            return CommandOutcome.Invalid;
        if (await finder.ReadableAsync(agentId, conversationId, cancellationToken) is not { } conversation)
            return CommandOutcome.NotFound;
        var row = new FindingRatingRow { MessageId = messageId, FindingId = findingId, AgentId = agentId, ThreadId = conversation.ThreadId, IsUseful = isUseful, At = time.GetUtcNow() };
        var writer = stores.For(conversation.ThreadId).Writer;
        if (await writer.CommitAsync(new WriteUnit().Insert(row)) == WriteOutcome.Duplicate)
            await writer.CommitAsync(new WriteUnit().Patch(row, FindingRatingRow.Verdict));
        return CommandOutcome.Done;
    }

    private async Task<List<Finding>> ArticlesAsync(SearchAnswer found, ChannelKind channel, IReadOnlySet<Guid> units, DateTimeOffset now, CancellationToken cancellationToken)
    {
        if (found.Hits.IsEmpty)
            return [];
        var shelved = (await shelf.FindAsync([.. found.Hits.Select(h => h.ArticleId)], cancellationToken)).ToDictionary(a => a.Article.Id);
        var related = (await shelf.FindAsync([.. shelved.Values.SelectMany(a => a.Article.Related).Distinct()], cancellationToken)).Where(a => a.Article.IsValid(now) && units.Contains(a.Article.OrgUnitId)).ToDictionary(a => a.Article.Id);
        var items = new List<Finding>();
        foreach (var hit in found.Hits)
        {
            // Withdrawn since the index was read.
            if (!shelved.TryGetValue(hit.ArticleId, out var article) || !article.Article.IsValid(now))
                continue;
            items.Add(FindingOf(article, channel) with
            {
                Sureness = hit.Sureness,
                Matched = hit.Matched == hit.Title ? null : hit.Matched,
                Related = [.. article.Article.Related.Select(related.GetValueOrDefault).OfType<ShelvedArticle>().Select(r => FindingOf(r, channel))],
            });
        }

        return items;
    }

    private static Finding FindingOf(ShelvedArticle article, ChannelKind channel)
    {
        var contents = article.Answer.For(channel);
        var text = article.Answer.TextFor(channel);
        return new(article.Article.Id, article.Article.Title, text, string.Join(" › ", article.CategoryPath))
        {
            IsArticle = true,
            IsInternal = article.Article.Audience == Audience.Agents,
            Further = text.Length > 0 ? contents[1..] : contents,
        };
    }

    private static string SourceOf(QuickReply reply, Directory known)
    {
        var owner = reply.GroupId is { } id && known.Groups.TryGetValue(id, out var group) ? group.Name : "";
        return string.Join(" · ", new[] { owner, reply.Category }.Where(s => s.Length > 0));
    }
}
