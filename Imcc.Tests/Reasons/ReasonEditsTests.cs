using System.Collections.Immutable;
using Imcc.Core.Reasons;
using static Imcc.Tests.Reasons.Trees;

namespace Imcc.Tests.Reasons;

public sealed class ReasonEditsTests
{
    private static readonly ImmutableArray<ReasonNode> Nodes = Of("信用卡/账单/账单分期", "信用卡/挂失补卡", "贷款/提前还款");

    [Fact]
    public void A_node_moves_with_all_that_is_under_it()
    {
        var moved = ReasonEdits.Move(Nodes, Nodes.Find("账单"), Nodes.Find("贷款"), 0);
        Assert.Null(moved.Fault);
        Assert.Equal("信用卡 -挂失补卡 贷款 -账单 --账单分期 -提前还款", moved.Nodes.Shown());
    }

    [Fact]
    public void A_node_put_before_or_behind_a_sibling_stands_there()
    {
        var four = Of("甲", "乙", "丙", "丁");
        Assert.Equal("乙 丙 甲 丁", ReasonEdits.Move(four, four.Find("甲"), null, 3).Nodes.Shown());
        Assert.Equal("丁 甲 乙 丙", ReasonEdits.Move(four, four.Find("丁"), null, 0).Nodes.Shown());
        Assert.Equal("甲 乙 丙 丁", ReasonEdits.Move(four, four.Find("乙"), null, 2).Nodes.Shown());
    }

    [Fact]
    public void Nothing_goes_below_itself_or_deeper_than_five_levels()
    {
        Assert.Equal(ReasonFault.Circle, ReasonEdits.Move(Nodes, Nodes.Find("信用卡"), Nodes.Find("账单分期"), 0).Fault);
        var deep = Of("一/二/三/四/五", "甲/乙");
        Assert.Equal(ReasonFault.TooDeep, ReasonEdits.Move(deep, deep.Find("甲"), deep.Find("四"), 0).Fault);
        Assert.Null(ReasonEdits.Move(deep, deep.Find("甲"), deep.Find("三"), 0).Fault);
        Assert.Equal(ReasonFault.TooDeep, ReasonEdits.Add(deep, Id(99), deep.Find("五"), 0, "六").Fault);
    }

    [Fact]
    public void A_new_node_gets_a_code_that_nobody_has()
    {
        var nodes = ReasonEdits.Change(Nodes, Nodes[0] with { Code = "CC" }).Nodes;
        nodes = ReasonEdits.Change(nodes, nodes.Single(n => n.Name == "账单") with { Code = "CC03" }).Nodes;
        Assert.Equal("CC04", ReasonEdits.NextCode(nodes, nodes[0].Id));
    }

    [Fact]
    public void Whatever_is_done_to_a_tree_it_stays_one()
    {
        for (var seed = 0; seed < 200; seed++)
        {
            var dice = new Random(seed);
            var nodes = Nodes;
            for (var step = 0; step < 60; step++)
            {
                Guid? Any() => nodes.IsEmpty || dice.Next(5) == 0 ? null : nodes[dice.Next(nodes.Length)].Id;
                var edit = dice.Next(4) switch
                {
                    0 or 1 => ReasonEdits.Add(nodes, Id(seed * 1000 + step + 100), Any(), dice.Next(-1, 6), "新" + step),
                    2 => ReasonEdits.Move(nodes, Any() ?? Id(1), Any(), dice.Next(-1, 6)),
                    _ => dice.Next(3) == 0 ? ReasonEdits.Remove(nodes, Any() ?? Id(1)) : new(nodes),
                };
                if (edit.Fault is not null)
                    Assert.Equal(nodes, edit.Nodes);
                nodes = edit.Nodes;
                Assert.DoesNotContain(ReasonCheck.Of(nodes), p => p.Fault is not ReasonFault.NameTwice);
                // Everybody is reached from a root, and siblings are numbered without a gap.
                Assert.Equal(nodes.Length, new ReasonTree(0, nodes).All.Length);
                if (edit.Fault is null && step > 0)
                    Assert.All(nodes.GroupBy(n => n.ParentId), g => Assert.Equal(g.Count(), g.Select(n => n.Order).Distinct().Count()));
            }
        }
    }

    [Fact]
    public void Every_problem_is_told_at_once()
    {
        ImmutableArray<ReasonNode> bad =
        [
            new(Id(1), null, "A 1", "", [], 0),
            new(Id(2), null, "x", new string('长', 41), [.. Enumerable.Range(0, 21).Select(i => "词" + i)], 1),
            new(Id(3), Id(9), "X", "孤", [], 2),
            new(Id(4), Id(5), "C", "环", [], 3),
            new(Id(5), Id(4), "D", "环", [new string('k', 21)], 4),
            new(Id(6), null, "", "同", [], 5),
            new(Id(7), null, "F", "同", [], 6),
        ];
        var faults = ReasonCheck.Of(bad).Select(p => (p.NodeId, p.Fault)).ToList();
        (Guid?, ReasonFault)[] expected =
        [
            (Id(1), ReasonFault.NameMissing), (Id(1), ReasonFault.CodeCharacters), (Id(2), ReasonFault.NameTooLong), (Id(2), ReasonFault.KeywordsTooMany), (Id(3), ReasonFault.ParentMissing),
            (Id(3), ReasonFault.CodeTwice), (Id(4), ReasonFault.Circle), (Id(5), ReasonFault.Circle), (Id(5), ReasonFault.KeywordTooLong), (Id(6), ReasonFault.CodeMissing), (Id(7), ReasonFault.NameTwice),
        ];
        Assert.Equal(expected.Order(), faults.Order());
        Assert.Contains(ReasonCheck.Of([.. Enumerable.Range(0, 5001).Select(i => new ReasonNode(Id(i + 1), null, "c" + i, "n" + i, [], i))]), p => p.Fault == ReasonFault.TooManyNodes);
    }

    [Fact]
    public void Changes_are_told_one_by_one_and_a_node_that_was_moved_up_is_the_only_one_that_moved()
    {
        var before = Of("甲", "乙", "丙", "丁", "戊");
        var after = ReasonEdits.Move(before, before.Find("丁"), null, 0).Nodes;
        Assert.Equal([(before.Find("丁"), ReasonChangeKind.Reordered)], ReasonChange.Between(before, after).Select(c => (c.Id, c.Kind)));

        // Without the two between them, either of 甲 and 丁 may be said to have moved.
        after = ReasonEdits.Move(after, before.Find("乙"), before.Find("甲"), 0).Nodes;
        after = ReasonEdits.Change(after, after.Single(n => n.Name == "戊") with { Name = "己", Enabled = false, Keywords = ["新词"] }).Nodes;
        after = ReasonEdits.Remove(after, before.Find("丙")).Nodes;
        Assert.Equal(
            [(ReasonChangeKind.Reordered, "甲"), (ReasonChangeKind.Moved, "甲 › 乙"), (ReasonChangeKind.Renamed, "己"), (ReasonChangeKind.Keywords, "己"), (ReasonChangeKind.Disabled, "己"), (ReasonChangeKind.Removed, "丙")],
            ReasonChange.Between(before, after).Select(c => (c.Kind, c.Path)));
        Assert.Empty(ReasonChange.Between(after, after));
    }
}
