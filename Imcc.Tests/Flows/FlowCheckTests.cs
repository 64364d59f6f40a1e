using FsCheck;
using FsCheck.Fluent;
using Imcc.Core.Flows;
using static Imcc.Tests.Flows.Sample;

namespace Imcc.Tests.Flows;

/// <summary>What may be published: nothing in which a customer could be stuck.</summary>
public sealed class FlowCheckTests
{
    [Fact]
    public void A_sound_flow_has_no_problem() => Assert.Empty(FlowCheck.Of(Content, new HashSet<Guid> { Group }));

    [Fact]
    public void Each_fault_is_found_at_its_node()
    {
        Assert.Equal([FlowFault.Empty], Faults(new([])));
        Assert.Contains((FlowFault.WayOpen, "hello"), With(n => n is SayNode s ? s with { Next = "" } : n));
        Assert.Contains((FlowFault.WayLost, "hello"), With(n => n is SayNode s ? s with { Next = "gone" } : n));
        Assert.Contains((FlowFault.IdBad, "tail"), With(n => n.Id == "phone" ? n with { Id = "tail" } : n));
        Assert.Contains((FlowFault.Missing, "hello"), With(n => n is SayNode s ? s with { Text = " " } : n));
        Assert.Contains((FlowFault.TooLong, "hello"), With(n => n is SayNode s ? s with { Text = new('长', FlowLimits.Text + 1) } : n));
        Assert.Contains((FlowFault.PatternBad, "tail"), With(n => n is AskNode { Id: "tail" } a ? a with { Pattern = "[0-9" } : n));
        Assert.Contains((FlowFault.PatternBad, "tail"), With(n => n is AskNode { Id: "tail" } a ? a with { Pattern = "" } : n));
        Assert.Contains((FlowFault.OutOfRange, "tail"), With(n => n is AskNode { Id: "tail" } a ? a with { MostTries = 0 } : n));
        Assert.Contains((FlowFault.SlotUnknown, "done"), With(n => n is AskNode { Id: "tail" } a ? a with { Slot = "尾号" } : n));
        Assert.Contains((FlowFault.SlotUnknown, "which"), With(n => n is ChoiceNode c ? c with { Slot = "" } : n));
        Assert.Contains((FlowFault.SameWord, "kind"), With(n => n is ChoiceNode c ? c with { Options = c.Options.SetItem(1, c.Options[1] with { Words = ["借記卡"] }) } : n));
        Assert.Contains((FlowFault.SameWord, "kind"), With(n => n is ChoiceNode c ? c with { Options = c.Options.SetItem(0, c.Options[0] with { Words = ["2"] }) } : n));
        Assert.Contains((FlowFault.NumberBad, "which"), With(n => n is DecideNode d ? d with { Rules = [d.Rules[0] with { Test = FlowTest.AtLeast, Value = "多" }] } : n));
        Assert.Contains((FlowFault.Unreachable, "credit"), With(n => n is DecideNode d ? d with { Rules = [d.Rules[0] with { Next = "done" }] } : n));
        Assert.Contains(FlowFault.GroupGone, FlowCheck.Of(Content, new HashSet<Guid>()).Select(p => p.Fault));
        Assert.Contains(FlowFault.Circle, Faults(new([new SayNode("a", "一", "b"), new DecideNode("b", [new("x", FlowTest.IsGiven, "", "c")], "a"), new AskNode("c", "问", "x", Next: "d", GivesUp: "d"), new EndNode("d", "完")])));
        // A circle with a question in it is a loop that the customer can leave.
        Assert.DoesNotContain(FlowFault.Circle, Faults(new([new SayNode("a", "一", "c"), new AskNode("c", "问", "x", Next: "a", GivesUp: "d"), new EndNode("d", "完")])));
    }

    [Fact]
    public void Nobody_goes_in_a_circle_of_wrong_answers_or_is_left_without_a_word()
    {
        var ask = new AskNode("a", "几点？", "时间", FlowInput.Number, Next: "e", GivesUp: "a");
        Assert.Contains(FlowFault.Circle, Faults(new([ask, new EndNode("e", "完")])));
        Assert.Contains(FlowFault.Circle, Faults(new([ask with { GivesUp = "s" }, new SayNode("s", "再试一次", "a"), new EndNode("e", "完")])));
        Assert.Contains((FlowFault.Missing, "bye"), With(n => n is EndNode { Id: "bye" } e ? e with { Text = " " } : n));
        Assert.DoesNotContain(FlowFault.Missing, Faults(new([new SayNode("s", "营业中", "e"), new EndNode("e")])));
        Assert.Contains(FlowFault.Missing, Faults(new([new DecideNode("d", [new("时间", FlowTest.IsGiven, "", "a")], "e"), ask with { GivesUp = "e" }, new EndNode("e")])));
        Assert.Contains(FlowFault.Missing, Faults(Content with { CancelText = "" }));
        Assert.Contains(FlowFault.SlotUnknown, Faults(Content with { SilenceText = "{没有的}" }));
        Assert.Contains((FlowFault.SameWord, "kind"), With(n => n is ChoiceNode c ? c with { Options = c.Options.SetItem(2, c.Options[2] with { Words = ["取消"] }) } : n));
        Assert.Contains((FlowFault.SlotBad, "phone"), With(n => n is AskNode { Id: "phone" } a ? a with { Slot = "手{机" } : n));
    }

    [Fact]
    public void What_only_might_be_meant_is_a_warning()
    {
        var problem = Assert.Single(FlowCheck.Of(new([new EndNode("a", "再见")]), new HashSet<Guid>()));
        Assert.Equal((FlowFault.NobodyReached, true), (problem.Fault, problem.IsWarning));
    }

    [Fact]
    public void A_draft_may_be_unfinished_but_not_beyond_what_is_stored()
    {
        Assert.Empty(FlowCheck.OfDraft(new([new SayNode("a"), new ChoiceNode("b"), new TransferNode("c", "", Group)])));
        Assert.NotEmpty(FlowCheck.OfDraft(new([new SayNode("a", new('长', FlowLimits.Text + 1))])));
        Assert.NotEmpty(FlowCheck.OfDraft(new([.. Enumerable.Range(0, FlowLimits.Nodes + 1).Select(i => new EndNode($"n{i}"))])));
        Assert.NotEmpty(FlowCheck.OfDraft(new([new EndNode("a"), new EndNode("a")])));
    }

    /// <summary>Whatever the flow and whatever is said: one that may be published never loses anybody, asks no node more often than it may, and always ends or waits.</summary>
    [Fact]
    public void Whoever_is_in_a_sound_flow_is_never_stuck()
    {
        var sound = 0;
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(2000), Prop.ForAll(Arb.From(Flows()), Arb.From(Words()), (content, words) =>
        {
            if (FlowCheck.Of(content, new HashSet<Guid> { Group }).Any(p => !p.IsWarning))
                return;
            sound++;
            Lead(Of(content), words);
        }));
        Assert.True(sound > 100, $"Only {sound} of them were sound.");
    }

    private static void Lead(Flow flow, string[] words)
    {
        var turn = FlowRunner.Begin(flow, Now);
        foreach (var word in words)
        {
            Assert.NotEqual(FlowEnd.Lost, turn.End);
            Assert.Equal(turn.End is null, turn.Run.Waits);
            if (turn.End is not null)
                return;
            Assert.NotEmpty(turn.Texts);
            var before = turn.Run;
            turn = FlowRunner.Answer(flow, before, word, isTap: false, Now) ?? FlowRunner.Refuse(flow, before, Now);
            Assert.InRange(turn.Run.Tries, 0, FlowLimits.Tries - 1);
        }
    }

    private static Gen<FlowContent> Flows() =>
        from count in Gen.Choose(1, 6)
        from nodes in Node(count).ArrayOf(count)
        select new FlowContent([.. nodes.Select((n, i) => n with { Id = Id(i) })], CancelWords: ["退出"], CancelText: "好的");

    private static Gen<FlowNode> Node(int count)
    {
        // Mostly onward, so that many of them are sound.
        var way = Gen.Choose(0, count - 1).Select(Id);
        return Gen.OneOf(
            way.Select(FlowNode (w) => new SayNode("", "说", w)),
            from next in way from gives in way from tries in Gen.Choose(1, 3) select (FlowNode)new AskNode("", "问{甲}", "甲", FlowInput.Number, "", "不对", tries, next, gives),
            from a in way from b in way from gives in way select (FlowNode)new ChoiceNode("", "选", [new("是", [], a), new("否", [], b)], "乙", "不对", 2, gives),
            from yes in way from no in way select (FlowNode)new DecideNode("", [new("甲", FlowTest.AtLeast, "5", yes)], no),
            Gen.Constant<FlowNode>(new TransferNode("", "转", Group)),
            Gen.Constant<FlowNode>(new EndNode("", "完")));
    }

    private static Gen<string[]> Words() => Gen.Elements("1", "2", "9", "是", "否", "什么", "退出", "五", "").ArrayOf(12);

    private static string Id(int number) => $"n{number}";

    private static IEnumerable<FlowFault> Faults(FlowContent content) => FlowCheck.Of(content, new HashSet<Guid> { Group }).Where(p => !p.IsWarning).Select(p => p.Fault);

    private static IEnumerable<(FlowFault, string)> With(Func<FlowNode, FlowNode> change) =>
        FlowCheck.Of(Content with { Nodes = [.. Content.Nodes.Select(change)] }, new HashSet<Guid> { Group }).Select(p => (p.Fault, p.NodeId));
}
