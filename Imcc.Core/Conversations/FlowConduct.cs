using Imcc.Core.Answering;
using Imcc.Core.Channels;
using Imcc.Core.Desk;
using Imcc.Core.Flows;
using static Imcc.Core.Conversations.ConversationState;
using Kind = Imcc.Core.Conversations.ConversationEventKind;

namespace Imcc.Core.Conversations;

/// <summary>Keeps with the conversation where the customer stands in a flow, and gives on to people what was answered in it.</summary>
public static class FlowConduct
{
    /// <param name="done">What was decided about the customer's message.</param>
    /// <param name="before">Where they stood before it.</param>
    public static Conducted Settle(Conducted done, FlowRun? before, ReceptionDecision decision, MessageContent content, Surroundings around)
    {
        if (done.Next is not { } next || (before is null && around.Found?.Flow is null))
            return done;
        var told = decision switch
        {
            ReceptionDecision.Answer { Found: { } found } => found,
            // What the customer did in between (a code that was scanned) leaves the question standing.
            ReceptionDecision.Answer when !content.IsSpeech && before is not null => new AutomaticAnswer(AnswerStep.Flow, [], Flow: before),
            ReceptionDecision.Answer => null,
            _ => around.Found,
        };
        var after = told?.Flow;
        var stays = next is { State: Automated, AwaitsMessage: false } && after is { Waits: true } ? after : null;
        done = done with { Next = Moved(next, stays, before) };
        var isSame = before is not null && after is not null && IsSame(before, after);
        if (before is not null && !isSame)
            done = done.And(Kind.FlowEnded, Detail(FlowEnd.Left, before));
        if (after is not null && !isSame)
            done = done.And(Kind.FlowBegan, after.Name);
        if (after is not null && stays is null)
            done = done.And(Kind.FlowEnded, Detail(told!.FlowEnd ?? FlowEnd.Left, after));
        return (after ?? before) is { Slots.Length: > 0 } run ? WithHandover(done, run, around.Now) : done;
    }

    /// <summary>Somebody else begins to speak: what was asked of this customer is not asked any more.</summary>
    public static Conducted Close(Conversation c, DateTimeOffset now)
    {
        var done = Conducted.Done(c.Close(now) with { Flow = null }, Kind.Closed);
        return c.Flow is { } run ? done.And(Kind.FlowEnded, Detail(FlowEnd.Left, run)) : done;
    }

    /// <summary>No answer in time.</summary>
    public static Conducted Silent(Conversation c) =>
        c.Flow is { } run ? Conducted.Done(c.Step() with { Flow = null }, Kind.FlowEnded, run.SilenceText, Detail(FlowEnd.Silent, run)) : Conducted.Refused(CommandOutcome.AlreadyDone);

    // A step already, unless nothing but the flow has changed.
    private static Conversation Moved(Conversation next, FlowRun? stays, FlowRun? before) => stays is null && before is null ? next : next with { Flow = stays };

    private static bool IsSame(FlowRun before, FlowRun after) => before.FlowId == after.FlowId && before.Version == after.Version && before.BeganAt == after.BeganAt;

    private static string Detail(FlowEnd end, FlowRun run) => $"{end}: {run.Name}";

    /// <summary>Whoever takes over need not ask again.</summary>
    private static Conducted WithHandover(Conducted done, FlowRun run, DateTimeOffset now) => done.Next is { State: Queued or Parked } or { AwaitsMessage: true }
        ? done with { Next = done.Next! with { Handover = new(null, now, run.Name, run.Summary) } }
        : done;
}
