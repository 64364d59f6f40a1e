using Imcc.Core.Conversations;
using Directory = Imcc.Core.Organisation.Directory;

namespace Imcc.Core.Desk;

/// <summary>
/// How far a supervisor's look at a conversation reaches: to what happens in this one, while it belongs to a unit that they lead. What the customer says in the
/// next conversation of the thread, or after this one has gone to another unit's line, is not theirs to hear.
/// </summary>
/// <param name="GroupId">Whose line the conversation is of, as far as was told.</param>
/// <param name="IsOver">Nothing is heard any more.</param>
public sealed record WatchSight(Guid ConversationId, Guid LeadId, Guid? GroupId, Guid AccountId, bool IsOver = false)
{
    public static WatchSight Of(Conversation c, Guid leadId) => new(c.Id, leadId, c.GroupId, c.AccountId);

    /// <returns>What is seen from now on, and whether this is still told.</returns>
    public (WatchSight Next, bool IsTold) Hear(DeskEvent e, Directory directory)
    {
        if (IsOver)
            return (this, false);
        // Rights that were taken away hold at once.
        if (!Leads(directory))
            return (this with { IsOver = true }, false);
        switch (e)
        {
            case ConversationMoved { Conversation: var other } when other.Id != ConversationId:
                // An earlier one is written up; a later one has begun.
                return (other.State < ConversationState.Closed ? this with { IsOver = true } : this, false);
            case ConversationMoved { Conversation: var moved }:
                var next = this with { GroupId = moved.GroupId };
                // Where it has gone is the last that is seen of it.
                return (next.Leads(directory) ? next : next with { IsOver = true }, true);
            case MessageAdded { Message.ConversationId: { } of } when of != ConversationId:
                return (this, false);
            default:
                return (this, true);
        }
    }

    private bool Leads(Directory directory) => directory.IsLeadOf(LeadId, directory.UnitOf(GroupId, AccountId));
}
