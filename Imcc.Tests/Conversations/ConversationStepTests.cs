using System.Reflection;
using Imcc.Core.Conversations;
using static Imcc.Core.Conversations.ConversationState;

namespace Imcc.Tests.Conversations;

/// <summary>What each step does in each state: every cell of the table is filled, and a state or step added later fails until it is.</summary>
public sealed class ConversationStepTests
{
    private static readonly DateTimeOffset Morning = new(2026, 3, 2, 9, 0, 0, TimeSpan.Zero);
    private static readonly DateTimeOffset Later = Morning.AddMinutes(7);
    private static readonly TimeSpan MaxWait = TimeSpan.FromHours(2);
    private static readonly ConversationState[] States = Enum.GetValues<ConversationState>();

    private static readonly Dictionary<string, Func<Conversation, Conversation>> Steps = new()
    {
        ["Enqueue"] = c => c.Enqueue(new(6, 0, 0, new byte[8]), 2, Later, MaxWait),
        ["Offer"] = c => c.Offer(Guid.Empty, Guid.Empty, Later, TimeSpan.FromSeconds(30)),
        ["Accept"] = c => c.Accept(Guid.Empty, Later),
        ["Refuse"] = c => c.Refuse(Later, MaxWait),
        ["Withdraw"] = c => c.Withdraw(Later, MaxWait),
        ["Requeue"] = c => c.Requeue(Later, MaxWait),
        ["HearCustomer"] = c => c.HearCustomer("在吗", Later, MaxWait),
        ["HearAgent"] = c => c.HearAgent("在的", Later),
        ["HearAutomatic"] = c => c.HearAutomatic("您好"),
        ["MarkRead"] = c => (c with { Unread = 3 }).MarkRead(),
        ["WithVipTier"] = c => c.WithVipTier(9),
        ["Annotate"] = c => c.Annotate("要退货"),
        ["End"] = c => c.End(EndReason.Agent, Later, TimeSpan.FromSeconds(60)),
        ["Close"] = c => c.Close(Later),
        ["CustomerAway"] = c => c.CustomerAway(Later, TimeSpan.FromMinutes(3)),
        ["CustomerBack"] = c => (c with { AwaySince = Morning }).CustomerBack(Later, MaxWait),
        ["Abandon"] = c => c.Abandon(EndReason.CustomerLeft, Later),
    };

    /// <summary>The state after each step, in the order of <see cref="States"/>; a dash is refused.</summary>
    private static readonly Dictionary<string, string> Table = new()
    {
        //                 Automated Queued    Offered   Active    Parked    WrapUp    Closed    Abandoned Overflowed
        ["Enqueue"] = "      Queued    -         -         -         -         -         -         -         -",
        ["Offer"] = "        -         Offered   -         -         -         -         -         -         -",
        ["Accept"] = "       -         -         Active    -         -         -         -         -         -",
        ["Refuse"] = "       -         -         Queued    -         -         -         -         -         -",
        ["Withdraw"] = "     -         -         Queued    -         -         -         -         -         -",
        ["Requeue"] = "      -         -         -         Queued    -         -         -         -         -",
        ["HearCustomer"] = " Automated Queued    Offered   Active    -         Active    -         -         -",
        ["HearAgent"] = "    -         -         -         Active    -         -         -         -         -",
        ["HearAutomatic"] = "Automated Queued    Offered   Active    Parked    WrapUp    Closed    Abandoned Overflowed",
        ["MarkRead"] = "     Automated Queued    Offered   Active    Parked    WrapUp    Closed    Abandoned Overflowed",
        ["WithVipTier"] = "  Automated Queued    Offered   Active    Parked    WrapUp    Closed    Abandoned Overflowed",
        ["Annotate"] = "     Automated Queued    Offered   Active    Parked    WrapUp    Closed    Abandoned Overflowed",
        ["End"] = "          -         -         -         WrapUp    -         -         -         -         -",
        ["Close"] = "        Closed    -         -         -         -         Closed    -         -         -",
        ["CustomerAway"] = " Automated Queued    Offered   Active    Parked    WrapUp    Closed    Abandoned Overflowed",
        ["CustomerBack"] = " Automated Queued    Offered   Active    Parked    WrapUp    Closed    Abandoned Overflowed",
        ["Abandon"] = "      -         Abandoned Abandoned -         -         -         -         -         -",
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
        Assert.Equal(step.StartsWith("Customer", StringComparison.Ordinal) && from != Queued ? before.Revision : before.Revision + 1, after.Revision);
        Assert.Equal(from == after.State ? before.Since : Later, after.Since);
        Consistent(after);
    }

    [Fact]
    public void The_table_has_every_step_and_every_state()
    {
        var steps = typeof(Conversation).GetMethods(BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly)
            .Where(m => m.ReturnType == typeof(Conversation) && !m.IsSpecialName && m.Name != "<Clone>$")
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
            conversation = conversation.Offer(agent, Guid.Empty, Later, TimeSpan.FromSeconds(30)).Refuse(Later, MaxWait);
        Assert.Equal([second, first], conversation.DeclinedBy);
        Assert.Equal(3, conversation.Attempts);
    }

    [Fact]
    public void A_withdrawn_offer_is_nobodys_refusal()
    {
        var offered = In(Queued).Offer(Guid.CreateVersion7(Morning), Guid.Empty, Later, TimeSpan.FromSeconds(30));
        Assert.Empty(offered.Withdraw(Later, MaxWait).DeclinedBy);
    }

    [Fact]
    public void Automatic_service_that_the_customer_leaves_ends_for_that_reason()
    {
        Assert.Equal(EndReason.Idle, In(Automated).Close(Later).EndReason);
        Assert.Equal(EndReason.CustomerLeft, In(Automated).Close(Later, EndReason.CustomerLeft).EndReason);
        Assert.Equal(EndReason.Agent, In(WrapUp).Close(Later, EndReason.CustomerLeft).EndReason);
    }

    [Fact]
    public void One_who_has_waited_long_is_not_thrown_out_at_the_moment_an_agent_fails()
    {
        var late = Morning + MaxWait;
        var back = In(Offered).Refuse(late, MaxWait);
        Assert.Equal(late.AddMinutes(1), back.DueAt);
        Assert.Equal(Morning, back.EnqueuedAt);
    }

    [Fact]
    public void The_wait_for_an_answer_counts_from_the_first_unanswered_word()
    {
        var asked = In(Active).HearAgent("您好", Morning).HearCustomer("在吗", Morning.AddMinutes(1), MaxWait).HearCustomer("？", Morning.AddMinutes(2), MaxWait);
        Assert.Equal(Morning.AddMinutes(1), asked.WaitingSince);
        Assert.Equal(2, asked.Unread);
        var answered = asked.HearAgent("在的", Later);
        Assert.Null(answered.WaitingSince);
        Assert.Equal(0, answered.Unread);
        Assert.Equal(Morning, answered.FirstReplyAt);
    }

    [Fact]
    public void One_who_waits_with_the_screen_gone_waits_only_so_long()
    {
        var away = In(Queued).CustomerAway(Later, TimeSpan.FromMinutes(3));
        Assert.Equal((Later, Later.AddMinutes(3)), (away.AwaySince, away.DueAt));
        Assert.Same(away, away.CustomerAway(Later.AddMinutes(1), TimeSpan.FromMinutes(3)));
        var back = away.CustomerBack(Later.AddMinutes(1), MaxWait);
        Assert.Equal((null, Morning + MaxWait), (back.AwaySince, back.DueAt));
        Assert.Same(back, back.CustomerBack(Later, MaxWait));
    }

    private static Conversation In(ConversationState state)
    {
        var opened = Conversation.Open(Guid.CreateVersion7(Morning), Guid.CreateVersion7(Morning), Guid.Empty, Guid.Empty, null, Morning, MaxWait);
        if (state == Automated)
            return opened;
        var queued = opened.Enqueue(Guid.Empty, 0, Morning, MaxWait);
        var offered = queued.Offer(Guid.CreateVersion7(Morning), Guid.CreateVersion7(Morning), Morning, TimeSpan.FromSeconds(30));
        var active = offered.Accept(Guid.CreateVersion7(Morning), Morning);
        var wrapUp = active.End(EndReason.Agent, Morning, TimeSpan.FromSeconds(60));
        return state switch
        {
            Queued => queued,
            Offered => offered,
            Active => active,
            WrapUp => wrapUp,
            Closed => wrapUp.Close(Morning),
            Abandoned => queued.Abandon(EndReason.CustomerLeft, Morning),
            // No step leads here yet.
            Parked => active with { State = Parked },
            Overflowed => queued with { State = Overflowed, DueAt = null, EndedAt = Morning },
            _ => throw new ArgumentOutOfRangeException(nameof(state)),
        };
    }

    /// <summary>What must be true of a conversation in any state.</summary>
    private static void Consistent(Conversation c)
    {
        Assert.Equal(c.State == Offered, c.OfferId is not null);
        Assert.Equal(c.EndedAt is not null, c.EndReason is not null || c.State == Overflowed);
        Assert.Equal(c.State is WrapUp or Closed or Abandoned or Overflowed, c.EndedAt is not null);
        if (c.HoldsAgent)
            Assert.NotNull(c.AgentId);
        if (c.State is Queued or Abandoned)
            Assert.Null(c.AgentId);
        if (c.State is Queued or Offered)
            Assert.NotNull(c.EnqueuedAt);
        if (c.State is Automated or Queued or Offered or WrapUp)
            Assert.NotNull(c.DueAt);
        if (c.State is Active or Closed or Abandoned)
            Assert.Null(c.DueAt);
    }
}
