using Imcc.Core.Channels;
using Imcc.Core.Desk;
using static Imcc.Core.Conversations.ConversationState;
using Kind = Imcc.Core.Conversations.ConversationEventKind;

namespace Imcc.Core.Conversations;

/// <summary>Carries out on the conversation what <see cref="Reception"/> decided about a customer's message; opens one where there is none.</summary>
public static class Welcome
{
    /// <param name="open">The conversation that is going on; null: none.</param>
    /// <param name="begin">Makes a new one.</param>
    public static Conducted Carry(Conversation? open, ReceptionDecision decision, MessageContent content, Surroundings around, Func<Conversation> begin) =>
        FlowConduct.Settle(CarryOut(open, decision, content, around, begin), open?.Flow, decision, content, around);

    private static Conducted CarryOut(Conversation? open, ReceptionDecision decision, MessageContent content, Surroundings around, Func<Conversation> begin)
    {
        switch (decision)
        {
            case ReceptionDecision.Record:
                return new() { Outcome = CommandOutcome.Done };
            // What was tapped may begin a flow, and somebody has to remember where the customer stands in it.
            case ReceptionDecision.Answer answer when content.IsSpeech || answer.Found is { Flow.Waits: true }:
                var (listening, news) = Listen(open, content, around, begin);
                return Said(answer) with { Next = listening.HearAutomatic(PreviewOf(answer)), Happened = news };
            case ReceptionDecision.Answer answer:
                return Said(answer) with { Next = open?.HearAutomatic(PreviewOf(answer)) };
            case ReceptionDecision.Leave:
                return open is null ? new() { Outcome = CommandOutcome.Done } : Leave(open, around);
        }

        var (c, opened) = Listen(open, content, around, begin);
        var done = decision switch
        {
            ReceptionDecision.Queue queue => Join(c, queue, around),
            ReceptionDecision.KeepWaiting waiting => Conducted.Done(waiting.Text is null ? c : c.Told(around.Now), words: waiting.Text),
            ReceptionDecision.ShowAgent => Conducted.Done(c),
            ReceptionDecision.Wake => Conduct.Wake(c, around),
            ReceptionDecision.KeepParked parked => Conducted.Done(c.AwaitOpening(around.Now, parked.Until), words: parked.Text),
            ReceptionDecision.TakeMessage message => Keep(c, message.GroupId, message.Text, around),
            ReceptionDecision.TurnAway { HandsOver: true } away =>
                Conducted.Done(c.IsLeftMessage ? c : c.Overflow(away.Reason, around.Now), Kind.Overflowed, detail: away.Reason.ToString()) with { Instead = new ChannelServiceContent(Otherwise: away.Text) },
            ReceptionDecision.TurnAway { IsMessage: true } away => Keep(c, away.GroupId, away.Text, around, away.Reason),
            ReceptionDecision.TurnAway { Way: Organisation.TurnAway.LeaveMessage } away =>
                Conducted.Done(c.IsLeftMessage ? c : c.AskForMessage(away.GroupId, around.Now), Kind.Overflowed, away.Text, away.Reason.ToString()),
            ReceptionDecision.TurnAway { } away => Conducted.Done(c.IsLeftMessage ? c : c.Overflow(away.Reason, around.Now), Kind.Overflowed, away.Text, away.Reason.ToString()),
            _ => throw new InvalidOperationException($"{decision.GetType().Name} is no decision that is known here."),
        };
        return done with { Happened = [.. opened, .. done.Happened] };
    }

    private static Conducted Said(ReceptionDecision.Answer answer) => new()
    {
        Outcome = CommandOutcome.Done,
        Words = answer.Text,
        // A card has room in the response, too; a file would have to be at the channel's side first.
        Instead = answer is { Text: null, Found.Contents: [LinkContent card, ..] } ? card : null,
        Further = answer.Found is not { } found ? [] : answer.Text is null && found.Contents is not [LinkContent, ..] ? found.Contents : found.Contents[1..],
    };

    // The last thing said is what a list shows.
    private static string PreviewOf(ReceptionDecision.Answer answer) => answer.Found is { Contents: [.., var last] } ? last.Preview : new TextContent(answer.Text ?? "").Preview;

    private static (Conversation Listening, IReadOnlyList<Happening> News) Listen(Conversation? open, MessageContent content, Surroundings around, Func<Conversation> begin)
    {
        var c = open ?? begin();
        IReadOnlyList<Happening> news = open is null ? [new(Kind.Opened)] : c.State == WrapUp ? [new(Kind.Reopened)] : [];
        return (c.HearCustomer(content.Preview, around.Now), news);
    }

    private static Conducted Join(Conversation c, ReceptionDecision.Queue queue, Surroundings around)
    {
        var group = around.Directory.Groups[queue.GroupId];
        // Somebody who asks again watches the screen again.
        return Conducted.Done(c.Enqueue(group.Id, around.Tier, group.Units, around.Now, queue.Preferred) with { MessageLeftAt = null }, Kind.Enqueued, queue.Text);
    }

    private static Conducted Keep(Conversation c, Guid groupId, string? words, Surroundings around, EndReason? because = null)
    {
        var group = around.Directory.Groups[groupId];
        var opens = around.Directory.IsOpen(group, around.Now) ? around.Now + TimeSpan.FromMinutes(10) : around.Directory.OpensNext(group, around.Now) ?? around.Now + TimeSpan.FromHours(1);
        var done = Conducted.Done(c.LeaveMessage(groupId, around.Now, opens) with { VipTier = around.Tier }, Kind.MessageLeft, words);
        return because is { } reason ? done.And(Kind.Overflowed, reason.ToString()) : done;
    }

    private static Conducted Leave(Conversation c, Surroundings around) => c.State switch
    {
        Queued or Offered => Conducted.Done(c.Abandon(EndReason.CustomerLeft, around.Now), Kind.Abandoned),
        Active => Conducted.Done(c.End(EndReason.CustomerLeft, around.Now), Kind.Ended),
        Automated or Parked => Conducted.Done(SummaryConduct.Owing(c.Close(around.Now, EndReason.CustomerLeft), around), Kind.Closed),
        _ => new() { Outcome = CommandOutcome.Done },
    };
}
