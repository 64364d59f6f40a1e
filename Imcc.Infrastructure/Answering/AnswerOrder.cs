using System.Collections.Immutable;
using System.Text;
using Imcc.Core.Answering;
using Imcc.Core.Channels;
using Imcc.Core.Flows;
using Imcc.Core.Knowledge;
using Imcc.Infrastructure.Organisation;
using Microsoft.Extensions.Logging;

namespace Imcc.Infrastructure.Answering;

/// <summary>The flat dialogue: a flow that waits for exactly this, keyword rules first (exact, prefix, contains, patterns, fuzzy), then an article that is sure, then a robot that was plugged in.</summary>
internal sealed partial class AnswerOrder(
    IKeywordReplies keywords,
    IArticleSearch search,
    IArticleShelf shelf,
    IRobot robot,
    IFlows flows,
    ILogger<AnswerOrder> logger) : IAnswering
{
    /// <summary>An answer and what belongs to it is at most so many messages: a channel lets us say only a few things for each of the customer's.</summary>
    internal const int MostMessages = 3;

    /// <summary>WeChat's limit of a passive text, the smallest among the channels (bytes of UTF-8).</summary>
    internal const int TextBytes = 2048;

    public async ValueTask<AutomaticAnswer?> FindAsync(AnswerAsk ask, CancellationToken cancellationToken = default)
    {
        if (ask.Flow is { Waits: true } run)
        {
            Flow? flow;
            try
            {
                flow = await flows.FindAsync(run.FlowId, run.Version, cancellationToken);
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                // It is there and cannot be read now: the customer is asked once more, and keeps what was answered.
                LogFlowUnreadable(e, run.FlowId, run.Version);
                return ask.IsTap ? null : new(AnswerStep.Flow, [new TextContent(run.Prompt)], Flow: run);
            }

            if (flow is not null)
                return await WithinAsync(flow, run, ask, cancellationToken);
        }

        return await RuledAsync(ask, cancellationToken) ?? (ask.IsTap ? null : await robot.AskAsync(ask, cancellationToken));
    }

    /// <summary>
    /// A flow waits for an answer, and is no cage: what is no answer to it may be answered otherwise, after which the question stands; what begins
    /// something else leaves it. A robot is not asked: it has an answer to everything.
    /// </summary>
    private async ValueTask<AutomaticAnswer?> WithinAsync(Flow flow, FlowRun run, AnswerAsk ask, CancellationToken cancellationToken)
    {
        var now = Local(ask.Now);
        if (FlowRunner.Answer(flow, run, ask.Text, ask.IsTap, now) is { } turn)
            return Told(turn, new(AnswerStep.Flow, []));
        if (await RuledAsync(ask, cancellationToken) is { } other)
            return other.Flow is not null || other.GroupId is not null ? other : other with { Contents = Joined(other.Contents, [run.Prompt]), Flow = FlowRunner.Interrupted(flow, run, now) };
        // Whoever taps something that means nothing here has not given a wrong answer.
        return ask.IsTap ? null : Told(FlowRunner.Refuse(flow, run, now), new(AnswerStep.Flow, []));
    }

    /// <summary>By keyword rules, else by an article that is sure.</summary>
    private async ValueTask<AutomaticAnswer?> RuledAsync(AnswerAsk ask, CancellationToken cancellationToken)
    {
        if (keywords.Find(ask) is { } ruled)
        {
            // A rule may answer with an article, or with a flow that is not there (any more).
            var told = ruled is { ArticleId: { } named, Contents: [] } ? await FromArticleAsync(named, ask, ruled, cancellationToken) ?? (ruled.FlowKey is null ? null : ruled) : ruled;
            if (told is not null && Begun(told, ask) is { } answer)
                return answer;
        }

        if (ask.IsTap)
            return null;
        var before = ask.Before.IsDefault ? [] : ask.Before;
        var found = search.Search(new(ask.Text, Top: 1, ask.Now, ask.AccountId, Audience.Customers, before));
        return found is { Sureness: Sureness.Sure, Hits: [var best, ..] } && await FromArticleAsync(best.ArticleId, ask, new(AnswerStep.Article, [], best.ArticleId), cancellationToken) is { } article
            ? Begun(article, ask)
            : null;
    }

    /// <summary>With the first words of the flow that begins with it.</summary>
    /// <returns>Null: it was nothing but a flow, and there is none.</returns>
    private AutomaticAnswer? Begun(AutomaticAnswer answer, AnswerAsk ask)
    {
        if (answer.FlowKey is not { Length: > 0 } key || answer.GroupId is not null)
            return answer;
        if (flows.Find(key, ask.AccountId) is { } flow)
        {
            // One that says nothing and is over is no answer.
            return FlowRunner.Begin(flow, Local(ask.Now)) is var turn && turn is { Texts.IsEmpty: true, End: FlowEnd.Finished } ? answer.Contents.IsEmpty ? null : answer : Told(turn, answer);
        }

        LogNoFlow(key, ask.AccountId);
        return answer.Contents.IsEmpty ? null : answer;
    }

    private static AutomaticAnswer Told(FlowTurn turn, AutomaticAnswer answer) =>
        answer with { Contents = Joined(answer.Contents, turn.Texts), GroupId = turn.GroupId, Flow = turn.Run, FlowEnd = turn.End };

    /// <summary>What the answer says itself comes first, and the flow's words under it where one message has room for both.</summary>
    private static ImmutableArray<MessageContent> Joined(ImmutableArray<MessageContent> contents, ImmutableArray<string> texts)
    {
        foreach (var text in texts)
        {
            contents = contents is [.., TextContent last] && Encoding.UTF8.GetByteCount(last.Text) + Encoding.UTF8.GetByteCount(text) + 2 <= TextBytes
                ? contents.SetItem(contents.Length - 1, last with { Text = $"{last.Text}\n\n{text}" })
                : contents.Add(new TextContent(text));
        }

        return contents;
    }

    // By the clock on the customer's wall.
    private static DateTimeOffset Local(DateTimeOffset now) => TimeZoneInfo.ConvertTime(now, TimeZoneInfo.FindSystemTimeZoneById(CalendarRules.DefaultZone));

    /// <returns>Null: it is not in force any more, not for this customer, or has nothing for this channel.</returns>
    private async ValueTask<AutomaticAnswer?> FromArticleAsync(Guid articleId, AnswerAsk ask, AutomaticAnswer answer, CancellationToken cancellationToken)
    {
        try
        {
            if (await shelf.FindAsync([articleId], cancellationToken) is not [var main] || !MayBeTold(main.Article, ask))
                return null;
            var contents = main.Answer.For(ask.Channel);
            if (contents.IsEmpty && main.Answer.Flow is null)
                return null;
            var related = main.Article.Related.IsDefaultOrEmpty ? [] : await shelf.FindAsync(main.Article.Related, cancellationToken);
            return answer with { Contents = WithRelated(contents, related.Where(r => MayBeTold(r.Article, ask)), ask.Channel), FlowKey = answer.FlowKey ?? main.Answer.Flow };
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

    [LoggerMessage(Level = LogLevel.Warning, Message = "The flow {Key} is not in force for account {Account}; what leads to it goes on without")]
    private partial void LogNoFlow(string key, Guid account);

    [LoggerMessage(Level = LogLevel.Error, Message = "The flow {FlowId} could not be read in version {Version}")]
    private partial void LogFlowUnreadable(Exception e, Guid flowId, long version);

    [LoggerMessage(Level = LogLevel.Error, Message = "The article {Article} could not be read; the customer is answered as if it were not there")]
    private partial void LogUnreadable(Exception e, Guid article);
}
