using Imcc.Core.Answering;
using Imcc.Core.Channels;
using Imcc.Core.Conversations;
using Imcc.Core.Knowledge;
using Imcc.Core.Misses;
using Imcc.Core.Privacy;
using Imcc.Core.Retrieval;
using Imcc.Infrastructure.Conversations;
using Imcc.Infrastructure.Storage;
using Microsoft.EntityFrameworkCore;

namespace Imcc.Infrastructure.Misses;

/// <summary>Finds in one stretch of time of one store what nothing answered.</summary>
internal sealed class MissReading(ConversationStores stores, IWordLists words, IArticleSearch? search = null, IArticleShelf? shelf = null)
{
    /// <summary>Ids in one question to the database.</summary>
    private const int Together = 500;

    /// <summary>How far behind a question its answer may stand.</summary>
    private static readonly TimeSpan AnswerWithin = TimeSpan.FromMinutes(30);

    /// <param name="restAsync">Called between messages: looking up must not slow intake.</param>
    public async Task<IReadOnlyList<FoundMiss>> FindAsync(ConversationStore store, DateTimeOffset from, DateTimeOffset to, Func<Task> restAsync, CancellationToken cancellationToken)
    {
        await using var context = store.Read();
        var asked = await AskedAsync(context, from, to, cancellationToken);
        // Of several messages in a row the last one is what an article was sent for.
        var seqs = asked.GroupBy(a => a.ThreadId).ToDictionary(g => g.Key, g => g.Select(a => a.Seq).Order().ToList());
        var known = await KnownAsync(asked.Select(a => a.Id).ToList(), cancellationToken);
        asked.RemoveAll(a => known.Contains(a.Id));
        var steps = new Dictionary<Guid, AnswerStep>();
        foreach (var ids in asked.Select(a => a.Id).Chunk(Together))
        {
            foreach (var row in await context.Answers.Where(a => ids.Contains(a.MessageId)).Select(a => new { a.MessageId, a.Step }).ToListAsync(cancellationToken))
                steps[row.MessageId] = row.Step;
        }

        var replies = await RepliesAsync(context, asked, from, to, cancellationToken);
        var reader = new WordReader(words.Current);
        var found = new List<FoundMiss>();
        foreach (var message in asked)
        {
            await restAsync();
            if (reader.IsSmallTalk(message.Text) || !message.Text.Any(char.IsLetterOrDigit))
                continue;
            var (replySeq, _, said) = replies.GetValueOrDefault(message.ThreadId)?.FirstOrDefault(r => r.Seq > message.Seq && r.At - message.At <= AnswerWithin) ?? default;
            var answer = said ?? "";
            var article = answer.Length == 0 || seqs[message.ThreadId].Exists(s => s > message.Seq && s < replySeq) ? null : await SentAsync(message.Text, answer, message.At, cancellationToken);
            var isServed = replies.GetValueOrDefault(message.ThreadId)?.Exists(r => r.Seq < message.Seq && message.At - r.At <= AnswerWithin) == true;
            if (SourceOf(message, steps, article, isServed) is { } source)
                found.Add(new(message.Id, message.ThreadId, message.AccountId, message.At, source, MissRow.Cut(Mask.All.Text(message.Text), MissRow.MaxText), MissRow.Cut(Mask.All.Text(answer), MissRow.MaxAnswer), article));
        }

        if (store == stores.Home)
            found.AddRange(await SearchesAsync(context, from, to, cancellationToken));
        return found;
    }

    /// <param name="isServed">An agent has said something already.</param>
    private MissSource? SourceOf(Asked message, Dictionary<Guid, AnswerStep> steps, Guid? article, bool isServed)
    {
        if (message.IsNotUseful)
            return MissSource.NotUseful;
        if (article is not null)
            return MissSource.Sent;
        if (steps.TryGetValue(message.Id, out var step))
            return step == AnswerStep.None ? MissSource.Unanswered : null;
        // Whoever never reached a person has an answer's row, or nothing was looked for.
        if (message.ConversationId is null || search is null || (isServed && !Asking.Is(message.Text)))
            return null;
        return search.Search(new(message.Text, 1, message.At, message.AccountId)).Hits.IsDefaultOrEmpty ? MissSource.NotFound : null;
    }

    // The words of an article, sent as they are: how customers ask for it.
    private async Task<Guid?> SentAsync(string question, string answer, DateTimeOffset at, CancellationToken cancellationToken)
    {
        if (search is null || shelf is null)
            return null;
        var likely = search.Search(new(question, 20, at, IsTyped: true)).Hits.Concat(search.Search(new(answer, 5, at, IsTyped: true)).Hits).Select(h => h.ArticleId).Distinct().ToList();
        if (likely.Count == 0)
            return null;
        var plain = Plain(answer);
        foreach (var article in await shelf.FindAsync(likely, cancellationToken))
        {
            if (Plain(article.Answer.Text) == plain || article.Answer.Texts.Values.Any(t => Plain(t) == plain))
                return article.Article.Id;
        }

        return null;
    }

    private static async Task<List<Asked>> AskedAsync(ConversationContext context, DateTimeOffset from, DateTimeOffset to, CancellationToken cancellationToken)
    {
        var said = await context.Messages
            .Where(m => m.At >= from && m.At < to && m.Direction == MessageDirection.Inbound && m.Sender == MessageSender.Customer && m.RecalledAt == null)
            .Select(m => new { m.Id, m.ThreadId, m.Seq, m.ConversationId, m.At, m.Content }).ToListAsync(cancellationToken);
        var refused = (await context.FindingRatings.Where(r => r.At >= from && r.At < to && !r.IsUseful).Select(r => r.MessageId).Distinct().ToListAsync(cancellationToken)).ToHashSet();
        foreach (var ids in refused.Except(said.Select(m => m.Id)).Chunk(Together))
        {
            said.AddRange(await context.Messages.Where(m => ids.Contains(m.Id) && m.RecalledAt == null && m.Sender == MessageSender.Customer)
                .Select(m => new { m.Id, m.ThreadId, m.Seq, m.ConversationId, m.At, m.Content }).ToListAsync(cancellationToken));
        }

        var accounts = new Dictionary<Guid, Guid>();
        foreach (var ids in said.Select(m => m.ThreadId).Distinct().Chunk(Together))
        {
            foreach (var thread in await context.Threads.Where(t => ids.Contains(t.Id)).Select(t => new { t.Id, t.AccountId }).ToListAsync(cancellationToken))
                accounts[thread.Id] = thread.AccountId;
        }

        return [.. said.OrderBy(m => m.At).ThenBy(m => m.Id)
            .Select(m => (Message: m, Text: MessageRow.ReadContent(m.Content) is TextContent { MenuItemId: null } text ? text.Text.Trim() : ""))
            .Where(m => m.Text.Length > 0)
            .Select(m => new Asked(m.Message.Id, m.Message.ThreadId, m.Message.Seq, m.Message.ConversationId, accounts.TryGetValue(m.Message.ThreadId, out var account) ? account : null, m.Message.At, m.Text, refused.Contains(m.Message.Id)))];
    }

    private static async Task<Dictionary<Guid, List<(long Seq, DateTimeOffset At, string Text)>>> RepliesAsync(
        ConversationContext context, List<Asked> asked, DateTimeOffset from, DateTimeOffset to, CancellationToken cancellationToken)
    {
        var replies = new Dictionary<Guid, List<(long Seq, DateTimeOffset At, string Text)>>();
        // Also of what was said before: whether somebody was there already.
        var (first, last) = ((asked.Count == 0 ? from : asked.Min(a => a.At)) - AnswerWithin, to + AnswerWithin);
        foreach (var ids in asked.Select(a => a.ThreadId).Distinct().Chunk(Together))
        {
            var said = await context.Messages.Where(m => ids.Contains(m.ThreadId) && m.At >= first && m.At < last && m.Sender == MessageSender.Agent && m.Direction == MessageDirection.Outbound && m.RecalledAt == null)
                .OrderBy(m => m.Seq).Select(m => new { m.ThreadId, m.Seq, m.At, m.Content }).ToListAsync(cancellationToken);
            foreach (var reply in said)
            {
                if (MessageRow.ReadContent(reply.Content) is not TextContent text)
                    continue;
                if (!replies.TryGetValue(reply.ThreadId, out var ofThread))
                    replies[reply.ThreadId] = ofThread = [];
                ofThread.Add((reply.Seq, reply.At, text.Text.Trim()));
            }
        }

        return replies;
    }

    private async Task<IReadOnlyList<FoundMiss>> SearchesAsync(ConversationContext context, DateTimeOffset from, DateTimeOffset to, CancellationToken cancellationToken)
    {
        var rows = await context.KnowledgeSearches.Where(s => s.At >= from && s.At < to && s.Hits == 0).OrderBy(s => s.At).ToListAsync(cancellationToken);
        var known = await KnownAsync(rows.ConvertAll(r => r.Id), cancellationToken);
        return [.. rows.Where(r => !known.Contains(r.Id) && r.Text.Any(char.IsLetterOrDigit)).Select(r => new FoundMiss(r.Id, Guid.Empty, r.AccountId, r.At, MissSource.Search, r.Text, "", null))];
    }

    private async Task<HashSet<Guid>> KnownAsync(List<Guid> ids, CancellationToken cancellationToken)
    {
        var known = new HashSet<Guid>();
        await using var home = stores.Home.Read();
        foreach (var some in ids.Chunk(Together))
            known.UnionWith(await home.Misses.Where(m => some.Contains(m.MessageId)).Select(m => m.MessageId).ToListAsync(cancellationToken));
        return known;
    }

    private static string Plain(string text) => string.Concat(text.Where(char.IsLetterOrDigit));

    private sealed record Asked(Guid Id, Guid ThreadId, long Seq, Guid? ConversationId, Guid? AccountId, DateTimeOffset At, string Text, bool IsNotUseful);
}
