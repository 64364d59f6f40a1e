using FsCheck;
using FsCheck.Fluent;
using Imcc.Core.Answering;
using Imcc.Core.Answering.Keywords;
using static Imcc.Tests.Answering.KeywordRules;

namespace Imcc.Tests.Answering;

public sealed class KeywordMatcherTests
{
    private static readonly KeywordKind[] Literal = [KeywordKind.Exact, KeywordKind.Prefix, KeywordKind.Contains, KeywordKind.AllOf];

    [Fact]
    public void Whatever_the_rules_it_finds_what_looking_at_each_of_them_finds()
    {
        // Few letters, so that words lie in each other, follow each other and are the same.
        var word = Gen.Elements('余', '额', '查', '询', 'A').ListOf().Where(l => l.Count is > 0 and < 5).Select(l => new string([.. l]));
        var rule = from kind in Gen.Elements(Literal)
                   from words in word.ListOf().Where(l => l.Count > 0)
                   from priority in Gen.Elements(1, 2, 3)
                   from age in Gen.Choose(0, 3)
                   from standing in Gen.Choose(0, 5)
                   select (kind, text: kind == KeywordKind.AllOf ? string.Join(' ', words.Take(3)) : words.First(), priority, age, standing);
        var text = Gen.Elements('余', '额', '查', '询', 'a', '，', ' ', '好').ListOf().Select(l => new string([.. l]));
        var sample = from rules in rule.ListOf() from texts in text.ListOf() select (rules, texts);
        FsCheck.Check.One(Config.QuickThrowOnFailure.WithMaxTest(600), Prop.ForAll(sample.ToArbitrary(), s =>
        {
            var rules = s.rules.Select((r, i) => Standing(Rule("r" + i, r.kind, r.text, r.priority, r.age), r.standing)).ToArray();
            var matcher = Matcher(rules);
            foreach (var said in s.texts)
            {
                Assert.Equal(Naive(rules, said), matcher.Said(said));
                // What is explained is what happens.
                Assert.Equal(matcher.Find(Ask(said))?.RuleId, KeywordVerdict.Of(matcher, Ask(said)).Winner?.Rule.Id);
            }
        }));
    }

    [Fact]
    public void Exact_comes_before_prefix_before_contained_and_the_longest_of_them_first()
    {
        var matcher = Matcher(
            Rule("包含长", KeywordKind.Contains, "信用卡年费", priority: 1), Rule("包含", KeywordKind.Contains, "年费", priority: 900),
            Rule("开头", KeywordKind.Prefix, "信用卡"), Rule("整句", KeywordKind.Exact, "信用卡年费"), Rule("都有", KeywordKind.AllOf, "卡 多少", priority: 1000));
        Assert.Equal("KeywordExact:整句", matcher.Said("信用卡年费？"));
        Assert.Equal("KeywordPrefix:开头", matcher.Said("信用卡年费多少"));
        Assert.Equal("KeywordContains:包含长", matcher.Said("你们的信用卡年费多少"));
        Assert.Equal("KeywordContains:包含", matcher.Said("卡的年费多少"));
        Assert.Equal("KeywordPattern:都有", matcher.Said("多少钱一张卡"));
        Assert.Null(matcher.Said("多少钱"));
    }

    [Fact]
    public void Of_equally_long_ones_priority_decides_and_then_age()
    {
        Assert.Equal("KeywordContains:b", Matcher(Rule("a", KeywordKind.Contains, "余额", 1, age: 9), Rule("b", KeywordKind.Contains, "查询", 2)).Said("余额查询"));
        Assert.Equal("KeywordContains:a", Matcher(Rule("b", KeywordKind.Contains, "查询"), Rule("a", KeywordKind.Contains, "余额", age: 9)).Said("余额查询"));
    }

    [Theory]
    [InlineData("餘額怎麼查")]
    [InlineData("余 额、怎么……查？！")]
    [InlineData("  余额怎么查\n")]
    [InlineData("余额怎么查😀", false)]
    public void However_it_is_written_it_is_the_same_words(string text, bool isFound = true) =>
        Assert.Equal(isFound ? "KeywordExact:r" : null, Matcher(Rule("r", KeywordKind.Exact, "余额，怎么查")).Said(text));

    [Fact]
    public void Full_width_and_capital_letters_are_letters() => Assert.Equal("KeywordContains:r", Matcher(Rule("r", KeywordKind.Contains, "ATM 限额")).Said("ａｔＭ限额多少"));

    [Fact]
    public void Stop_words_around_it_are_left_out_only_where_they_are_set_up()
    {
        var rule = Rule("r", KeywordKind.Exact, "余额怎么查");
        Assert.Null(Matcher(rule).Said("请问余额怎么查？"));
        var polite = new KeywordMatcher([rule, Rule("招呼", KeywordKind.Exact, "你好")], new StopWords(["请问", "你好", "呢", "谢谢"]));
        Assert.Equal("KeywordExact:r", polite.Said("你好，请问余额怎么查呢？谢谢"));
        Assert.Equal("KeywordExact:招呼", polite.Said("你好"));
        Assert.Null(polite.Said("余额请问怎么查"));
        Assert.Null(polite.Said("谢谢"));
    }

    [Fact]
    public void A_tapped_key_is_answered_by_its_own_rules_and_by_nothing_else()
    {
        var matcher = Matcher(Rule("键", KeywordKind.Tap, "BAL_1"), Rule("字", KeywordKind.Contains, "bal"));
        Assert.Equal("KeywordExact:键", matcher.Said("BAL_1", isTap: true));
        Assert.Null(matcher.Said("bal", isTap: true));
        Assert.Equal("KeywordContains:字", matcher.Said("BAL_1"));
    }

    [Fact]
    public void Rules_of_another_account_not_valid_or_switched_off_let_the_next_one_answer()
    {
        var last = Rule("last", KeywordKind.Contains, "余额", 1);
        KeywordRule[] before =
        [
            Rule("off", KeywordKind.Contains, "余额", 9) with { Enabled = false }, Rule("other", KeywordKind.Contains, "余额", 8) with { Accounts = [Other] },
            Rule("soon", KeywordKind.Contains, "余额", 7) with { ValidFrom = Now.AddSeconds(1) }, Rule("over", KeywordKind.Contains, "余额", 6) with { ValidUntil = Now },
            Rule("own", KeywordKind.Contains, "余额", 5) with { Accounts = [Account, Other], ValidFrom = Now, ValidUntil = Now.AddSeconds(1) },
        ];
        Assert.Equal("KeywordContains:own", Matcher([.. before, last]).Said("查余额"));
        Assert.Equal("KeywordContains:last", Matcher([.. before[..4], last]).Said("查余额"));
        var verdict = KeywordVerdict.Of(Matcher([.. before[..4], last]), Ask("查余额"));
        Assert.Equal(["off:SwitchedOff", "other:OtherAccount", "soon:NotYet", "over:NoLonger"], verdict.Losers.Select(l => $"{l.Hit.Rule.Name}:{l.Loss}"));
        Assert.Equal(1..3, Assert.Single(verdict.Winner!.Marks));
    }

    [Fact]
    public void A_regular_expression_sees_the_text_in_small_narrow_and_simplified_letters() =>
        Assert.Equal("KeywordPattern:r", Matcher(Rule("r", KeywordKind.Regex, @"分\s*\d+\s*期|atm")).Said("想分 １２ 期還款"));

    /// <summary>Each of them took many seconds for one message, or never came to an end.</summary>
    [Theory]
    [InlineData("(a|aa|aaa|aaaa){1,500}b")]
    [InlineData("(a|aa|aaa|aaaa|aaaaa|aaaaaa|aaaaaaa|aaaaaaaa|aaaaaaaaa){1,20}b")]
    [InlineData("(.{1,30}){1,30}(.{1,30}){1,30}b")]
    [InlineData("((((a{1,9}){1,9}){1,9}){1,9}){1,9}b")]
    public void An_expression_that_counts_groups_holds_up_nobody(string expression)
    {
        var matcher = Matcher(Rule("bad", KeywordKind.Regex, expression, priority: 900), Rule("good", KeywordKind.Regex, "a+$"));
        var began = TimeProvider.System.GetTimestamp();
        for (var i = 0; i < 5; i++)
            Assert.Equal("KeywordPattern:good", matcher.Said(new string('a', KeywordLetters.Longest)));
        Assert.InRange(TimeProvider.System.GetElapsedTime(began).TotalSeconds, 0, 3);
    }

    [Fact]
    public void A_regular_expression_that_takes_too_long_is_put_aside_and_stays_so_over_changes_of_other_rules()
    {
        // A look behind cannot run in linear time; this one is as bad as they come.
        var bad = Rule("bad", KeywordKind.Regex, @"(?<=x)(a+)+$", priority: 900);
        var matcher = Matcher(bad, Rule("good", KeywordKind.Regex, "b+"));
        var text = "x" + new string('a', 40) + "b";
        for (var i = 0; i < 3; i++)
            Assert.Equal("KeywordPattern:good", matcher.Said(text));
        Assert.Equal(bad.Patterns, matcher.PutAside);
        Assert.Contains(KeywordConflicts.Of(matcher), c => c.Fault == KeywordFault.TooSlow);
        Assert.Equal(bad.Patterns, matcher.With(Rule("new", KeywordKind.Contains, "新")).PutAside);
        // What can run in linear time does, however it is written.
        var linear = Matcher(Rule("linear", KeywordKind.Regex, "(a+)+$"));
        for (var i = 0; i < 5; i++)
            Assert.Null(linear.Said(new string('a', 400) + "b"));
        Assert.Empty(linear.PutAside);
        Assert.False(new KeywordPattern(KeywordKind.Regex, "(").IsUsable());
        Assert.False(new KeywordPattern(KeywordKind.Regex, "a*").IsUsable());
    }

    [Fact]
    public void What_is_too_long_is_cut_and_what_is_nothing_finds_nothing()
    {
        var matcher = Matcher(Rule("r", KeywordKind.Contains, "余额", fuzzy: true));
        Assert.Null(matcher.Said(""));
        Assert.Null(matcher.Said("？！ 。"));
        Assert.Equal("KeywordContains:r", matcher.Said(new string('好', KeywordLetters.Longest - 2) + "余额"));
        Assert.Null(matcher.Said(new string('好', KeywordLetters.Longest - 1) + "余额"));
        Assert.Null(KeywordMatcher.Empty.Said("余额"));
    }

    private static KeywordRule Standing(KeywordRule rule, int standing) => standing switch
    {
        0 => rule with { Enabled = false },
        1 => rule with { Accounts = [Other] },
        2 => rule with { ValidUntil = Now },
        _ => rule,
    };

    // As a person would do it, rule by rule.
    private static string? Naive(KeywordRule[] rules, string text)
    {
        var letters = new string([.. text.Where(char.IsLetter)]).ToLowerInvariant();
        var order = rules.OrderByDescending(r => r.Priority).ThenBy(r => r.CreatedAt).ThenBy(r => r.Id).ToList();
        var fits = order.Where(r => r.Enabled && (r.Accounts.IsEmpty || r.Accounts.Contains(Account)) && (r.ValidUntil is null || r.ValidUntil > Now)).Select((r, rank) =>
        {
            var words = r.Patterns[0].Text.ToLowerInvariant().Split(' ');
            var fit = r.Patterns[0].Kind switch
            {
                KeywordKind.Exact => letters == words[0],
                KeywordKind.Prefix => letters.StartsWith(words[0], StringComparison.Ordinal),
                KeywordKind.Contains => letters.Contains(words[0], StringComparison.Ordinal),
                _ => words.All(w => letters.Contains(w, StringComparison.Ordinal)),
            };
            return (Rule: r, Rank: rank, Fit: fit, Length: r.Patterns[0].Kind == KeywordKind.AllOf ? 0 : words[0].Length);
        });
        var best = fits.Where(f => f.Fit).OrderBy(f => f.Rule.Patterns[0].Kind).ThenByDescending(f => f.Length).ThenBy(f => f.Rank).Select(f => f.Rule).FirstOrDefault();
        return best is null ? null : $"{best.Patterns[0].Kind switch { KeywordKind.Exact => AnswerStep.KeywordExact, KeywordKind.Prefix => AnswerStep.KeywordPrefix, KeywordKind.Contains => AnswerStep.KeywordContains, _ => AnswerStep.KeywordPattern }}:{best.Name}";
    }
}
