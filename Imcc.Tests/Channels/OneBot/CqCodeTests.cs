using System.Collections.Immutable;
using FsCheck;
using FsCheck.Fluent;
using Imcc.Core.Channels.OneBot;

namespace Imcc.Tests.Channels.OneBot;

/// <summary>The string form of messages: what is written is read again, and what is no code is text.</summary>
public sealed class CqCodeTests
{
    private static readonly Config Many = Config.QuickThrowOnFailure.WithMaxTest(500);
    private static readonly string[] Types = ["at", "image", "share", "reply", "face", "未知"];

    [Fact]
    public void Codes_and_text_are_told_apart_and_unescaped_in_the_right_order()
    {
        var read = CqCode.Read("[CQ:at,qq=20002000] 优惠 A&amp;B &#91;今日&#93;[CQ:share,title=满100&#44;减10,url=https://s.example.com/?a=1&amp;b=2][CQ:shake]");
        Assert.Equal(
            [
                OneBotSegment.Of("at", ("qq", "20002000")), OneBotSegment.Text(" 优惠 A&B [今日]"),
                OneBotSegment.Of("share", ("title", "满100,减10"), ("url", "https://s.example.com/?a=1&b=2")), OneBotSegment.Of("shake"),
            ],
            read);
        // What an ampersand makes is not unescaped again.
        Assert.Equal([OneBotSegment.Text("&#91;")], CqCode.Read("&amp;#91;"));
    }

    [Theory]
    [InlineData("[CQ:at,qq=1")]
    [InlineData("a ] b [ c")]
    [InlineData("[cq:at]")]
    [InlineData("&unknown;")]
    public void What_is_no_code_is_text(string text) => Assert.Equal([OneBotSegment.Text(text)], CqCode.Read(text));

    [Fact]
    public void Whatever_is_written_is_read_again()
    {
        var value = ArbMap.Default.GeneratorFor<NonNull<string>>().Select(s => s.Get.Replace("\0", "", StringComparison.Ordinal)).Where(s => s.Length > 0);
        var awkward = Gen.Elements("[CQ:at,qq=1]", "&amp;", "&#91;", "a=b,c]d[e", "😀,&", "，【】");
        var any = Gen.OneOf(value, awkward);
        var text = any.Select(OneBotSegment.Text);
        var code = from type in Gen.Elements(Types)
                   from first in any
                   from second in any
                   select OneBotSegment.Of(type, ("file", first), ("title", second));
        // Two texts in a row are one.
        var message = Gen.OneOf(text, code).ListOf().Select(all => all.Where((s, i) => i == 0 || s.Type != "text" || all[i - 1].Type != "text").ToImmutableArray());
        Check.One(Many, Prop.ForAll(Arb.From(message), all => CqCode.Read(CqCode.Write(all)).SequenceEqual(all)));
    }

    [Fact]
    public void Nothing_that_may_come_breaks_the_reading() =>
        Check.One(Many, Prop.ForAll(ArbMap.Default.ArbFor<NonNull<string>>(), text => CqCode.Read(text.Get + "[CQ:" + text.Get + "]").All(s => s.Type is not null)));
}
