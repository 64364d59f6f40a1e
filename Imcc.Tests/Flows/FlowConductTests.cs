using Imcc.Core.Answering;
using Imcc.Core.Channels;
using Imcc.Core.Conversations;
using Imcc.Core.Flows;
using static Imcc.Tests.Conversations.TableScene;
using Kind = Imcc.Core.Conversations.ConversationEventKind;

namespace Imcc.Tests.Flows;

/// <summary>What a conversation keeps of a flow, and what it gives on to people.</summary>
public sealed class FlowConductTests
{
    private static readonly FlowRun Asked = FlowRunner.Begin(Sample.CardLoss, Now).Run;
    private static readonly FlowRun Answered = FlowRunner.Answer(Sample.CardLoss, Asked, "信用卡", isTap: false, Now)!.Run;

    [Fact]
    public void A_flow_begins_with_the_conversation_and_waits_in_it()
    {
        var done = Said(null, "挂失", new(AnswerStep.KeywordExact, [new TextContent("请选择")], Flow: Asked));
        Assert.Equal((ConversationState.Automated, Asked, "请选择"), (done.Next!.State, done.Next.Flow, done.Words));
        Assert.Equal([Kind.Opened, Kind.FlowBegan], done.Happened.Select(h => h.Kind));
        // While it waits nothing else is due.
        Assert.Equal((Deadline.FlowSilent, Asked.Until), Deadlines.Next(done.Next, null, Around().Limits));
    }

    [Fact]
    public void What_is_tapped_in_the_menu_begins_one_too()
    {
        var tap = new EventContent("CLICK", "card-loss");
        var done = Hear(null, tap, Around() with { Found = new(AnswerStep.KeywordExact, [new TextContent("请选择")], Flow: Asked) });
        Assert.Equal(Asked, done.Next!.Flow);
        Assert.Equal([Kind.Opened, Kind.FlowBegan], done.Happened.Select(h => h.Kind));
    }

    [Fact]
    public void It_is_led_on_and_ends()
    {
        var c = At("Automated")! with { Flow = Asked };
        var on = Said(c, "2", new(AnswerStep.Flow, [new TextContent("后四位？")], Flow: Answered));
        Assert.Equal((Answered, 0), (on.Next!.Flow, on.Happened.Count));
        var over = Said(c, "3", new(AnswerStep.Flow, [new TextContent("好的。")], Flow: Answered with { NodeId = "" }, FlowEnd: FlowEnd.Finished));
        Assert.Null(over.Next!.Flow);
        Assert.Equal(new Happening(Kind.FlowEnded, "Finished: 银行卡挂失"), Assert.Single(over.Happened));
    }

    [Fact]
    public void People_who_take_over_read_what_was_answered()
    {
        var done = Said(At("Automated")! with { Flow = Answered }, "1234", new(AnswerStep.Flow, [new TextContent("为您转接。")], Flow: Answered with { NodeId = "" }, FlowEnd: FlowEnd.Transferred));
        Assert.Equal((ConversationState.Queued, (FlowRun?)null, Group.Id), (done.Next!.State, done.Next.Flow, done.Next.GroupId));
        Assert.Equal(("银行卡挂失", "卡种：信用卡"), (done.Next.Handover!.Reason, done.Next.Handover.Note));
        Assert.Equal("为您转接。", done.Words);
        Assert.Equal([Kind.Enqueued, Kind.FlowEnded], done.Happened.Select(h => h.Kind));
        // Closed: the message that is left has it, too.
        var closed = Hear(At("Automated")! with { Flow = Answered }, new TextContent("1234"), Around(isOpen: false) with { Found = new(AnswerStep.Flow, [], Flow: Answered with { NodeId = "" }, FlowEnd: FlowEnd.Transferred) });
        Assert.Equal((true, "卡种：信用卡"), (closed.Next!.AwaitsMessage, closed.Next.Handover!.Note));
    }

    [Fact]
    public void Whoever_asks_for_a_person_leaves_it_and_need_not_say_it_again()
    {
        var done = Hear(At("Automated")! with { Flow = Answered }, new TextContent("人工"), Around());
        Assert.Equal((ConversationState.Queued, (FlowRun?)null, "卡种：信用卡"), (done.Next!.State, done.Next.Flow, done.Next.Handover!.Note));
        Assert.Contains(new Happening(Kind.FlowEnded, "Left: 银行卡挂失"), done.Happened);
    }

    [Fact]
    public void A_picture_is_no_answer_and_the_question_is_asked_again()
    {
        var done = Hear(At("Automated")! with { Flow = Answered }, new PictureContent(new MediaRef("m1")), Around());
        Assert.Equal((Answered, Answered.Prompt), (done.Next!.Flow, done.Words));
    }

    [Fact]
    public void Another_one_takes_its_place()
    {
        var other = Asked with { FlowId = Id(77), Name = "网点预约" };
        var done = Said(At("Automated")! with { Flow = Answered }, "预约", new(AnswerStep.KeywordExact, [new TextContent("哪一天？")], Flow: other));
        Assert.Equal(other, done.Next!.Flow);
        Assert.Equal([new(Kind.FlowEnded, "Left: 银行卡挂失"), new(Kind.FlowBegan, "网点预约")], done.Happened);
    }

    [Fact]
    public void Nobody_who_answers_nothing_is_waited_for_without_end()
    {
        var c = At("Automated")! with { Flow = Answered };
        Assert.Null(DeadlineConduct.Decide(c, Around() with { Now = Answered.Until.AddSeconds(-1) }));
        var done = DeadlineConduct.Decide(c, Around() with { Now = Answered.Until })!;
        Assert.Equal(((FlowRun?)null, Sample.Content.SilenceText), (done.Next!.Flow, done.Words));
        Assert.Equal(new Happening(Kind.FlowEnded, "Silent: 银行卡挂失"), Assert.Single(done.Happened));
        Assert.Equal(c.Revision + 1, done.Next.Revision);
    }

    [Fact]
    public void Only_what_is_asked_for_is_decided_by_the_flow()
    {
        var c = At("Automated")! with { Flow = Answered };
        // A code that is scanned in between, and what is not to be answered alone, leave the question standing.
        Assert.Null(Welcome.Carry(c, new ReceptionDecision.Record(), new TextContent("一"), Around(), () => throw new InvalidOperationException()).Next);
        Assert.Equal(Answered, Welcome.Carry(c, new ReceptionDecision.Answer("欢迎"), new EventContent("SCAN", "x"), Around(), () => throw new InvalidOperationException()).Next!.Flow);
        Assert.Null(Hear(c, new EventContent("unsubscribe"), Around()).Next!.Flow);
    }

    [Fact]
    public void What_a_flow_told_is_told_when_nobody_is_there_too()
    {
        var found = new AutomaticAnswer(AnswerStep.Flow, [new TextContent("请先冻结卡片。")], Flow: Answered with { NodeId = "" }, FlowEnd: FlowEnd.Transferred);
        var closed = Hear(At("Automated")! with { Flow = Answered }, new TextContent("1234"), Around(isOpen: false) with { Found = found });
        Assert.StartsWith("请先冻结卡片。", closed.Words, StringComparison.Ordinal);
    }

    [Fact]
    public void A_blank_word_asks_again_and_a_quiet_part_asks_for_nobody()
    {
        var c = At("Automated")! with { Flow = Answered };
        Assert.Equal((Answered, Answered.Prompt), (Hear(c, new TextContent(" "), Around()).Next!.Flow, Hear(c, new TextContent(" "), Around()).Words));
        Assert.IsType<ReceptionDecision.Record>(Reception.Quietly(new ReceptionDecision.Queue(Group.Id, null), c));
        Assert.IsType<ReceptionDecision.Queue>(Reception.Quietly(new ReceptionDecision.Queue(Group.Id, null), At("Automated")));
    }

    [Fact]
    public void Where_another_of_a_group_begins_to_speak_the_flow_is_over_and_keeps_nothing()
    {
        var done = FlowConduct.Close(At("Automated")! with { Flow = Answered }, Now);
        Assert.Equal((ConversationState.Closed, (FlowRun?)null), (done.Next!.State, done.Next.Flow));
        Assert.Equal([new(Kind.Closed), new(Kind.FlowEnded, "Left: 银行卡挂失")], done.Happened);
    }

    private static Conducted Said(Conversation? c, string words, AutomaticAnswer found) => Hear(c, new TextContent(words), Around() with { Found = found });
}
