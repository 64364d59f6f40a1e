using FsCheck;
using FsCheck.Fluent;
using Imcc.Core.Retrieval;

namespace Imcc.Tests.Retrieval;

/// <summary>Small talk asks for nothing; a question does, however politely it is put.</summary>
public sealed class SmallTalkTests
{
    [Theory]
    [InlineData("好的", true)]
    [InlineData("好的，谢谢！", true)]
    [InlineData("嗯嗯嗯嗯", true)]
    [InlineData("？？", true)]
    [InlineData("😀", true)]
    [InlineData("謝謝", true)]
    [InlineData("转人工", true)]
    [InlineData("挂失", false)]
    [InlineData("你好，信用卡丢了", false)]
    [InlineData("谢谢，那手续费呢", false)]
    [InlineData("95599", false)]
    [InlineData("1", true)]
    [InlineData("２。", true)]
    [InlineData("13800138000", true)]
    [InlineData("95588", false)]
    public void Whether_something_is_asked(string text, bool isSmallTalk) => Assert.Equal(isSmallTalk, SmallTalk.Is(text, WordLists.BuiltIn));

    [Fact]
    public void One_after_another_is_small_talk_too()
    {
        var some = Gen.Elements(WordLists.BuiltIn.SmallTalk.Where(t => t.Length is > 0 and < 8).Order(StringComparer.Ordinal).ToArray());
        Prop.ForAll(Arb.From(Gen.Two(some)), two => SmallTalk.Is(two.Item1 + "，" + two.Item2, WordLists.BuiltIn)).QuickCheckThrowOnFailure();
    }
}
