using System.Reflection;
using Imcc.Core.Conversations;
using static Imcc.Core.Conversations.ConversationState;

namespace Imcc.Tests.Conversations;

/// <summary>What each step does in each state: every cell of the table is filled, and a state or step added later fails until it is.</summary>
public sealed class ConversationStepTests
{
    private static readonly DateTimeOffset Morning = new(2026, 3, 2, 9, 0, 0, TimeSpan.Zero);
    private static readonly DateTimeOffset Later = Morning.AddMinutes(7);
    private static readonly ConversationState[] States = Enum.GetValues<ConversationState>();

    private static readonly Guid Group = new(6, 0, 0, new byte[8]);
    private static readonly Guid Other = new(7, 0, 0, new byte[8]);

    private static readonly Dictionary<string, Func<Conversation, Conversation>> Steps = new()
    {
        ["Enqueue"] = c => c.Enqueue(Group, 2, 1, Later),
        ["Wake"] = c => c.Wake(Group, 1, Later, Later.AddMinutes(1)),
        ["Offer"] = c => c.Offer(Guid.Empty, Guid.Empty, Later),
        ["Accept"] = c => c.Accept(Guid.Empty, Later),
        ["Refuse"] = c => c.Refuse(Later),
        ["Withdraw"] = c => c.Withdraw(Later),
        ["Requeue"] = c => c.Requeue(Later),
        ["TakeFromSilent"] = c => c.TakeFromSilent(Later),
        ["Transfer"] = c => c.Transfer(Group, 1, new(null, Later, "", ""), Later),
        ["Invite"] = c => c.Invite(new(Other, Guid.Empty, Guid.Empty, Later, Later, 1, "", "")),
        ["AcceptInvitation"] = c => (c with { Invitation = new(Other, Guid.Empty, Guid.Empty, Later, Later, 1, "", "") }).AcceptInvitation(Guid.Empty, Later),
        ["EndInvitation"] = c => (c with { Invitation = new(Other, Guid.Empty, Guid.Empty, Later, Later, 1, "", "") }).EndInvitation(),
        ["Move"] = c => c.Move(Group, 1, new(null, Later, "", ""), Later),
        ["Assign"] = c => c.Assign(Other, Guid.Empty, new(null, Later, "", ""), Later),
        ["AskHelp"] = c => c.AskHelp(new(Other, Guid.Empty, Later, "")),
        ["EndHelp"] = c => (c with { Help = new(Other, Guid.Empty, Later, "") }).EndHelp(),
        ["Park"] = c => c.Park(Later, null),
        ["AwaitOpening"] = c => c.AwaitOpening(Later, Later.AddHours(1)),
        ["AskForMessage"] = c => c.AskForMessage(Group, Later),
        ["LeaveMessage"] = c => c.LeaveMessage(Group, Later, Later.AddMinutes(10)),
        ["LookAgain"] = c => (c with { AgentId = null }).LookAgain(Later.AddMinutes(10)),
        ["Told"] = c => c.Told(Later),
        ["Alert"] = c => c.Alert(ConversationAlerts.ReplyWarned),
        ["Overflow"] = c => c.Overflow(EndReason.LineFull, Later),
        ["HearCustomer"] = c => c.HearCustomer("在吗", Later),
        ["HearAgent"] = c => c.HearAgent("在的", Later),
        ["HearLead"] = c => c.HearLead("我是班长"),
        ["HearAutomatic"] = c => c.HearAutomatic("您好"),
        ["MarkRead"] = c => (c with { Unread = 3 }).MarkRead(),
        ["WithVipTier"] = c => c.WithVipTier(9),
        ["Address"] = c => (c with { Chat = new("家庭群", new("m1")) }).Address(new("m2")),
        ["Annotate"] = c => c.Annotate("要退货"),
        ["End"] = c => c.End(EndReason.Agent, Later),
        ["Classify"] = c => c.Classify([new(Other, 1, "CC01", ["信用卡", "挂失"], ["CC", "CC01"], true)]),
        ["Close"] = c => c.Close(Later),
        ["CustomerAway"] = c => c.CustomerAway(Later),
        ["CustomerBack"] = c => (c with { AwaySince = Morning }).CustomerBack(),
        ["Abandon"] = c => c.Abandon(EndReason.CustomerLeft, Later),
        ["Reschedule"] = c => c.Reschedule(Later),
    };

    /// <summary>The state after each step, in the order of <see cref="States"/>; a dash is refused.</summary>
    private static readonly Dictionary<string, string> Table = new()
    {
        //                      Automated  Queued    Offered   Active    Parked    WrapUp    Closed    Abandoned Overflowed
        ["Enqueue"] = "          Queued     -         -         -         -         -         -         -         -",
        ["Wake"] = "             -          -         -         -         Queued    -         -         -         -",
        ["Offer"] = "            -          Offered   -         -         -         -         -         -         -",
        ["Accept"] = "           -          -         Active    -         -         -         -         -         -",
        ["Refuse"] = "           -          -         Queued    -         -         -         -         -         -",
        ["Withdraw"] = "         -          -         Queued    -         -         -         -         -         -",
        ["Requeue"] = "          -          -         -         Queued    -         -         -         -         -",
        ["TakeFromSilent"] = "   -          -         -         Queued    -         -         -         -         -",
        ["Transfer"] = "         -          -         -         Queued    -         -         -         -         -",
        ["Invite"] = "           -          -         -         Active    -         -         -         -         -",
        ["AcceptInvitation"] = " -          -         -         Active    -         -         -         -         -",
        ["EndInvitation"] = "    Automated  Queued    Offered   Active    Parked    WrapUp    Closed    Abandoned Overflowed",
        ["Move"] = "             -          Queued    Queued    Queued    -         -         -         -         -",
        ["Assign"] = "           -          Active    Active    Active    Active    -         -         -         -",
        ["AskHelp"] = "          -          -         -         Active    -         -         -         -         -",
        ["EndHelp"] = "          Automated  Queued    Offered   Active    Parked    WrapUp    Closed    Abandoned Overflowed",
        ["Park"] = "             -          -         -         Parked    -         -         -         -         -",
        ["AwaitOpening"] = "     -          -         -         -         Parked    -         -         -         -",
        ["AskForMessage"] = "    Automated  Automated -         -         -         -         -         -         -",
        ["LeaveMessage"] = "     Parked     -         -         -         -         -         -         -         -",
        ["LookAgain"] = "        -          -         -         -         Parked    -         -         -         -",
        ["Told"] = "             -          Queued    Offered   -         -         -         -         -         -",
        ["Alert"] = "            Automated  Queued    Offered   Active    Parked    WrapUp    Closed    Abandoned Overflowed",
        ["Overflow"] = "         Overflowed Overflowed -        -         -         -         -         -         -",
        ["HearCustomer"] = "     Automated  Queued    Offered   Active    Parked    Active    -         -         -",
        ["HearAgent"] = "        -          -         -         Active    -         -         -         -         -",
        ["HearLead"] = "         -          -         -         Active    -         -         -         -         -",
        ["HearAutomatic"] = "    Automated  Queued    Offered   Active    Parked    WrapUp    Closed    Abandoned Overflowed",
        ["MarkRead"] = "         Automated  Queued    Offered   Active    Parked    WrapUp    Closed    Abandoned Overflowed",
        ["WithVipTier"] = "      Automated  Queued    Offered   Active    Parked    WrapUp    Closed    Abandoned Overflowed",
        ["Address"] = "          Automated  Queued    Offered   Active    Parked    WrapUp    Closed    Abandoned Overflowed",
        ["Annotate"] = "         Automated  Queued    Offered   Active    Parked    WrapUp    Closed    Abandoned Overflowed",
        ["Reschedule"] = "       Automated  Queued    Offered   Active    Parked    WrapUp    Closed    Abandoned Overflowed",
        ["End"] = "              -          -         -         WrapUp    -         -         -         -         -",
        ["Classify"] = "         -          -         -         Active    Parked    WrapUp    Closed    -         -",
        ["Close"] = "            Closed     -         -         -         Closed    Closed    -         -         -",
        ["CustomerAway"] = "     Automated  Queued    Offered   Active    Parked    WrapUp    Closed    Abandoned Overflowed",
        ["CustomerBack"] = "     Automated  Queued    Offered   Active    Parked    WrapUp    Closed    Abandoned Overflowed",
        ["Abandon"] = "          -          Abandoned Abandoned -         -         -         -         -         -",
    };

    public static TheoryData<string, ConversationState> Cells => new(Steps.Keys.SelectMany(step => States.Select(state => (step, state))));

    [Theory]
    [MemberData(nameof(Cells))]
    public void Each_step_in_each_state_leads_where_the_table_says(string step, ConversationState from)
    {
        var before = In(from);
        var to = Table[step].Split(' ', StringSplitOptions.RemoveEmptyEntries)[Array.IndexOf(States, from)];
        if (to == "-")
        {
            var refused = Assert.Throws<InvalidOperationException>(() => Steps[step](before));
            Assert.Contains(before.Id.ToString(), refused.Message, StringComparison.Ordinal);
            Assert.Contains(step, refused.Message, StringComparison.Ordinal);
            Assert.Contains(from.ToString(), refused.Message, StringComparison.Ordinal);
            return;
        }

        var after = Steps[step](before);
        Assert.Equal(Enum.Parse<ConversationState>(to), after.State);
        // Whether the customer's screen is there matters only while they wait.
        Assert.Equal(step == "CustomerAway" && from is not (Queued or Offered) ? before.Revision : before.Revision + 1, after.Revision);
        if (from != after.State)
            Assert.Equal(Later, after.Since);
        Consistent(after);
    }

    [Fact]
    public void The_table_has_every_step_and_every_state()
    {
        var steps = new[] { typeof(Conversation), typeof(LineSteps), typeof(ServiceSteps), typeof(HandoverSteps) }
            .SelectMany(t => t.GetMethods(BindingFlags.Public | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly))
            .Where(m => m.ReturnType == typeof(Conversation) && !m.IsSpecialName && m.Name is not ("<Clone>$" or nameof(Conversation.Open) or nameof(Conversation.Due)))
            .Select(m => m.Name).Order();
        Assert.Equal(steps, Steps.Keys.Order());
        Assert.Equal(steps, Table.Keys.Order());
        Assert.All(Table.Values, row => Assert.Equal(States.Length, row.Split(' ', StringSplitOptions.RemoveEmptyEntries).Length));
    }

    [Fact]
    public void A_step_that_changes_nothing_returns_the_same_value()
    {
        var conversation = In(Active) with { Note = "要退货", VipTier = 1, Unread = 0 };
        Assert.Same(conversation, conversation.MarkRead());
        Assert.Same(conversation, conversation.Annotate("要退货"));
        Assert.Same(conversation, conversation.WithVipTier(1));
    }

    [Fact]
    public void One_who_refuses_twice_stands_once_among_the_refusers_and_last()
    {
        Guid first = Guid.CreateVersion7(Morning), second = Guid.CreateVersion7(Morning);
        var conversation = In(Queued);
        foreach (var agent in new[] { first, second, first })
            conversation = conversation.Offer(agent, Guid.Empty, Later).Refuse(Later);
        Assert.Equal([second, first], conversation.DeclinedBy);
        Assert.Equal(3, conversation.Attempts);
    }

    [Fact]
    public void A_withdrawn_offer_is_nobodys_refusal()
    {
        var offered = In(Queued).Offer(Guid.CreateVersion7(Morning), Guid.Empty, Later);
        Assert.Empty(offered.Withdraw(Later).DeclinedBy);
    }

    [Fact]
    public void Automatic_service_that_the_customer_leaves_ends_for_that_reason()
    {
        Assert.Equal(EndReason.Idle, In(Automated).Close(Later).EndReason);
        Assert.Equal(EndReason.CustomerLeft, In(Automated).Close(Later, EndReason.CustomerLeft).EndReason);
        Assert.Equal(EndReason.Agent, In(WrapUp).Close(Later, EndReason.CustomerLeft).EndReason);
    }

    [Fact]
    public void The_wait_for_an_answer_counts_from_the_first_unanswered_word()
    {
        var asked = In(Active).HearAgent("您好", Morning).HearCustomer("在吗", Morning.AddMinutes(1)).HearCustomer("？", Morning.AddMinutes(2));
        Assert.Equal(Morning.AddMinutes(1), asked.WaitingSince);
        Assert.Equal(2, asked.Unread);
        var answered = asked.HearAgent("在的", Later);
        Assert.Null(answered.WaitingSince);
        Assert.Equal(0, answered.Unread);
        Assert.Equal(Morning, answered.FirstReplyAt);
    }

    private static Conversation In(ConversationState state)
    {
        var opened = Conversation.Open(Guid.CreateVersion7(Morning), Guid.CreateVersion7(Morning), Guid.Empty, Guid.Empty, null, Morning);
        if (state == Automated)
            return opened;
        var queued = opened.Enqueue(Guid.Empty, 0, 1, Morning);
        var offered = queued.Offer(Guid.CreateVersion7(Morning), Guid.CreateVersion7(Morning), Morning);
        var active = offered.Accept(Guid.CreateVersion7(Morning), Morning);
        var wrapUp = active.End(EndReason.Agent, Morning);
        return state switch
        {
            Queued => queued,
            Offered => offered,
            Active => active,
            WrapUp => wrapUp,
            Closed => wrapUp.Close(Morning),
            Abandoned => queued.Abandon(EndReason.CustomerLeft, Morning),
            Parked => active.Park(Morning, null),
            Overflowed => queued.Overflow(EndReason.LineFull, Morning),
            _ => throw new ArgumentOutOfRangeException(nameof(state)),
        };
    }

    /// <summary>What must be true of a conversation in any state.</summary>
    private static void Consistent(Conversation c)
    {
        Assert.Equal(c.State == Offered, c.OfferId is not null);
        Assert.Equal(c.EndedAt is not null, c.EndReason is not null);
        Assert.Equal(c.State is WrapUp or Closed or Abandoned or Overflowed, c.EndedAt is not null);
        if (c.HoldsAgent)
            Assert.NotNull(c.AgentId);
        if (c.State is Queued or Abandoned)
            Assert.Null(c.AgentId);
        if (c.State is Queued or Offered)
            Assert.NotNull(c.EnqueuedAt);
    }
}
