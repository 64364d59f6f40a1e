using Imcc.Core.Channels;
using Imcc.Core.Conversations;
using Imcc.Core.Desk;
using Imcc.Core.Organisation;
using static Imcc.Tests.Conversations.TableScene;

namespace Imcc.Tests.Conversations;

/// <summary>Walks the agreed table cell by cell with the rules that are to keep it.</summary>
public sealed class StateTableTests
{
    private static readonly LastService Served = new(Server, Group.Id, Now.AddMinutes(-5));

    private static readonly Dictionary<string, Func<Conversation?, Conducted?>> Events = new()
    {
        ["customer speaks"] = c => Hear(c, new TextContent("我的卡被吞了"), Around()),
        ["speaks to the menu"] = c => Hear(c, new TextContent("你好"), Around(texts: Plain with { AutoReply = "回复人工" })),
        ["speaks after hours"] = c => Hear(c, new TextContent("我的卡被吞了"), Around(isOpen: false)),
        ["speaks, line full"] = c => Hear(c, new TextContent("我的卡被吞了"), Around(most: 5, waiting: 5)),
        ["asks for a person"] = c => Hear(c, new TextContent("人工"), Around()),
        ["asks after hours"] = c => Hear(c, new TextContent("转人工！"), Around(isOpen: false)),
        ["says thanks"] = c => Hear(c, new TextContent("谢谢。"), Around(), Served),
        ["chooses a message"] = c => Hear(c is null ? null : c with { Alerts = c.Alerts | ConversationAlerts.ChoiceAsked }, new TextContent("2"), Around(choice: TimeSpan.FromMinutes(3))),
        ["leaves"] = c => Hear(c, new EventContent("unsubscribe"), Around()),
        ["ends the chat"] = c => Hear(c, new EventContent("leave"), Around()),
        ["screen goes away"] = c => Do(c, new Act.CustomerAway()),
        ["agent accepts"] = c => Do(c, new Act.Accept(Server, OfferId)),
        ["agent declines"] = c => Do(c, new Act.Decline(Server, OfferId, "正在接电话")),
        ["agent ends"] = c => Do(c, new Act.End(Server)),
        ["agent parks"] = c => Do(c, new Act.Park(Server, null)),
        ["agent resumes"] = c => Do(c, new Act.Resume(Server)),
        ["agent closes"] = c => Do(c, new Act.CloseParked(Server)),
        ["wrap-up finished"] = c => Do(c, new Act.FinishWrapUp(Server)),
        ["finished, reason missing"] = c => c is null ? null : Conduct.Decide(c, new Act.FinishWrapUp(Server), WantingReason()),
        ["transferred to a group"] = c => Do(c, new Act.TransferToGroup(Server, OtherGroup.Id, "贷款问题", "已核实身份")),
        ["colleague invited"] = c => Do(c, new Act.Invite(Server, Colleague, OfferId, 1, "英语客户", "")),
        ["colleague accepts"] = c => Do(c, new Act.Accept(Colleague, InvitationId)),
        ["colleague declines"] = c => Do(c, new Act.Decline(Colleague, InvitationId)),
        ["invitation withdrawn"] = c => Do(c, new Act.WithdrawInvitation(Server)),
        ["help asked"] = c => Do(c, new Act.AskHelp(Server, Lead, "怎么冲正？")),
        ["assigned by force"] = c => Do(c, new Act.Assign(Lead, Other, "客户点名")),
        ["lead takes over"] = c => Do(c, new Act.TakeOver(Lead, HolderOf(c), "客户投诉")),
        ["lead moves to a group"] = c => Do(c, new Act.Move(Lead, HolderOf(c), OtherGroup.Id, "走错队列")),
        ["agent's screen lost"] = c => Do(c, new Act.LoseAgent(Server, ForGood: false)),
        ["agent gone for good"] = c => Do(c, new Act.LoseAgent(Server, ForGood: true)),
        ["colleague's screen lost"] = c => Do(c, new Act.LoseAgent(Colleague, ForGood: false)),
        ["line too long"] = c => Do(c, new Act.TurnAway()),
        ["long time passes"] = c => c is null ? null : DeadlineConduct.Decide(c, Around() with { Now = Now.AddDays(3) }),
    };

    public static TheoryData<string, string> Cells => new(StateTable.Events.SelectMany(e => StateTable.Places.Select(p => (e, p))));

    [Fact]
    public void The_table_has_no_empty_cell_and_no_event_that_is_not_walked()
    {
        Assert.Equal(StateTable.Events.Count * StateTable.Places.Count, StateTable.Cells.Count);
        Assert.Equal(StateTable.Events.Order(StringComparer.Ordinal), Events.Keys.Order(StringComparer.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Cells))]
    public void Each_event_at_each_place_leads_where_the_table_says(string what, string place)
    {
        var before = At(place);
        var expected = StateTable.Cells[(what, place)];
        var done = Events[what](before);
        switch (expected)
        {
            case StateTable.Refused:
                Assert.True(done is null or { Outcome: not CommandOutcome.Done, Next: null }, $"{done?.Outcome}");
                break;
            case StateTable.Nothing:
                Assert.Equal(CommandOutcome.Done, done!.Outcome);
                Assert.True(done.Next is null || ReferenceEquals(done.Next, before));
                break;
            default:
                Assert.Equal(CommandOutcome.Done, done!.Outcome);
                Assert.Equal(expected, StateTable.PlaceOf(done.Next));
                Holds(before, done.Next!);
                break;
        }
    }

    private static Guid? HolderOf(Conversation? c) => c is { State: not ConversationState.Offered } ? c.AgentId : null;

    /// <summary>What holds in whatever happens.</summary>
    private static void Holds(Conversation? before, Conversation after)
    {
        Assert.True(before is null || after.Revision > before.Revision);
        Assert.Equal(after.HoldsAgent, after.AgentId is not null && after.State != ConversationState.Parked && after.IsOpen);
        Assert.Equal(after.State == ConversationState.Offered, after.OfferId is not null);
        if (before is { State: ConversationState.Queued or ConversationState.Offered } && after.State is ConversationState.Queued or ConversationState.Offered)
            Assert.Equal(before!.EnqueuedAt, after.EnqueuedAt);
        if (after.State is ConversationState.Queued or ConversationState.Offered)
            Assert.NotNull(after.EnqueuedAt);
        // Whatever is open and not in somebody's hands moves on by itself one day; only a message that was left may wait for as long as it takes.
        if (after.IsOpen && after.State != ConversationState.Active && after is not { State: ConversationState.Queued, MessageLeftAt: not null })
            Assert.NotNull(Around().Scheduled(after).DueAt);
    }
}
