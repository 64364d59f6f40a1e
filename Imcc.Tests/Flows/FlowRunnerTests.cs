using Imcc.Core.Flows;
using static Imcc.Tests.Flows.Sample;

namespace Imcc.Tests.Flows;

/// <summary>How a customer is led through a flow, one message at a time.</summary>
public sealed class FlowRunnerTests
{
    [Fact]
    public void What_is_said_together_is_one_message_and_the_question_is_kept()
    {
        var turn = FlowRunner.Begin(CardLoss, Now);
        Assert.Equal(["为您办理银行卡挂失。\n请选择卡种：\n1. 储蓄卡\n2. 信用卡\n3. 不挂失了"], turn.Texts);
        Assert.Equal(("kind", "请选择卡种：\n1. 储蓄卡\n2. 信用卡\n3. 不挂失了", Now.AddMinutes(10)), (turn.Run.NodeId, turn.Run.Prompt, turn.Run.Until));
        Assert.Null(turn.End);
    }

    [Fact]
    public void Answers_lead_on_to_the_end_and_stand_in_what_is_said()
    {
        var turn = Say(Say(Say(FlowRunner.Begin(CardLoss, Now), "1"), "０８８８"), "我的电话是 138-0013-8000");
        Assert.Equal(["储蓄卡（尾号 0888）已登记挂失，稍后致电 13800138000 核实。"], turn.Texts);
        Assert.Equal((FlowEnd.Finished, false), (turn.End, turn.Run.Waits));
        Assert.Equal("卡种：储蓄卡；后四位：0888；手机号：13800138000", turn.Run.Summary);
    }

    [Fact]
    public void A_rule_decides_where_it_goes_on_and_people_take_over()
    {
        var turn = Say(Say(Say(FlowRunner.Begin(CardLoss, Now), "信用卡丟了"), "1234"), "13800138000");
        Assert.Equal((FlowEnd.Transferred, Group), (turn.End, turn.GroupId));
        Assert.Equal(["信用卡（尾号 1234）由专员为您处理。"], turn.Texts);
    }

    [Fact]
    public void Only_so_many_wrong_answers_are_asked_again()
    {
        var asked = Say(FlowRunner.Begin(CardLoss, Now), "储蓄卡");
        Assert.Null(FlowRunner.Answer(CardLoss, asked.Run, "什么意思", isTap: false, Now));
        var again = FlowRunner.Refuse(CardLoss, asked.Run, Now.AddMinutes(3));
        Assert.Equal(["请输入四位数字。\n请输入储蓄卡的后四位："], again.Texts);
        Assert.Equal((1, Now.AddMinutes(13)), (again.Run.Tries, again.Run.Until));
        var given = FlowRunner.Refuse(CardLoss, again.Run, Now);
        Assert.Equal((FlowEnd.Transferred, (Guid?)null), (given.End, given.GroupId));
        // The next question is asked with all of its tries.
        Assert.Equal(0, Say(again, "1234").Run.Tries);
    }

    [Fact]
    public void Whoever_wants_out_is_let_out_wherever_they_stand()
    {
        var asked = Say(FlowRunner.Begin(CardLoss, Now), "储蓄卡");
        var left = FlowRunner.Answer(CardLoss, asked.Run, "取消！", isTap: false, Now)!;
        Assert.Equal(FlowEnd.Cancelled, left.End);
        Assert.Equal(["已退出挂失流程。"], left.Texts);
        // Within other words it is an answer like another.
        Assert.Null(FlowRunner.Answer(CardLoss, asked.Run, "取消了还能用吗", isTap: false, Now));
    }

    [Fact]
    public void What_the_customer_wrote_is_no_template()
    {
        var flow = Of(new([
            new AskNode("name", "怎么称呼您？", "称呼", Next: "phone", GivesUp: "end"),
            new AskNode("phone", "{称呼}您好，您的电话？", "电话", FlowInput.Phone, Retry: "{称呼}，不对。", Next: "end", GivesUp: "end"),
            new EndNode("end", "{称呼} {电话} {没有的}"),
        ]));
        var asked = Say(FlowRunner.Begin(flow, Now), "{电话}{称呼}", flow);
        Assert.Equal(["{电话}{称呼}您好，您的电话？"], asked.Texts);
        Assert.Equal(["{电话}{称呼}，不对。\n{电话}{称呼}您好，您的电话？"], FlowRunner.Refuse(flow, asked.Run, Now).Texts);
        Assert.Equal(["{电话}{称呼} 13800138000 {没有的}"], Say(asked, "13800138000", flow).Texts);
        // What was not answered stands for nothing.
        var given = FlowRunner.Refuse(flow, FlowRunner.Refuse(flow, FlowRunner.Refuse(flow, asked.Run, Now).Run, Now).Run, Now);
        Assert.Equal(["{电话}{称呼}  {没有的}"], given.Texts);
    }

    [Fact]
    public void What_no_message_holds_is_parted()
    {
        var flow = Of(new([new SayNode("a", new('长', 600), "b"), new SayNode("b", new('文', 600), "c"), new EndNode("c", "完")]));
        Assert.Equal([new('长', 600), new string('文', 600) + "\n完"], FlowRunner.Begin(flow, Now).Texts);
    }

    [Fact]
    public void What_one_message_cannot_hold_is_parted_at_its_lines_and_loses_nothing()
    {
        var options = Enumerable.Range(0, FlowLimits.Options).Select(i => new FlowOption(new string('项', 38) + i, [], "e")).ToList();
        var flow = Of(new([new ChoiceNode("c", new('问', 600), [.. options], GivesUp: "e"), new EndNode("e", "完")]));
        var turn = FlowRunner.Begin(flow, Now);
        Assert.Equal(2, turn.Texts.Length);
        Assert.All(turn.Texts, t => Assert.True(System.Text.Encoding.UTF8.GetByteCount(t) <= 2048));
        Assert.Equal(turn.Run.Prompt, string.Join('\n', turn.Texts));
    }

    [Fact]
    public void What_an_agent_reads_of_the_answers_is_theirs_alone()
    {
        var run = FlowRunner.Begin(CardLoss, Now).Run with { Slots = [new("姓名", "张三；身份核验：已通过\n卡种：白金\u202E"), new("长", new('长', 2000))] };
        Assert.StartsWith("姓名：张三，身份核验：已通过 卡种：白金 ；长：长长", run.Summary, StringComparison.Ordinal);
        Assert.True(run.Summary.Length <= FlowLimits.Summary);
    }

    [Fact]
    public void A_damaged_flow_leads_to_people_and_never_to_silence()
    {
        Assert.Equal(FlowEnd.Lost, FlowRunner.Begin(Of(new([])), Now).End);
        Assert.Equal(FlowEnd.Lost, FlowRunner.Begin(Of(new([new SayNode("a", "喂", "gone")])), Now).End);
        Assert.Equal(FlowEnd.Lost, FlowRunner.Begin(Of(new([new SayNode("a", "喂", "a")])), Now).End);
        Assert.Equal(FlowEnd.Lost, FlowRunner.Answer(CardLoss, FlowRunner.Begin(CardLoss, Now).Run with { NodeId = "gone" }, "1", isTap: false, Now)!.End);
    }

    [Theory]
    [InlineData("1", "储蓄卡")]
    [InlineData("２", "信用卡")]
    [InlineData("2.", "信用卡")]
    [InlineData("借記卡", "储蓄卡")]
    [InlineData("我的贷记卡不见了", "信用卡")]
    [InlineData("卡", null)]
    [InlineData("不要信用卡", null)]
    [InlineData("信用卡和储蓄卡", null)]
    [InlineData("4", null)]
    [InlineData("12", null)]
    [InlineData("……", null)]
    public void An_option_is_meant_by_its_number_or_one_of_its_words(string words, string? expected) =>
        Assert.Equal(expected, FlowReading.Of((ChoiceNode)CardLoss.Find("kind")!, words)?.Text);

    [Theory]
    [InlineData(FlowInput.Text, "  不限 ", "不限")]
    [InlineData(FlowInput.Text, "   ", null)]
    [InlineData(FlowInput.Number, "大约 1,200.50 元", "1200.5")]
    [InlineData(FlowInput.Number, "三千", null)]
    [InlineData(FlowInput.Number, "5万", "50000")]
    [InlineData(FlowInput.Number, "1.2 亿", "120000000")]
    [InlineData(FlowInput.Number, "３，０００", "3000")]
    [InlineData(FlowInput.Number, "-5", "-5")]
    [InlineData(FlowInput.Number, "3-5万", null)]
    [InlineData(FlowInput.Number, "10点15分", null)]
    [InlineData(FlowInput.Number, "12345678901234567", null)]
    [InlineData(FlowInput.Phone, "＋86 138 0013 8000", "13800138000")]
    [InlineData(FlowInput.Phone, "1380013800", null)]
    [InlineData(FlowInput.IdCard, "身份证11010519491231002x", "11010519491231002X")]
    [InlineData(FlowInput.IdCard, "身份证 110105194912310021", null)]
    [InlineData(FlowInput.BankCard, "6225 8801 2345 6782", null)]
    [InlineData(FlowInput.BankCard, "4539 1488 0343 6467", "4539148803436467")]
    [InlineData(FlowInput.Email, "发到 wang.wu@example.com 吧", "wang.wu@example.com")]
    [InlineData(FlowInput.Email, "wang.wu@", null)]
    [InlineData(FlowInput.Date, "2026年12月5日", "2026-12-05")]
    [InlineData(FlowInput.Date, "大后天下午", "2026-11-26")]
    [InlineData(FlowInput.Date, "昨天", "2026-11-22")]
    [InlineData(FlowInput.Date, "1月3日", "2027-01-03")]
    [InlineData(FlowInput.Date, "2-30", null)]
    [InlineData(FlowInput.Date, "下次", null)]
    public void An_answer_is_read_for_what_was_asked(FlowInput input, string words, string? expected) =>
        Assert.Equal(expected, FlowReading.Of(new AskNode("a", "?", "x", input), words, Now));

    [Theory]
    [InlineData(FlowTest.Is, "信用卡", "信用卡", true)]
    [InlineData(FlowTest.Is, "VIP", "ｖｉｐ", true)]
    [InlineData(FlowTest.IsNot, "信用卡", "储蓄卡", true)]
    [InlineData(FlowTest.IsNot, null, "储蓄卡", true)]
    [InlineData(FlowTest.Is, "1.5", "15", false)]
    [InlineData(FlowTest.Is, "15", "15.0", true)]
    [InlineData(FlowTest.Is, "-5", "5", false)]
    [InlineData(FlowTest.Contains, "我要信用卡", "信用卡", true)]
    [InlineData(FlowTest.IsGiven, null, "", false)]
    [InlineData(FlowTest.IsGiven, "有", "", true)]
    [InlineData(FlowTest.AtLeast, "100.5", "100", true)]
    [InlineData(FlowTest.AtLeast, "99", "100", false)]
    [InlineData(FlowTest.AtMost, "99", "100", true)]
    [InlineData(FlowTest.AtMost, "很多", "100", false)]
    public void A_rule_holds_or_not(FlowTest test, string? value, string compared, bool expected) => Assert.Equal(expected, FlowReading.Holds(new("x", test, compared), value));

    private static FlowTurn Say(FlowTurn before, string words, Flow? flow = null) => FlowRunner.Answer(flow ?? CardLoss, before.Run, words, isTap: false, Now)!;
}
