using Imcc.Core.Channels;
using Imcc.Core.Conversations;
using Imcc.Core.Surveys;
using Imcc.Infrastructure.Conversations;

namespace Imcc.Infrastructure.Surveys;

/// <summary>A survey's part of a thread's unit of work: what is asked and answered is written with what it belongs to, or not at all.</summary>
internal static class SurveyWork
{
    private static readonly SurveyRules Usual = new();

    /// <summary>Asks the customer, if the conversation has just ended and its group wants it.</summary>
    /// <param name="isChosen">The agent who ended it wants the customer to be asked.</param>
    public static void Invite(ThreadWork work, bool isChosen)
    {
        if (work.After.Current is not { AgentId: { } agent } ended || work.Around.GroupOf(ended) is not { Survey: { } rules } group
            || !SurveyTime.HasCome(work.Before.Current, ended, rules, isChosen, work.Around.Account.Kind)
            // Came back during the wrap-up and ended again: asked already.
            || work.After.Rating?.ConversationId == ended.Id)
            return;
        var rating = Rating.Invite(ended.Id, ended.ThreadId, agent, group.Id, rules, work.Around.Now);
        work.Say(work.NewId(), rules.Invitation(rating), MessageSender.Automatic);
        work.Invite(rating);
    }

    /// <summary>Takes an answer: no conversation is opened, none changes, nobody is called.</summary>
    public static Reply Hear(ThreadWork work, InboundMessage message, SurveyAnswer answer, Rating? rating)
    {
        var rules = rating?.GroupId is { } group && work.Around.Directory.Groups.TryGetValue(group, out var known) ? known.Survey : Usual;
        var taken = SurveyConduct.Take(rating, answer, rules, hasCard: message.Content is SurveyAnswerContent, work.Around.Now);
        work.About = rating?.ConversationId;
        work.Hear(message);
        if (taken.Next is { } next)
            work.Rate(next, rating!);
        if (taken.Ask is { } ask)
            work.Say(work.NewId(), ask, MessageSender.Automatic);
        return taken.Words is { } words ? work.Answer(message, new TextContent(words)) : Reply.None;
    }
}
