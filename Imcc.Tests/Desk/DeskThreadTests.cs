using Imcc.Core.Channels;
using Imcc.Core.Conversations;
using Imcc.Core.Delivery;
using Imcc.Core.Desk;
using Imcc.Web.Components.Desk;
using static Imcc.Tests.Desk.FakeWorkplace;

namespace Imcc.Tests.Desk;

public sealed class DeskThreadTests
{
    private readonly FakeWorkplace _workplace = new();
    private readonly DeskThread _thread = new(Id(1010));

    [Fact]
    public void A_missing_message_is_a_gap_until_it_comes()
    {
        _thread.Take(Page(1, 3));
        _thread.Add(Message(5));
        Assert.True(_thread.HasGap);
        Assert.Equal(3, _thread.LastKnownSeq);
        _thread.Add(Message(4));
        Assert.False(_thread.HasGap);
        Assert.Equal([1, 2, 3, 4, 5], _thread.Messages.Select(m => m.Seq));
    }

    [Fact]
    public void A_latest_page_that_does_not_join_takes_the_place_of_what_was_there()
    {
        _thread.Take(Page(1, 3));
        _thread.Add(Message(61));
        _thread.Take(new MessagePage([.. Enumerable.Range(40, 21).Select(i => Message(i))], HasEarlier: true));
        Assert.False(_thread.HasGap);
        Assert.Equal(40, _thread.Messages[0].Seq);
        Assert.Equal(61, _thread.LastSeq);
        Assert.True(_thread.HasEarlier);
    }

    [Fact]
    public void Earlier_pages_go_in_front_and_say_when_there_is_no_more()
    {
        _thread.Take(new MessagePage([Message(11), Message(12)], HasEarlier: true));
        _thread.TakeEarlier(new MessagePage([Message(9), Message(10)], HasEarlier: true));
        _thread.TakeEarlier(new MessagePage([], HasEarlier: true));
        Assert.Equal([9, 10, 11, 12], _thread.Messages.Select(m => m.Seq));
        Assert.False(_thread.HasEarlier);
    }

    [Fact]
    public void What_an_event_brought_before_the_first_page_stays()
    {
        _thread.Add(Message(4));
        _thread.Take(new MessagePage([Message(2), Message(3)], HasEarlier: true));
        Assert.Equal([2, 3, 4], _thread.Messages.Select(m => m.Seq));
        Assert.True(_thread.HasEarlier);
    }

    [Fact]
    public void The_channels_yes_is_the_last_word()
    {
        _thread.Take(new MessagePage([Message(1, DeliveryState.Pending)], false));
        Deliver(1, DeliveryState.Sent);
        Deliver(1, DeliveryState.Pending);
        Deliver(1, DeliveryState.Failed, "late");
        Assert.Equal((DeliveryState.Sent, null), (_thread.Messages[0].Delivery, _thread.Messages[0].DeliveryError));
    }

    [Fact]
    public void A_failure_is_not_hidden_by_late_news_but_by_another_try()
    {
        _thread.Take(new MessagePage([Message(1, DeliveryState.Pending)], false));
        Deliver(1, DeliveryState.Failed, "45015");
        Deliver(1, DeliveryState.Pending);
        Assert.Equal("45015", _thread.Messages[0].DeliveryError);
        _thread.Retry(_thread.Messages[0].Id);
        Assert.Equal(DeliveryState.Pending, _thread.Messages[0].Delivery);
    }

    [Fact]
    public void News_of_a_delivery_may_overtake_its_message()
    {
        _thread.Take(new MessagePage([], false));
        var message = Message(1, DeliveryState.Pending);
        _thread.Deliver(new DeliveryChanged(Id(1010), message.Id, DeliveryState.Failed, "48002", false));
        _thread.Add(message);
        Assert.Equal((DeliveryState.Failed, "48002"), (_thread.Messages[0].Delivery, _thread.Messages[0].DeliveryError));
    }

    [Fact]
    public void A_local_bubble_gives_way_to_its_message()
    {
        _thread.Take(new MessagePage([], false));
        var message = Message(1, DeliveryState.Pending);
        _thread.Send(new LocalMessage(message.Id, message.Content, false, Start));
        _thread.Add(message);
        _thread.Send(new LocalMessage(message.Id, message.Content, false, Start, CommandOutcome.Unavailable));
        Assert.Empty(_thread.Locals);
        Assert.Single(_thread.Messages);
    }

    private void Deliver(long seq, DeliveryState state, string? error = null) =>
        _thread.Deliver(new DeliveryChanged(Id(1010), _thread.Messages.Single(m => m.Seq == seq).Id, state, error, false));

    private MessagePage Page(int from, int to) => new([.. Enumerable.Range(from, to - from + 1).Select(i => Message(i))], false);

    private ThreadMessage Message(long seq, DeliveryState delivery = DeliveryState.None) =>
        _workplace.Says(10, seq, new TextContent($"{seq}"), delivery == DeliveryState.None ? MessageSender.Customer : MessageSender.Agent, delivery);
}
