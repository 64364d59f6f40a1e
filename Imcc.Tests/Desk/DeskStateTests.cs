using Imcc.Core.Agents;
using Imcc.Core.Channels;
using Imcc.Core.Conversations;
using Imcc.Core.Delivery;
using Imcc.Core.Desk;
using Imcc.Web.Components.Desk;
using static Imcc.Tests.Desk.FakeWorkplace;

namespace Imcc.Tests.Desk;

public sealed class DeskStateTests
{
    private readonly FakeWorkplace _workplace = new();
    private readonly DeskState _state = new(Me);

    [Fact]
    public async Task Offers_come_first_then_the_longest_waiting_then_the_rest_then_wrap_ups()
    {
        _workplace.Has(10, ConversationState.WrapUp);
        _workplace.Conversations[Id(11)] = _workplace.Has(11) with { LastMessageAt = Start };
        _workplace.Conversations[Id(12)] = _workplace.Has(12) with { LastMessageAt = Start.AddMinutes(1) };
        _workplace.Conversations[Id(13)] = _workplace.Has(13) with { WaitingSince = Start.AddSeconds(-10) };
        _workplace.Conversations[Id(14)] = _workplace.Has(14) with { WaitingSince = Start.AddSeconds(-90) };
        _workplace.Has(15, ConversationState.Offered);
        _state.Restore(await _workplace.OpenAsync(Me));

        Assert.Equal([Id(15), Id(14), Id(13), Id(12), Id(11), Id(10)], _state.Mine.Select(c => c.Id));
        Assert.Equal(6, _state.Load);
        Assert.Equal(Id(14), _state.Next(null)!.Id);
        Assert.Equal(Id(13), _state.Next(Id(14))!.Id);
    }

    [Fact]
    public void An_older_revision_never_undoes_a_newer_one()
    {
        var c = _workplace.Has(10, ConversationState.Offered);
        _state.Apply(new ConversationMoved(c with { Revision = 5, State = ConversationState.Active, OfferId = null }));

        var late = _state.Apply(new ConversationMoved(c with { Revision = 4 }));

        Assert.Equal(DeskParts.None, late.Parts);
        Assert.Empty(late.Alerts);
        Assert.Equal(ConversationState.Active, _state.Mine.Single().State);
    }

    [Fact]
    public void A_conversation_that_was_closed_does_not_come_back_by_a_late_event()
    {
        var c = _workplace.Has(10);
        _state.Apply(new ConversationMoved(c with { Revision = 2 }));
        _state.Apply(new ConversationMoved(c with { Revision = 9, State = ConversationState.Closed }));
        _state.Apply(new ConversationMoved(c with { Revision = 8, State = ConversationState.WrapUp }));

        Assert.Empty(_state.Mine);
        Assert.Equal(Id(10), _state.Closed.Single().Id);
    }

    [Fact]
    public async Task A_snapshot_older_than_an_event_does_not_undo_it()
    {
        var c = _workplace.Has(10);
        var old = await _workplace.OpenAsync(Me);
        _state.Apply(new ConversationMoved(c with { Revision = 7, Preview = "新的" }));
        _state.Restore(old);

        Assert.Equal("新的", _state.Mine.Single().Preview);
    }

    [Fact]
    public void A_conversation_in_other_hands_leaves_the_list()
    {
        var c = _workplace.Has(10);
        _state.Apply(new ConversationMoved(c));
        _state.Apply(new ConversationMoved(c with { Revision = 2, AgentId = Id(77) }));

        Assert.Empty(_state.Mine);
        Assert.Empty(_state.Closed);
    }

    [Fact]
    public void The_same_offer_rings_once_and_the_next_offer_rings_again()
    {
        var c = _workplace.Has(10, ConversationState.Offered);
        Assert.Equal(AlertKind.Offer, _state.Apply(new ConversationMoved(c)).Alerts.Single().Kind);
        Assert.Empty(_state.Apply(new ConversationMoved(c with { Revision = 2 })).Alerts);
        Assert.Single(_state.Apply(new ConversationMoved(c with { Revision = 3, OfferId = Id(5) })).Alerts);
    }

    [Fact]
    public void A_customers_message_is_heard_once_however_often_it_is_told()
    {
        _state.Apply(new ConversationMoved(_workplace.Has(10)));
        var message = _workplace.Says(10, 4, new TextContent("你好"));

        Assert.Equal(AlertKind.Message, _state.Apply(new MessageAdded(message)).Alerts.Single().Kind);
        Assert.Empty(_state.Apply(new MessageAdded(message)).Alerts);
        Assert.Empty(_state.Apply(new MessageAdded(_workplace.Says(10, 5, new EventContent("scan")))).Alerts);
        Assert.Empty(_state.Apply(new MessageAdded(_workplace.Says(10, 6, new TextContent("好"), MessageSender.Agent))).Alerts);
    }

    [Fact]
    public void Typing_ends_when_the_customer_has_spoken()
    {
        _state.Apply(new ConversationMoved(_workplace.Has(10)));
        _state.Apply(new TypingChanged(Id(1010), true));
        Assert.NotNull(_state.Threads.Typing(Id(1010)));
        _state.Apply(new MessageAdded(_workplace.Says(10, 1, new TextContent("你好"))));
        Assert.Null(_state.Threads.Typing(Id(1010)));
    }

    [Fact]
    public void An_older_status_is_dropped()
    {
        _state.Apply(new StatusChanged(_workplace.Status with { Revision = 5, Presence = Presence.Break }));
        _state.Apply(new StatusChanged(_workplace.Status with { Revision = 4, Presence = Presence.Available }));
        Assert.Equal(Presence.Break, _state.Status!.Presence);
    }

    [Fact]
    public void An_unread_conversation_counts_until_it_is_looked_at()
    {
        _state.Apply(new ConversationMoved(_workplace.Has(10) with { Unread = 3 }));
        _state.Apply(new ConversationMoved(_workplace.Has(11, ConversationState.Offered)));
        Assert.Equal(4, _state.Attention);
        _state.Look(Id(10));
        Assert.Equal(1, _state.Attention);
    }

    [Fact]
    public void A_thread_with_an_unsent_message_is_never_dropped()
    {
        _state.Threads.Open(Id(5000)).Send(new LocalMessage(Id(1), new TextContent("还没发出"), false, Start, CommandOutcome.Unavailable));
        for (var i = 0; i < 50; i++)
            _state.Threads.Open(Id(6000 + i));
        Assert.Single(_state.Threads.Open(Id(5000)).Locals);
    }

    [Fact]
    public void Whatever_order_events_come_in_the_end_is_the_same()
    {
        for (var seed = 0; seed < 300; seed++)
        {
            var random = new Random(seed);
            var workplace = new FakeWorkplace();
            List<DeskEvent> events = [];
            foreach (var number in Enumerable.Range(10, 4))
            {
                var c = workplace.Has(number, ConversationState.Offered);
                var states = new[] { ConversationState.Offered, ConversationState.Active, ConversationState.WrapUp, ConversationState.Closed };
                for (var step = 0; step <= random.Next(1, 5) && step < states.Length; step++)
                    events.Add(new ConversationMoved(c = c with { Revision = c.Revision + 1, State = states[step], Preview = $"{number}-{step}" }));
                for (var seq = 1; seq <= 6; seq++)
                    events.Add(new MessageAdded(workplace.Says(number, seq, new TextContent($"{seq}"))));
            }

            var inOrder = Play(events);
            var told = events.Concat(events.Where(_ => random.Next(3) == 0)).ToArray();
            random.Shuffle(told);
            var shuffled = Play(told);

            Assert.Equal(inOrder.Mine.Select(c => (c.Id, c.State, c.Preview)), shuffled.Mine.Select(c => (c.Id, c.State, c.Preview)));
            Assert.Equal(inOrder.Load, shuffled.Load);
            foreach (var number in Enumerable.Range(10, 4))
            {
                var thread = shuffled.Threads.Find(Id(number + 1000))!;
                Assert.Equal([1, 2, 3, 4, 5, 6], thread.Messages.Select(m => m.Seq));
                Assert.False(thread.HasGap);
            }
        }

        static DeskState Play(IEnumerable<DeskEvent> events)
        {
            var state = new DeskState(Me);
            foreach (var number in Enumerable.Range(10, 4))
                state.Threads.Open(Id(number + 1000)).Take(new MessagePage([], false));
            foreach (var e in events)
                state.Apply(e);
            return state;
        }
    }
}
