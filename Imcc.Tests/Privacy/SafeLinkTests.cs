using Imcc.Core.Privacy;
using Imcc.Web.Components.Desk;

namespace Imcc.Tests.Privacy;

public sealed class SafeLinkTests
{
    [Theory]
    [InlineData("https://www.icbc.com.cn/ICBC/index.htm", LinkRisks.None)]
    [InlineData("https://mybank.icbc.com.cn/", LinkRisks.None)]
    [InlineData("http://example.com/a?b=1#c", LinkRisks.None)]
    [InlineData("https://mp.weixin.qq.com/s/abc", LinkRisks.None)]
    [InlineData("https://www.icbc.com.cn.safe.top/login", LinkRisks.LookAlike)]
    [InlineData("https://icbc-com-cn.top/", LinkRisks.LookAlike)]
    [InlineData("https://www.1cbc.com.cn/", LinkRisks.LookAlike)]
    [InlineData("https://a1ipay.com/pay", LinkRisks.LookAlike)]
    [InlineData("https://paypa1.com/", LinkRisks.LookAlike)]
    [InlineData("https://arnazon.com/", LinkRisks.LookAlike)]
    [InlineData("https://login-taobao.cc/x", LinkRisks.LookAlike)]
    [InlineData("https://xn--80ak6aa92e.com/", LinkRisks.ForeignLetters)]
    [InlineData("https://аррӏе.com/", LinkRisks.ForeignLetters)]
    [InlineData("http://203.0.113.7/login", LinkRisks.BareAddress)]
    [InlineData("http://3405803783/", LinkRisks.BareAddress)]
    [InlineData("http://0x7f.1/", LinkRisks.BareAddress)]
    [InlineData("http://[2001:db8::1]/", LinkRisks.BareAddress)]
    [InlineData("https://example.com:8443/", LinkRisks.OddPort)]
    [InlineData("http://example.com:80/", LinkRisks.None)]
    [InlineData("https://www.icbc.com.cn@evil.example/", LinkRisks.HiddenTarget)]
    [InlineData("https://user:pass@evil.example/", LinkRisks.HiddenTarget)]
    [InlineData("https://a.very.long.name.with.many.parts.example.com/", LinkRisks.LongName)]
    [InlineData("https://this-is-a-very-long-name-that-hides-whose-it-really-is.example.com/", LinkRisks.LongName)]
    public void What_is_odd_about_an_address_is_seen(string url, LinkRisks risks) => Assert.Equal(risks, SafeLink.Of(url)!.Risks);

    [Theory]
    [InlineData("javascript:alert(1)")]
    [InlineData("data:text/html,<script>alert(1)</script>")]
    [InlineData("file:///etc/passwd")]
    [InlineData("ftp://example.com/")]
    [InlineData("weixin://dl/business")]
    [InlineData("//example.com/")]
    [InlineData("https://")]
    [InlineData("不是网址")]
    public void What_is_no_address_of_the_web_is_never_opened(string url) => Assert.Null(SafeLink.Of(url));

    [Theory]
    [InlineData("中国工商银行 www.icbc.com.cn 安全中心", "https://evil.example/", true)]
    [InlineData("www.icbc.com.cn", "https://www.icbc.com.cn/help", false)]
    [InlineData("icbc.com.cn", "https://mybank.icbc.com.cn/", false)]
    [InlineData("优惠活动 8.8 折", "https://evil.example/", false)]
    public void A_title_that_names_another_site_is_warned_of(string title, string url, bool isHidden) =>
        Assert.Equal(isHidden, SafeLink.Of(url, title)!.Risks.HasFlag(LinkRisks.HiddenTarget));

    [Fact]
    public void The_host_is_shown_as_the_network_knows_it() => Assert.Equal("xn--80ak6aa92e.com", SafeLink.Of("https://аррӏе.com/login")!.Host);

    [Fact]
    public void Letters_that_look_like_ours_do_not_end_an_address_before_it_can_be_warned_of()
    {
        var link = Assert.Single(TextPieces.Of("请看https://аррӏе.com/login，谢谢"), p => p.IsLink);
        Assert.Equal("https://аррӏе.com/login", link.Text);
        Assert.True(link.Link!.Risks.HasFlag(LinkRisks.ForeignLetters));
    }

    [Fact]
    public void An_address_with_a_hidden_number_in_it_is_only_text()
    {
        const string text = "https://a.cn/?tel=138****5678 好";
        var pieces = TextPieces.Of(text, [new(NumberKind.Phone, 18, 11)]).ToList();
        Assert.DoesNotContain(pieces, p => p.IsLink);
        Assert.Equal("138****5678", Assert.Single(pieces, p => p.Number is not null).Text);
        Assert.Equal(text, string.Concat(pieces.Select(p => p.Text)));
    }

    [Theory]
    [InlineData(-1, 5)]
    [InlineData(0, 99)]
    [InlineData(3, 0)]
    public void A_place_that_does_not_fit_the_text_breaks_nothing(int start, int length) =>
        Assert.Equal("你好吗", string.Concat(TextPieces.Of("你好吗", [new(NumberKind.Phone, start, length)]).Select(p => p.Text)));
}
