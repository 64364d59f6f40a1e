using Imcc.Core.Misses;

namespace Imcc.Tests.Misses;

/// <summary>What asks for something, and what only answers.</summary>
public sealed class AskingTests
{
    [Theory]
    [InlineData("英文版有吗", true)]
    [InlineData("那我怎么办呢", true)]
    [InlineData("能不能快一点", true)]
    [InlineData("能让家人代办嗎", true)]
    [InlineData("我要投诉", true)]
    [InlineData("帮我查一下余额", true)]
    [InlineData("可以代办？", true)]
    [InlineData("Where is my card", true)]
    [InlineData("還需要什麼材料", true)]
    [InlineData("姓林，一位女士", false)]
    [InlineData("可以了，已经生效", false)]
    [InlineData("十分钟前，24小时到账", false)]
    [InlineData("安卓13，刚更新的", false)]
    [InlineData("南山支行，上午十点多", false)]
    [InlineData("the red one, bought last year", false)]
    [InlineData("", false)]
    public void A_wish_is_told_from_an_answer(string text, bool isWish) => Assert.Equal(isWish, Asking.Is(text));
}
