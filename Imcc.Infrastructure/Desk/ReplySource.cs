using Imcc.Core.Desk;
using Imcc.Core.Replies;
using Imcc.Infrastructure.Conversations;
using Imcc.Infrastructure.Organisation;
using Imcc.Infrastructure.Replies;
using Imcc.Infrastructure.Storage;

namespace Imcc.Infrastructure.Desk;

/// <summary>Answers out of the groups' and the company's quick replies.</summary>
internal sealed class ReplySource(ConversationStores stores, DirectoryCache directory, ConversationFinder finder, TimeProvider time) : IKnowledge
{
    private const int Most = 5;
    private const int LongestQuestion = 500;

    public async Task<Findings> LookUpAsync(Guid agentId, Guid conversationId, string text, CancellationToken cancellationToken = default)
    {
        var known = directory.Current;
        if (string.IsNullOrWhiteSpace(text) || !known.Agents.TryGetValue(agentId, out var agent))
            return Findings.None;
        var found = known.Replies.Answers(text.Length > LongestQuestion ? text[..LongestQuestion] : text, agent.Skills.Select(s => s.GroupId).ToHashSet(), Most);
        return found.Count > 0 && await finder.ReadableAsync(agentId, conversationId, cancellationToken) is not null
            ? new([.. found.Select(r => new Finding(r.Id, r.Title, r.Text, SourceOf(r, known)))])
            : Findings.None;
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

    private static string SourceOf(QuickReply reply, Core.Organisation.Directory known)
    {
        var owner = reply.GroupId is { } id && known.Groups.TryGetValue(id, out var group) ? group.Name : "";
        return string.Join(" · ", new[] { owner, reply.Category }.Where(s => s.Length > 0));
    }
}
