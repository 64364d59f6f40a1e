using FsCheck;
using FsCheck.Fluent;
using Imcc.Core.Channels;
using Imcc.Core.Knowledge;

namespace Imcc.Tests.Knowledge;

public sealed class TextDiffTests
{
    [Theory]
    [InlineData("挂失收费20元", "挂失免费", "挂失-收+免 费-20元")]
    [InlineData("limit is 5000 yuan", "limit is 8000 yuan", "limit is -5000+8000  yuan")]
    [InlineData("", "新的", "+新的")]
    [InlineData("旧的", "", "-旧的")]
    [InlineData("一样", "一样", "一样")]
    [InlineData("好😀", "好😁", "好-😀+😁")]
    public void What_went_and_what_came(string before, string after, string expected) =>
        Assert.Equal(expected.Replace(" ", "", StringComparison.Ordinal), string.Concat(TextDiff.Between(before, after).Select(Said)).Replace(" ", "", StringComparison.Ordinal));

    [Fact]
    public void The_parts_are_both_texts_whatever_they_are()
    {
        string[] pieces = ["挂失", "失", "20", "元", "，", "card", " ", "\n", "😀", "é"];
        var text = from size in Gen.Choose(0, 40) from parts in Gen.ArrayOf(Gen.Elements(pieces), size) select string.Concat(parts);
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(1_000), Prop.ForAll(Arb.From(text), Arb.From(text), (before, after) =>
        {
            var parts = TextDiff.Between(before, after);
            return string.Concat(parts.Where(p => p.Kind != DiffKind.Added).Select(p => p.Text)) == before
                && string.Concat(parts.Where(p => p.Kind != DiffKind.Removed).Select(p => p.Text)) == after
                && parts.All(p => p.Text.Length > 0)
                && parts.Zip(parts.Skip(1)).All(p => p.First.Kind != p.Second.Kind);
        }));
    }

    [Fact]
    public void Long_texts_with_nothing_in_common_are_replaced_as_a_whole()
    {
        var (before, after) = (string.Concat(Enumerable.Range(0, 3_000).Select(i => (char)(0x4E00 + i))), string.Concat(Enumerable.Range(0, 3_000).Select(i => (char)(0x6000 + i))));
        Assert.Equal([DiffKind.Removed, DiffKind.Added], TextDiff.Between(before, after).Select(p => p.Kind));
    }

    [Fact]
    public void Versions_are_compared_field_by_field()
    {
        var before = ArticleContent.Blank(Guid.Empty) with { Title = "信用卡挂失", Similar = ["卡丢了", "怎么挂失"], Tags = ["卡"], Answer = ArticleAnswer.Empty with { Text = "请致电客服" } };
        var after = before with
        {
            Similar = ["怎么挂失", "卡丢了"],
            Tags = ["卡", "挂失"],
            Answer = before.Answer with { Text = "请登录手机银行", Texts = before.Answer.Texts.Add(ChannelKind.WeChat, "点这里") },
            ValidUntil = new(2026, 12, 31, 0, 0, 0, TimeSpan.Zero),
        };

        Assert.Empty(ArticleDiff.Between(before, before with { Similar = [.. before.Similar] }));
        var changes = ArticleDiff.Between(before, after);
        Assert.Equal(["Similar", "Text", "Texts.WeChat", "Tags", "ValidUntil"], changes.Select(c => c.Field));
        Assert.True(changes[0].IsReordered);
        Assert.Equal(["挂失"], changes[3].Come);
        Assert.False(before.Says(after));
    }

    private static string Said(DiffPart part) => part.Kind switch { DiffKind.Added => "+", DiffKind.Removed => "-", _ => "" } + part.Text;
}
