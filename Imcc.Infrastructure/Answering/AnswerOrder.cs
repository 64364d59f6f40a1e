using System.Collections.Immutable;
using System.Text;
using Imcc.Core.Answering;
using Imcc.Core.Channels;
using Imcc.Core.Knowledge;
using Microsoft.Extensions.Logging;

namespace Imcc.Infrastructure.Answering;

/// <summary>The flat dialogue: keyword rules first (exact, prefix, contains, patterns, fuzzy), then an article that is sure, then a robot that was plugged in.</summary>
internal sealed partial class AnswerOrder(IKeywordReplies keywords, IArticleSearch search, IArticleShelf shelf, IRobot robot, ILogger<AnswerOrder> logger) : IAnswering
{
    /// <summary>An answer and what belongs to it is at most so many messages: a channel lets us say only a few things for each of the customer's.</summary>
    internal const int MostMessages = 3;

    /// <summary>WeChat's limit of a passive text, the smallest among the channels (bytes of UTF-8).</summary>
    internal const int TextBytes = 2048;

    public async ValueTask<AutomaticAnswer?> FindAsync(AnswerAsk ask, CancellationToken cancellationToken = default)
    {
        if (keywords.Find(ask) is { } ruled)
            // A rule may answer with an article.
            return ruled is { ArticleId: { } named, Contents: [] } ? await FromArticleAsync(named, ask, ruled, cancellationToken) ?? await AfterRulesAsync(ask, cancellationToken) : ruled;
        return await AfterRulesAsync(ask, cancellationToken);
    }

    private async ValueTask<AutomaticAnswer?> AfterRulesAsync(AnswerAsk ask, CancellationToken cancellationToken)
    {
        if (ask.IsTap)
            return null;
        var before = ask.Before.IsDefault ? [] : ask.Before;
        var found = search.Search(new(ask.Text, Top: 1, ask.Now, ask.AccountId, Audience.Customers, before));
        if (found is { Sureness: Sureness.Sure, Hits: [var best, ..] }
            && await FromArticleAsync(best.ArticleId, ask, new(AnswerStep.Article, [], best.ArticleId), cancellationToken) is { } answer)
            return answer;
        return await robot.AskAsync(ask, cancellationToken);
    }

    /// <returns>Null: it is not in force any more, not for this customer, or has nothing for this channel.</returns>
    private async ValueTask<AutomaticAnswer?> FromArticleAsync(Guid articleId, AnswerAsk ask, AutomaticAnswer answer, CancellationToken cancellationToken)
    {
        try
        {
            if (await shelf.FindAsync([articleId], cancellationToken) is not [var main] || !MayBeTold(main.Article, ask))
                return null;
            var contents = main.Answer.For(ask.Channel);
            if (contents.IsEmpty)
                return null;
            var related = main.Article.Related.IsDefaultOrEmpty ? [] : await shelf.FindAsync(main.Article.Related, cancellationToken);
            return answer with { Contents = WithRelated(contents, related.Where(r => MayBeTold(r.Article, ask)), ask.Channel) };
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            // The customer's message goes on to what comes after; nothing of it is lost.
            LogUnreadable(e, articleId);
            return null;
        }
    }

    // Whoever named it, and whenever: since then it may have become one for agents, or for other accounts.
    private static bool MayBeTold(PublishedArticle article, AnswerAsk ask) => article.Audience == Audience.Customers && article.IsValid(ask.Now) && article.IsFor(ask.AccountId);

    /// <summary>What belongs to the answer is told with it: under it as far as one text has room for it, else after it.</summary>
    internal static ImmutableArray<MessageContent> WithRelated(ImmutableArray<MessageContent> contents, IEnumerable<ShelvedArticle> related, ChannelKind channel)
    {
        var said = contents.Take(MostMessages).ToList();
        foreach (var article in related)
        {
            if (article.Answer.TextFor(channel) is not { Length: > 0 } text)
                continue;
            var told = $"【{article.Article.Title}】\n{text}";
            var at = said.FindLastIndex(c => c is TextContent);
            if (at >= 0 && said[at] is TextContent last && Encoding.UTF8.GetByteCount(last.Text) + Encoding.UTF8.GetByteCount(told) + 2 <= TextBytes)
                said[at] = last with { Text = $"{last.Text}\n\n{told}" };
            else if (said.Count < MostMessages && Encoding.UTF8.GetByteCount(told) <= TextBytes)
                said.Add(new TextContent(told));
        }

        return [.. said];
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "The article {Article} could not be read; the customer is answered as if it were not there")]
    private partial void LogUnreadable(Exception e, Guid article);
}
