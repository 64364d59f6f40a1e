using FsCheck;
using FsCheck.Fluent;
using Imcc.Core.Answering;
using Imcc.Core.Answering.Keywords;
using static Imcc.Tests.Answering.KeywordRules;

namespace Imcc.Tests.Answering;

public sealed class FuzzyKeywordTests
{
    [Theory]
    [InlineData("信用卡", "信用咔怎么办", true)] // three: a homophone
    [InlineData("信用卡", "新佣卡", false)] // not two of three
    [InlineData("余额", "鱼额", false)] // two: to the letter
    [InlineData("账单分期", "帐单分期怎么算", true)]
    [InlineData("转账限额", "转涨限额", true)]
    [InlineData("手机银行登录", "手机银航登录不上", true)]
    [InlineData("手机银行登录", "手机行登录", true)] // missing
    [InlineData("手机银行登录", "手机银的行登录", true)] // additional
    [InlineData("手机银行登录", "手银机行登录", true)] // swapped
    [InlineData("手机银行登录", "手机银登行录", true)] // swapped across the middle
    [InlineData("手机银行登录", "手机很行登录", true)] // another
    [InlineData("手机银行登录", "手机的的登录", false)] // two others
    [InlineData("账单分期", "账单分那", false)] // four: homophones alone
    [InlineData("手机银行登录", "手机银行登", false)] // without its end every longer word would fit
    [InlineData("可以提前还款", "可不可以提前还", false)]
    [InlineData("分12期手续费", "分24期手续费", false)] // another number is another thing
    [InlineData("可以提前还款", "可以不提前还款", false)] // a no is no slip
    public void Slips_are_let_pass_as_far_as_the_length_of_the_word_bears(string word, string text, bool isFound) =>
        Assert.Equal(isFound ? "KeywordFuzzy:r" : null, Matcher(Rule("r", KeywordKind.Contains, word, fuzzy: true)).Said(text));

    [Fact]
    public void What_stands_there_and_is_a_word_of_its_own_is_no_slip()
    {
        var loans = Rule("花", KeywordKind.Contains, "开通花花分期", fuzzy: true);
        Assert.Equal("KeywordFuzzy:花", Matcher(loans).Said("开通花借分期"));
        Assert.Null(Matcher(loans, Rule("借", KeywordKind.Exact, "花借")).Said("开通花借分期"));
        Assert.Contains(KeywordVerdict.Of(Matcher(loans, Rule("借", KeywordKind.Exact, "花借")), Ask("开通花借分期")).Losers, l => l is { Loss: KeywordLoss.OtherWords, Hit.Rule.Name: "花" });
    }

    [Fact]
    public void Exact_and_prefix_keep_their_place_and_the_letter_comes_before_the_slip()
    {
        var matcher = Matcher(Rule("整", KeywordKind.Exact, "信用卡年费", fuzzy: true), Rule("头", KeywordKind.Prefix, "储蓄卡挂失", fuzzy: true), Rule("含", KeywordKind.Contains, "额度", 1));
        Assert.Equal("KeywordFuzzy:整", matcher.Said("信用咔年费？"));
        Assert.Null(matcher.Said("我的信用咔年费"));
        Assert.Equal("KeywordFuzzy:头", matcher.Said("储蓄咔挂失了"));
        Assert.Null(matcher.Said("我的储蓄咔挂失"));
        Assert.Equal("KeywordContains:含", matcher.Said("储蓄咔挂失的额度"));
    }

    [Fact]
    public void Why_it_nearly_fitted_is_told()
    {
        var verdict = KeywordVerdict.Of(
            Matcher(Rule("关", KeywordKind.Contains, "账单分期"), Rule("短", KeywordKind.Contains, "分期", fuzzy: true), Rule("远", KeywordKind.Contains, "账单分期手续费", fuzzy: true)),
            Ask("账单分七手续"));
        Assert.Null(verdict.Winner);
        Assert.Equal(["关:FuzzyOff", "短:TooShort", "远:TooFar"], verdict.Losers.Select(l => $"{l.Hit.Rule.Name}:{l.Loss}"));
    }

    [Fact]
    public void Each_kind_of_slip_inside_a_long_word_is_found_and_nothing_without_it()
    {
        // Letters that occur once, and none that sounds like another: what a slip makes is told from everything else.
        var letters = Gen.Shuffle("猫狗牛羊鸡鸭兔龙蛇虎象熊".ToCharArray()).Select(l => new string(l)[..8]);
        var sample = from word in letters from at in Gen.Choose(1, 6) from slip in Gen.Choose(0, 3) from before in Gen.Elements("", "请说", "好的那么") select (word, at, slip, before);
        FsCheck.Check.One(Config.QuickThrowOnFailure.WithMaxTest(300), Prop.ForAll(sample.ToArbitrary(), s =>
        {
            var (word, at) = (s.word, s.at);
            var slipped = s.slip switch
            {
                0 => word[..at] + "桌" + word[(at + 1)..],
                1 => word[..at] + word[(at + 1)..],
                2 => word[..at] + "桌" + word[at..],
                _ => word[..at] + word[at + 1] + word[at] + word[(at + 2)..],
            };
            var matcher = Matcher(Rule("r", KeywordKind.Contains, word, fuzzy: true));
            Assert.Equal("KeywordFuzzy:r", matcher.Said(s.before + slipped + "吗"));
            Assert.Equal("KeywordContains:r", matcher.Said(s.before + word));
            Assert.Null(matcher.Said(s.before + slipped.Replace(word[7], '椅').Replace(word[0], '椅')));
            // The place is where it stands.
            var mark = Assert.Single(Assert.Single(matcher.All(s.before + slipped + "吗", isTap: false).DistinctBy(h => h.Marks[0])).Marks);
            Assert.Equal(slipped, (s.before + slipped + "吗")[mark]);
        }));
    }
}
