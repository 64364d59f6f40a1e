using Imcc.Core.Channels;
using Imcc.Core.Conversations;

namespace Imcc.Infrastructure.Conversations;

/// <summary>Carries out on a unit of work what <see cref="Reception"/> decided about a customer's message.</summary>
internal sealed class Welcoming(ThreadWork work, ChannelAccount account, Core.Organisation.Directory directory, ConversationOptions options, DateTimeOffset now)
{
    /// <summary>The commit itself takes a moment: an answer decided on in the last of the time would come too late.</summary>
    private static readonly TimeSpan Margin = TimeSpan.FromMilliseconds(200);

    public Reply Receive(InboundMessage message)
    {
        var decision = Reception.Decide(work.After.Current, account, message.Content, now);
        switch (decision)
        {
            case ReceptionDecision.Record:
                work.Hear(message);
                return Reply.None;
            case ReceptionDecision.Answer answer:
                if (message.Content.IsSpeech)
                    Listen(message);
                else
                    work.Hear(message);
                return Say(answer.Text, message);
            case ReceptionDecision.Queue queue:
                var listening = Listen(message);
                var group = directory.Groups[queue.GroupId];
                work.Move(listening.Enqueue(group.Id, work.After.Contact.VipTier, now, group.MaxWait), ConversationEventKind.Enqueued);
                return queue.Text is { } text ? Say(text, message) : Reply.None;
            case ReceptionDecision.KeepWaiting:
            case ReceptionDecision.ShowAgent:
                Listen(message);
                return Reply.None;
            case ReceptionDecision.Leave:
                work.Hear(message);
                Leave();
                return Reply.None;
            default:
                throw new InvalidOperationException($"{decision.GetType().Name} is no decision that is known here.");
        }
    }

    private Conversation Listen(InboundMessage message)
    {
        var current = work.Current(options.AutomatedIdle);
        var heard = current.HearCustomer(message.Content.Preview, now, options.AutomatedIdle);
        work.Move(heard, current.State == ConversationState.WrapUp ? ConversationEventKind.Reopened : null);
        work.Hear(message);
        return heard;
    }

    private Reply Say(string text, InboundMessage message)
    {
        var content = new TextContent(text);
        var inTime = message.AnswerableUntil is { } until && now + Margin < until;
        var said = work.Say(Guid.CreateVersion7(now), content, MessageSender.Automatic, answers: inTime ? message.Id : null);
        if (work.After.Current is { State: ConversationState.Automated } current)
            work.Move(current.HearAutomatic(content.Preview));
        return said.InReplyTo is null ? Reply.None : new Reply(content, said.Id);
    }

    private void Leave()
    {
        if (work.After.Current is not { } current)
            return;
        switch (current.State)
        {
            case ConversationState.Queued or ConversationState.Offered:
                work.Move(current.Abandon(EndReason.CustomerLeft, now), ConversationEventKind.Abandoned);
                break;
            case ConversationState.Active:
                work.Move(current.End(EndReason.CustomerLeft, now, directory.Groups[current.GroupId!.Value].WrapUp), ConversationEventKind.Ended);
                break;
            case ConversationState.Automated:
                work.Move(current.Close(now, EndReason.CustomerLeft), ConversationEventKind.Closed);
                break;
        }
    }
}
