using FsCheck;
using FsCheck.Fluent;
using Imcc.Core.Privacy;

namespace Imcc.Tests.Privacy;

/// <summary>Numbers as customers really write them, and what is none.</summary>
public sealed class PersonalNumbersTests
{
    private static readonly string[] Pieces =
    [
        "订单号", "卡号：", "身份证", "电话", "QQ", "验证码", "您好，", "帮我查一下", " ", "-", "+86", "1381234", "5678", "6222021234567890", "11010519491231002X",
        "SF1390224817765", "２０２５", "0", "9", "x", "X", "https://a.cn/", ".", "¥", "😀", "\n", "021-", "2025-11-22", "A", "１３８", "　", "\0", "\ud83d",
    ];

    [Theory]
    [InlineData("订单号20251122083012345，帮我查一下", "20251122083012345")]
    [InlineData("订单编号：DD-20251122-0001 还没发货", "DD202511220001")]
    [InlineData("快递单号 SF1390224817765 到哪了", "SF1390224817765")]
    [InlineData("JDVB12345678901已经三天没动了", "JDVB12345678901")]
    [InlineData("邮政的 LP00123456789CN", "LP00123456789CN")]
    [InlineData("流水号 81234567", "81234567")]
    [InlineData("我的信用卡还款，交易号 2025112200123456", "2025112200123456")]
    [InlineData("单号２０２５１１２２０８３０１２３４５", "20251122083012345")]
    [InlineData("订单号 6222020200112233446", "6222020200112233446")]
    public void An_order_number_is_found(string text, string value) => Assert.Equal((NumberKind.Order, value), One(text));

    [Theory]
    [InlineData("打 138-1234-5678 找我", "13812345678", "13812345678")]
    [InlineData("打 138-1234-5678 找我", "138****5678", "13812345678")]
    [InlineData("打 13812345678 或 13899995678", "138****5678", null)]
    [InlineData("打 13812345678 或 13899995678", "13899995678", "13899995678")]
    [InlineData("打 13812345678", "139****5678", null)]
    public void A_number_is_named_as_one_sees_it(string text, string named, string? meant) => Assert.Equal(meant, PersonalNumbers.Named(text, named));

    [Theory]
    [InlineData("我的手机号是13812345678，麻烦快一点", "13812345678")]
    [InlineData("打 138-1234-5678 或者微信", "13812345678")]
    [InlineData("+86 138 1234 5678", "8613812345678")]
    [InlineData("１３８１２３４５６７８", "13812345678")]
    [InlineData("13812345678@qq.com", "13812345678")]
    [InlineData("订单收货人 13812345678", "13812345678")]
    public void A_mobile_number_is_found(string text, string value) => Assert.Equal((NumberKind.Phone, value), One(text));

    [Theory]
    [InlineData("11010519491231002X", NumberKind.IdCard, "11010519491231002X")]
    [InlineData("身份证 110105 19491231 002x", NumberKind.IdCard, "11010519491231002X")]
    [InlineData("身份证号110105194912310021", NumberKind.IdCard, "110105194912310021")]
    [InlineData("6222 0202 0011 2233 446", NumberKind.BankCard, "6222020200112233446")]
    [InlineData("卡号 6222021234567890123", NumberKind.BankCard, "6222021234567890123")]
    public void Identity_and_card_numbers_are_told_from_others(string text, NumberKind kind, string value) => Assert.Equal((kind, value), One(text));

    [Theory]
    [InlineData("今天 20251122 办的")]
    [InlineData("2025-11-22 08:30 下的单")]
    [InlineData("时间 20251122083012")]
    [InlineData("QQ 1234567890")]
    [InlineData("验证码 1234567890")]
    [InlineData("付了 1234567890.50 元")]
    [InlineData("¥1234567890")]
    [InlineData("客服电话 021-62345678")]
    [InlineData("https://shop.cn/item/202511220830.html")]
    [InlineData("24 期每期 0.65%，一共 10000 元")]
    [InlineData("")]
    public void What_is_none_is_not_found(string text) => Assert.Empty(PersonalNumbers.In(text));

    [Theory]
    [InlineData("手机13812345678,13987654321", "手机138****5678,139****4321")]
    [InlineData("1.13812345678 2.13987654321", "1.138****5678 2.139****4321")]
    [InlineData("1,110101199003077758", "1,110101********7758")]
    [InlineData("1 110101199003077758", "1 110101********7758")]
    [InlineData("tel13812345678", "tel138****5678")]
    [InlineData("wx13812345678", "wx138****5678")]
    [InlineData("ab13812345678cd", "ab138****5678cd")]
    [InlineData("￥13812345678", "￥138****5678")]
    [InlineData("138.1234.5678", "138.****.5678")]
    [InlineData("138．1234．5678", "138．****．5678")]
    [InlineData("138 123 45678", "138 *** *5678")]
    [InlineData("138　1234　5678", "138　****　5678")]
    [InlineData("138 - 1234 - 5678", "138 - **** - 5678")]
    [InlineData("008613812345678", "0086138****5678")]
    [InlineData("(+86)13812345678", "(+86)138****5678")]
    [InlineData("卡4111111111111111,6222020200112233446", "卡4111********1111,6222***********3446")]
    [InlineData("card4111.1111.1111.1111", "card4111.****.****.1111")]
    [InlineData("13812345678-202511220001", "138****5678-202511220001")]
    public void However_a_personal_number_is_written_it_is_hidden(string text, string masked) => Assert.Equal(masked, Mask.All.Text(text));

    [Theory]
    [InlineData("订单 20138123456780001")]
    [InlineData("订单 13812345678000112345")]
    [InlineData("单号 SF1381234567890")]
    [InlineData("服务器 139.155.12.123")]
    [InlineData("版本 1.3.8.1.2.3.4.5.6.7.8")]
    [InlineData("共 1.38 1234 5678")]
    [InlineData("2025-11-22 08:30:15.123")]
    [InlineData("5.12 6.13 7.14 8.15 9.16")]
    public void A_longer_number_is_not_cut(string text) => Assert.Same(text, Mask.All.Text(text));

    [Fact]
    public void Several_numbers_of_a_text_are_found_in_its_order() =>
        Assert.Equal(
            [NumberKind.Order, NumberKind.Phone, NumberKind.BankCard],
            PersonalNumbers.In("订单 20251122083012345 电话13812345678，退到卡号6222021234567890123").Select(n => n.Kind));

    [Fact]
    public void Whatever_is_written_the_numbers_lie_in_it_one_after_the_other() => Check(text =>
    {
        var end = 0;
        foreach (var number in PersonalNumbers.In(text))
        {
            if (number.Start < end || number.Length <= 0 || number.Start + number.Length > text.Length || !number.Value.All(c => char.IsAsciiDigit(c) || char.IsAsciiLetterUpper(c)))
                return false;
            end = number.Start + number.Length;
        }

        return true;
    });

    [Theory]
    [InlineData("电话13812345678谢谢", NumberKind.Phone, "电话138****5678谢谢")]
    [InlineData("+86 138 1234 5678", NumberKind.Phone, "+86 138 **** 5678")]
    [InlineData("１３８１２３４５６７８", NumberKind.Phone, "１３８****５６７８")]
    [InlineData("11010519491231002X", NumberKind.IdCard, "110105********002X")]
    [InlineData("卡号 6222 0202 0011 2233 446", NumberKind.BankCard, "卡号 6222 **** **** ***3 446")]
    [InlineData("流水号 81234567", NumberKind.Order, "流水号 81****67")]
    public void The_middle_of_a_number_is_hidden_and_nothing_else(string text, NumberKind hidden, string masked)
    {
        Assert.Equal(masked, new Mask([hidden]).Text(text));
        Assert.Same(text, Mask.None.Text(text));
        Assert.Equal(text, new Mask([.. Enum.GetValues<NumberKind>().Where(k => k != hidden)]).Text(text));
    }

    [Fact]
    public void Masked_a_text_is_as_long_and_differs_only_by_stars_within_its_numbers() => Check(text =>
    {
        var numbers = PersonalNumbers.In(text);
        var masked = new Mask([.. Enum.GetValues<NumberKind>()]).Text(text);
        return masked.Length == text.Length
            && Enumerable.Range(0, text.Length).All(i => masked[i] == text[i] || (masked[i] == '*' && numbers.Any(n => n.Start < i && i < n.Start + n.Length - 1)));
    });

    private static (NumberKind, string) One(string text)
    {
        var number = Assert.Single(PersonalNumbers.In(text));
        return (number.Kind, number.Value);
    }

    private static void Check(Func<string, bool> holds)
    {
        var text = from size in Gen.Choose(0, 24) from pieces in Gen.ArrayOf(Gen.Elements(Pieces), size) select string.Concat(pieces);
        FsCheck.Check.One(Config.QuickThrowOnFailure.WithMaxTest(2_000), Prop.ForAll(Arb.From(text), holds));
    }
}
