using Imcc.Core.Organisation;
using Kind = Imcc.Core.Conversations.ConversationEventKind;

namespace Imcc.Core.Conversations;

/// <summary>What becomes of a customer whom a line cannot take, or not any longer: closed, full, waited too long, or their own choice.</summary>
internal static class TurnedAway
{
    /// <param name="reason">Why; the account's text for it is what the customer reads.</param>
    public static Conducted From(Conversation c, SkillGroup group, TurnAway way, EndReason reason, Surroundings around)
    {
        var words = LineWords.For(reason, way, group, around);
        return way == TurnAway.LeaveMessage
            ? Conducted.Done(c.AskForMessage(group.Id, around.Now), Kind.Overflowed, words, reason.ToString())
            : Conducted.Done(c.Overflow(reason, around.Now), Kind.Overflowed, words, reason.ToString());
    }
}
