using Imcc.Core.Replies;

namespace Imcc.Tests.Replies;

public sealed class WordGuardTests
{
    private static readonly Guid Cards = new(1, 0, 0, new byte[8]);

    [Theory]
    [InlineData("这款理财稳赚不赔", "稳赚不赔")]
    [InlineData("稳 赚，不—赔!", "稳 赚，不—赔")]
    [InlineData("稳\u200b赚\r\n不 赔", "稳\u200b赚\r\n不 赔")]
    [InlineData("加我ＷＥＣＨＡＴ", "ＷＥＣＨＡＴ")]
    [InlineData("WeChat me", "WeChat")]
    [InlineData("w.e.c.h.a.t", "w.e.c.h.a.t")]
    public void A_word_is_found_however_it_is_written(string text, string found)
    {
        var hit = Assert.Single(Guard("稳赚不赔", "wechat").Find(text));
        Assert.Equal(found, text.Substring(hit.Start, hit.Length));
    }

    [Theory]
    [InlineData("better")]
    [InlineData("alphabet")]
    [InlineData("稳赚")]
    [InlineData("")]
    [InlineData("。，！")]
    public void What_only_resembles_a_word_is_not_found(string text) => Assert.Empty(Guard("bet", "稳赚不赔").Find(text));

    [Fact]
    public void Words_in_each_other_are_all_found()
    {
        var hits = Guard("保证", "保证收益", "收益", "证收").Find("我们保证收益");
        Assert.Equal(["保证", "证收", "保证收益", "收益"], hits.Select(h => h.Word.Word));
    }

    [Fact]
    public void The_gravest_word_decides_and_a_groups_word_counts_for_that_group_only()
    {
        var guard = new WordGuard([new(Guid.Empty, "绝对", WordAction.Warn, null), new(Guid.Empty, "套现", WordAction.Block, Cards)]);
        Assert.Equal(WordAction.None, guard.Judge("您好", Cards).Action);
        Assert.Equal(WordAction.Warn, guard.Judge("绝对不能套现", null).Action);
        var verdict = guard.Judge("绝对不能套现，绝对", Cards);
        Assert.Equal(WordAction.Block, verdict.Action);
        Assert.Equal(["绝对", "套现"], verdict.Words);
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public void It_finds_what_looking_for_each_word_by_itself_finds(int seed)
    {
        var random = new Random(seed);
        string Text(int length) => string.Concat(Enumerable.Range(0, length).Select(_ => "甲乙丙丁"[random.Next(4)]));
        var words = Enumerable.Range(0, 30).Select(_ => Text(random.Next(1, 5))).Distinct().ToArray();
        var text = string.Concat(Enumerable.Range(0, 200).Select(_ => random.Next(6) == 0 ? " " : Text(1)));
        var plain = string.Concat(text.Where(c => c != ' '));
        var expected = words.SelectMany(w => Enumerable.Range(0, plain.Length).Where(i => string.CompareOrdinal(plain, i, w, 0, w.Length) == 0).Select(i => (i, w)));

        var places = Enumerable.Range(0, text.Length).Where(i => text[i] != ' ').ToList();
        var found = Guard(words).Find(text).Select(h => (places.IndexOf(h.Start), h.Word.Word));

        Assert.Equal(expected.Order(), found.Order());
    }

    [Fact]
    public void Ten_thousand_words_are_looked_for_in_one_pass()
    {
        var words = Enumerable.Range(0, 10_000).Select(i => string.Concat(Enumerable.Range(0, 4).Select(k => (char)(0x4e00 + (i * (k + 7) * 31 % 5000) + k)))).Distinct().ToArray();
        var guard = Guard(words);
        Assert.Equal(words.Length, guard.Count);
        Assert.Contains(guard.Find("前" + words[^1] + "后"), h => h is { Start: 1, Length: 4 });
    }

    public static TheoryData<int> Seeds => [.. Enumerable.Range(1, 40)];

    private static WordGuard Guard(params string[] words) => new([.. words.Select(w => new SensitiveWord(Guid.Empty, w, WordAction.Warn, null))]);
}
