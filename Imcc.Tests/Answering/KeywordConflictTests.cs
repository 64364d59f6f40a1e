using Imcc.Core.Answering.Keywords;
using static Imcc.Tests.Answering.KeywordRules;

namespace Imcc.Tests.Answering;

public sealed class KeywordConflictTests
{
    [Fact]
    public void The_same_words_twice_shadow_the_lower_rule_and_alone_make_it_useless()
    {
        var low = Rule("low", KeywordKind.Contains, "余额查询", 1) with { Patterns = [new(KeywordKind.Contains, "餘額 查询"), new(KeywordKind.Exact, "查余额")] };
        Assert.Equal(["low:Shadowed:high"], Conflicts(Rule("high", KeywordKind.Contains, "余额，查询", 2), low));
        Assert.Equal(["low:Shadowed:high", "low:NeverAnswers:high"], Conflicts(Rule("high", KeywordKind.Contains, "余额查询", 2), low with { Patterns = low.Patterns[..1] }));
        Assert.Empty(Conflicts(Rule("high", KeywordKind.Prefix, "余额查询", 2), low));
    }

    [Fact]
    public void Who_answers_only_some_customers_or_only_for_a_time_does_not_shadow_but_is_told()
    {
        var low = Rule("low", KeywordKind.Exact, "余额", 1);
        Assert.Equal(["low:Twice:high"], Conflicts(Rule("high", KeywordKind.Exact, "余额", 2) with { Accounts = [Account] }, low));
        Assert.Equal(["low:Twice:high"], Conflicts(Rule("high", KeywordKind.Exact, "余额", 2) with { ValidUntil = Now.AddDays(9) }, low));
        Assert.Empty(Conflicts(Rule("high", KeywordKind.Exact, "余额", 2) with { Accounts = [Account] }, low with { Accounts = [Other] }));
        Assert.Empty(Conflicts(Rule("high", KeywordKind.Exact, "余额", 2) with { ValidUntil = Now }, low with { ValidFrom = Now }));
        Assert.Empty(Conflicts(Rule("high", KeywordKind.Exact, "余额", 2) with { Enabled = false }, low));
    }

    [Fact]
    public void Who_asks_for_all_of_several_words_never_answers_where_one_of_them_is_enough()
    {
        Assert.Equal(["all:Shadowed:one", "all:NeverAnswers:one"], Conflicts(Rule("all", KeywordKind.AllOf, "信用卡 额度", 900), Rule("one", KeywordKind.Contains, "额度", 1)));
        Assert.Equal(["three:Shadowed:two", "three:NeverAnswers:two"], Conflicts(Rule("two", KeywordKind.AllOf, "卡 丢", 2), Rule("three", KeywordKind.AllOf, "卡 丢 补", 1)));
        Assert.Empty(Conflicts(Rule("three", KeywordKind.AllOf, "卡 丢 补", 2), Rule("two", KeywordKind.AllOf, "卡 丢", 1)));
    }

    [Fact]
    public void What_can_match_nothing_is_told() =>
        Assert.Equal(["r:Unusable:", "r:NeverAnswers:"], Conflicts(Rule("r", KeywordKind.Contains, "？？")));

    private static IEnumerable<string> Conflicts(params KeywordRule[] rules) =>
        KeywordConflicts.Of(Matcher(rules)).Select(c => $"{rules.Single(r => r.Id == c.RuleId).Name}:{c.Fault}:{rules.SingleOrDefault(r => r.Id == c.OtherRuleId)?.Name}");
}
