using Imcc.Core.Channels;
using Imcc.Core.Conversations;
using Imcc.Core.Desk;
using Imcc.Core.Organisation;
using static Imcc.Tests.Desk.FakeWorkplace;
using Directory = Imcc.Core.Organisation.Directory;

namespace Imcc.Tests.Desk;

/// <summary>What a supervisor who looks at a conversation hears of its thread, and when they hear nothing any more.</summary>
public sealed class WatchSightTests
{
    private static readonly (Guid Head, Guid Branch, Guid Other) Units = (Id(90), Id(91), Id(92));
    private static readonly (Guid Branch, Guid Other) Groups = (Id(51), Id(52));
    private static readonly WatchSight Begun = new(Id(10), Me, Groups.Branch, Id(60));

    [Fact]
    public void What_happens_in_the_conversation_is_told()
    {
        foreach (var e in new DeskEvent[] { Moved(10, Groups.Branch), Said(10), Said(null), new TypingChanged(Id(1010), true), new WatchersChanged(Id(1010), Id(10), []) })
        {
            var (next, isTold) = Begun.Hear(e, Known(Units.Branch));
            Assert.True(isTold);
            Assert.Equal(Begun, next);
        }

        // Its end too, and what the customer's next one says not at all.
        Assert.True(Begun.Hear(Moved(10, Groups.Branch, ConversationState.Closed), Known(Units.Branch)).IsTold);
        Assert.Equal((Begun, false), Begun.Hear(Said(11), Known(Units.Branch)));
        Assert.Equal((Begun, false), Begun.Hear(Moved(9, Groups.Branch, ConversationState.Closed), Known(Units.Branch)));
    }

    [Fact]
    public void Where_it_has_gone_to_another_unit_is_the_last_that_is_heard()
    {
        var (gone, isTold) = Begun.Hear(Moved(10, Groups.Other), Known(Units.Branch));
        Assert.Equal((true, true), (gone.IsOver, isTold));
        Assert.Equal((gone, false), gone.Hear(Said(10), Known(Units.Branch)));
        Assert.Equal((gone, false), gone.Hear(Moved(10, Groups.Branch), Known(Units.Branch)));
        // The head office leads there as well.
        var (stays, _) = Begun.Hear(Moved(10, Groups.Other), Known(Units.Head));
        Assert.False(stays.IsOver);
        Assert.True(stays.Hear(Said(10), Known(Units.Head)).IsTold);
    }

    [Fact]
    public void Another_conversation_of_the_thread_and_a_right_that_is_gone_end_it_unheard()
    {
        var (next, isTold) = Begun.Hear(Moved(11, Groups.Branch), Known(Units.Branch));
        Assert.Equal((true, false), (next.IsOver, isTold));
        (next, isTold) = Begun.Hear(Said(10), Known(Units.Branch, isLead: false));
        Assert.Equal((true, false), (next.IsOver, isTold));
        (next, isTold) = Begun.Hear(Said(10), Known(Units.Other));
        Assert.Equal((true, false), (next.IsOver, isTold));
    }

    private static ConversationMoved Moved(int number, Guid group, ConversationState state = ConversationState.Active) => new(new FakeWorkplace().Has(number, state) with { ThreadId = Id(1010), GroupId = group });

    private static MessageAdded Said(int? conversation) => new(new ThreadMessage
    {
        Id = Id(7), ThreadId = Id(1010), Seq = 1, ConversationId = conversation is { } number ? Id(number) : null, Direction = MessageDirection.Inbound, Sender = MessageSender.Customer, Content = new TextContent("在吗"), At = Start,
    });

    private static Directory Known(Guid unit, bool isLead = true) => new(
        1, [], [Group(Groups.Branch, Units.Branch), Group(Groups.Other, Units.Other)], [new() { Id = Me, UserName = "lead", DisplayName = "班长", OrgUnitId = unit, IsLead = isLead }])
    {
        Units = new(new Dictionary<Guid, Guid?> { [Units.Head] = null, [Units.Branch] = Units.Head, [Units.Other] = Units.Head }),
    };

    private static SkillGroup Group(Guid id, Guid unit) => new() { Id = id, Name = id.ToString(), OrgUnitId = unit };
}
