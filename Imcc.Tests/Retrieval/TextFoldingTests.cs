using FsCheck;
using FsCheck.Fluent;
using Imcc.Core.Retrieval;

namespace Imcc.Tests.Retrieval;

/// <summary>What is only written differently is equal, in its place.</summary>
public sealed class TextFoldingTests
{
    [Theory]
    [InlineData("銀行帳戶餘額", "银行帐户余额")]
    [InlineData("ＣＶＶ２ 是什麼？", "cvv2 是什么?")]
    [InlineData("iPhone　１３", "iphone 13")]
    public void Traditional_wide_and_capital_are_folded(string written, string folded) => Assert.Equal(folded, TextFolding.Fold(written));

    [Fact]
    public void Folding_keeps_every_place_and_folded_stays_as_it_is() =>
        Prop.ForAll<string?>(text =>
        {
            var folded = TextFolding.Fold(text ?? "");
            return folded.Length == (text ?? "").Length && TextFolding.Fold(folded) == folded;
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Letters_and_digits_are_units_of_their_own()
    {
        var wording = Wording.Of("CVV2在哪");
        Assert.Equal(4, wording.Units.Length);
        Assert.Equal(Wording.Of("cvv").Units[0], wording.Units[0]);
        Assert.True(Wording.IsNumber(wording.Units[1]));
        Assert.Equal([0, 3, 4, 5], wording.Starts.Select(s => (int)s));
    }

    [Theory]
    [InlineData('码', '马', 1)]
    [InlineData('行', '航', 1)]
    [InlineData('长', '常', 1)]
    [InlineData('只', '子', 0.6)]
    [InlineData('难', '蓝', 0.6)]
    [InlineData('银', '行', 0)]
    public void What_sounds_alike_is_known_in_both_directions(char one, char other, double likeness)
    {
        Assert.Equal(likeness, Readings.Likeness(one, other));
        Assert.Equal(likeness, Readings.Likeness(other, one));
    }
}
