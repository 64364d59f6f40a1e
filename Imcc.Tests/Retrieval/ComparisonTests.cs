using Imcc.Core.Retrieval;

namespace Imcc.Tests.Retrieval;

/// <summary>Of several wordings the one that means the same comes first.</summary>
public sealed class ComparisonTests
{
    private static readonly string[] Wordings =
    [
        "信用卡丢了怎么挂失", "信用卡怎么激活", "储蓄卡丢了怎么办", "转账限额是多少", "为什么转账没有到账", "怎么修改登录密码", "忘记登录密码怎么办", "怎么开通短信提醒", "短信提醒怎么收费", "年费是多少", "白金卡年费是多少",
        "套餐5G流量怎么收费", "套餐4G流量怎么收费",
    ];

    [Theory]
    [InlineData("信用卡挂失", "信用卡丢了怎么挂失")]
    [InlineData("密马忘记了", "忘记登录密码怎么办")]
    [InlineData("轉賬限額", "转账限额是多少")]
    [InlineData("转帐为什么没到", "为什么转账没有到账")]
    [InlineData("短提信醒多少钱", "短信提醒怎么收费")]
    [InlineData("年费", "年费是多少")]
    [InlineData("5g流量", "套餐5G流量怎么收费")]
    public void The_best_wording_is_first(string asked, string best)
    {
        var rarity = new Rarity();
        var phrases = Wordings.Select(w => Phrase.Of(w, Thesaurus.BuiltIn)).ToList();
        phrases.ForEach(p => rarity.Add(p.Wording));
        var comparison = new Comparison(Phrase.Of(asked, Thesaurus.BuiltIn), rarity);
        var rows = phrases.Select(phrase =>
        {
            var features = new double[Comparison.Features];
            comparison.With(phrase, features);
            return features;
        }).ToList();
        var strongest = rows.Max(r => r[(int)Feature.Strength]);
        rows.ForEach(r => r[(int)Feature.Strength] /= strongest);
        Assert.Equal(best, Wordings[rows.IndexOf(rows.MaxBy(r => Ranking.Score(r))!)]);
    }

    [Fact]
    public void What_is_added_and_removed_again_leaves_nothing_behind()
    {
        var (rarity, wording) = (new Rarity(), Wording.Of("转账转账限额ABC123"));
        rarity.Add(Wording.Of("年费是多少"));
        var before = Weights(rarity, wording);
        rarity.Add(wording);
        Assert.NotEqual(before, Weights(rarity, wording));
        rarity.Remove(wording);
        Assert.Equal(before, Weights(rarity, wording));
        Assert.Equal(1, rarity.Count);
    }

    [Fact]
    public void Marks_show_what_agrees_and_nothing_beyond()
    {
        var text = "怎么修改手机号码？";
        var marks = Marks.Of(Phrase.Of("手机号换了", Thesaurus.BuiltIn), Phrase.Of(text, Thesaurus.BuiltIn));
        Assert.Contains("手机号", string.Join('|', marks.Select(m => text[m])), StringComparison.Ordinal);
        Assert.DoesNotContain(marks, m => m.Start.Value < 2 || text[m].Contains('？', StringComparison.Ordinal));
        Assert.Equal(marks.OrderBy(m => m.Start.Value), marks);
    }

    private static List<double> Weights(Rarity rarity, Wording wording) => [.. wording.Units.Select(rarity.Of), .. wording.Units.Skip(1).Select((u, i) => rarity.OfPair(wording.Units[i], u))];
}
