using Imcc.Core.Reasons;
using static Imcc.Tests.Reasons.Trees;

namespace Imcc.Tests.Reasons;

public sealed class ReasonTreeTests
{
    private static readonly System.Collections.Immutable.ImmutableArray<ReasonNode> Nodes = Of("信用卡/账单/账单分期", "信用卡/挂失补卡", "贷款/提前还款");

    [Fact]
    public void A_reason_is_kept_with_the_names_and_codes_of_its_way_and_the_version()
    {
        var chosen = new ReasonTree(7, Nodes).Choose(Nodes.Find("账单分期"), isMain: true, [])!;
        Assert.Equal("信用卡 › 账单 › 账单分期", chosen.FullName);
        Assert.Equal((7, "R3", "R1 R2 R3", true), (chosen.Version, chosen.Code, string.Join(' ', chosen.Codes), chosen.IsMain));
    }

    [Fact]
    public void Only_the_last_step_can_be_chosen_and_a_heading_whose_steps_are_all_off_becomes_one()
    {
        var tree = new ReasonTree(1, Nodes);
        Assert.True(tree.IsChoosable(Nodes.Find("账单分期")));
        Assert.False(tree.IsChoosable(Nodes.Find("账单")));
        var off = new ReasonTree(1, [.. Nodes.Select(n => n.Name == "账单分期" ? n with { Enabled = false } : n)]);
        Assert.False(off.IsChoosable(Nodes.Find("账单分期")));
        Assert.True(off.IsChoosable(Nodes.Find("账单")));
    }

    [Fact]
    public void What_is_under_a_heading_that_is_off_is_not_offered()
    {
        var tree = new ReasonTree(1, [.. Nodes.Select(n => n.Name == "信用卡" ? n with { Enabled = false } : n)]);
        Assert.Equal(["贷款", "提前还款"], tree.OfferedUnder([]).Select(n => n.Name));
        Assert.Null(tree.Choose(Nodes.Find("挂失补卡"), true, []));
    }

    [Fact]
    public void A_group_is_offered_its_own_roots_only()
    {
        var tree = new ReasonTree(1, Nodes);
        var loans = Nodes.Find("贷款");
        Assert.Equal(["贷款", "提前还款"], tree.OfferedUnder([loans]).Select(n => n.Name));
        Assert.Null(tree.Choose(Nodes.Find("挂失补卡"), true, [loans]));
        Assert.True(tree.HasChoiceUnder([loans]));
        Assert.False(tree.HasChoiceUnder([Id(999)]));
        Assert.False(ReasonTree.Empty.HasChoiceUnder([]));
    }

    [Fact]
    public void A_circle_in_the_rows_ends_no_walk()
    {
        ReasonNode[] circle = [new(Id(1), Id(2), "A", "甲", [], 0), new(Id(2), Id(1), "B", "乙", [], 0), new(Id(3), null, "C", "丙", [], 0)];
        var tree = new ReasonTree(1, circle);
        Assert.Equal(["丙"], tree.All.Select(n => n.Name));
        Assert.True(tree.PathOf(Id(1)).Length <= ReasonLimits.MaxDepth + 1);
    }

    [Fact]
    public void A_conversation_keeps_what_the_tree_has_forgotten_and_takes_nothing_that_it_does_not_know()
    {
        var known = new ReasonTree(1, Nodes).Choose(Nodes.Find("挂失补卡"), true, [])!;
        var now = new ReasonTree(2, Of("贷款/提前还款"));
        var loan = now.All[^1].Id;
        var both = ReasonChoice.Of([known], [new(known.ReasonId, false), new(loan, true)], now, [])!.Value;
        Assert.Equal([("信用卡 › 挂失补卡", 1, false), ("贷款 › 提前还款", 2, true)], both.Select(r => (r.FullName, r.Version, r.IsMain)));
        Assert.Null(ReasonChoice.Of([], [new(known.ReasonId, true)], now, []));
    }

    [Fact]
    public void Exactly_one_reason_is_the_main_one()
    {
        var tree = new ReasonTree(1, Nodes);
        Guid a = Nodes.Find("账单分期"), b = Nodes.Find("挂失补卡");
        Assert.Equal([true, false], ReasonChoice.Of([], [new(a, false), new(b, false)], tree, [])!.Value.Select(r => r.IsMain));
        Assert.Null(ReasonChoice.Of([], [new(a, true), new(b, true)], tree, []));
        Assert.Null(ReasonChoice.Of([], [new(a, true), new(a, false)], tree, []));
        Assert.Empty(ReasonChoice.Of([], [], tree, [])!.Value);
        var many = new ReasonTree(1, Of([.. Enumerable.Range(1, 6).Select(i => "其他/原因" + i)]));
        Assert.Null(ReasonChoice.Of([], [.. many.All.Skip(1).Select(n => new ReasonPick(n.Id, false))], many, []));
    }
}
