using System.Globalization;
using Bunit;
using Imcc.Core.Channels;
using Imcc.Web.Components.Desk;
using Microsoft.Extensions.DependencyInjection;

namespace Imcc.Tests.Desk;

public sealed class MessageBodyTests : BunitContext
{
    public MessageBodyTests()
    {
        CultureInfo.CurrentCulture = CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo("zh-CN");
        Services.AddLocalization();
    }

    public static TheoryData<MessageContent, string> Kinds => new()
    {
        { new TextContent("第一行\n第二行"), "第一行\n第二行" },
        { new TextContent("选项一", "101"), "点击菜单" },
        { new PictureContent(new MediaRef("f1", Name: "卡.jpg")), "/files/f1" },
        { new PictureContent(new MediaRef(ProviderId: "m1", ProviderUrl: "http://mmbiz.qpic.cn/x")), "正在取回或已过期" },
        { new VoiceContent(new MediaRef(), "amr", "后四位七七三六"), "后四位七七三六" },
        { new VoiceContent(new MediaRef("f2", ContentType: "audio/mpeg")), "<audio" },
        { new VoiceContent(new MediaRef("f2"), "amr"), "下载" },
        { new VideoContent(new MediaRef("f3")), "<video" },
        { new VideoContent(new MediaRef(), null, true), "小视频" },
        { new FileContent(new MediaRef("f4", Name: "账单.pdf", Size: 382_144)), "373.2 KB" },
        { new LocationContent(31.2304, 121.4737, 15, "世纪大道 100 号"), "世纪大道 100 号" },
        { new LocationContent(31.2304, 121.4737), "31.2304, 121.4737" },
        { new LinkContent("公告", "说明", "https://example.com/a"), "href=\"https://example.com/a\"" },
        { new MiniProgramContent("信用卡", "wx1", "pages/index"), "pages/index" },
        { new UnknownContent("merged_msg", "<xml/>"), "merged_msg" },
        { new MusicContent("客服之声", "每周一期", "https://example.com/a.mp3"), "href=\"https://example.com/a.mp3\"" },
        { new PublishedContent("a1", "春节营业安排"), "春节营业安排" },
        { new CouponContent("pFS7", "满百减十"), "满百减十" },
        { new ChoiceContent("解决了吗？", [new("1", "已解决"), new("0", "未解决")], "谢谢"), "未解决" },
        { new TemplateContent("t1", "还款提醒", [new("keyword1", "3 月 5 日")], "还款日：3 月 5 日"), "还款日：3 月 5 日" },
        { new TemplateContent("t1", "还款提醒", [new("keyword1", "3 月 5 日")]), "keyword1" },
        { new ChannelServiceContent(), "转接微信客服" },
    };

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Each_kind_is_shown_as_what_it_is(MessageContent content, string sign) =>
        Assert.Contains(sign, Body(content).Markup);

    [Fact]
    public void A_providers_address_is_never_shown_to_a_browser() =>
        Assert.DoesNotContain("qpic", Body(new PictureContent(new MediaRef(ProviderUrl: "http://mmbiz.qpic.cn/x"))).Markup);

    [Theory]
    [InlineData("<script>alert(1)</script>")]
    [InlineData("<img src=x onerror=alert(1)>")]
    [InlineData("\"><svg onload=alert(1)>")]
    public void Text_is_encoded_wherever_it_stands(string evil)
    {
        MessageContent[] contents =
        [
            new TextContent(evil),
            new FileContent(new MediaRef("f", Name: evil)),
            new LocationContent(0, 0, null, evil),
            new LinkContent(evil, evil, "javascript:" + evil),
            new MiniProgramContent(evil, evil, evil),
            new UnknownContent(evil, evil),
            new VoiceContent(new MediaRef(), evil, evil),
            new MusicContent(evil, evil, "javascript:" + evil),
            new ChoiceContent(evil, [new(evil, evil)], evil),
            new TemplateContent(evil, evil, [new(evil, evil)]),
        ];
        foreach (var content in contents)
        {
            var body = Body(content);
            Assert.Contains(evil, body.Nodes.Aggregate("", (text, node) => text + node.TextContent + Attributes(node)));
            Assert.Empty(body.FindAll("script, img[onerror], svg[onload]"));
        }

        static string Attributes(AngleSharp.Dom.INode node) =>
            string.Concat((node as AngleSharp.Dom.IElement)?.QuerySelectorAll("[download]").Select(e => e.GetAttribute("download")) ?? []);
    }

    [Theory]
    [InlineData("javascript:alert(1)")]
    [InlineData("data:text/html,x")]
    [InlineData("vbscript:x")]
    [InlineData(" javascript:alert(1)")]
    [InlineData("//example.com")]
    public void Only_web_addresses_become_links(string url) =>
        Assert.Empty(Body(new LinkContent("标题", null, url)).FindAll("a"));

    [Fact]
    public void An_address_in_a_text_ends_where_the_chinese_begins()
    {
        var pieces = TextPieces.Of("请看https://example.com/a?b=1，谢谢。还有 http://x.cn/y.").ToList();
        Assert.Equal(["https://example.com/a?b=1", "http://x.cn/y"], pieces.Where(p => p.IsLink).Select(p => p.Text));
        Assert.Equal("请看https://example.com/a?b=1，谢谢。还有 http://x.cn/y.", string.Concat(pieces.Select(p => p.Text)));
    }

    [Theory]
    [InlineData("subscribe", null, "关注了公众号")]
    [InlineData("subscribe", "qrscene_浦东", "浦东")]
    [InlineData("CLICK", "信用卡", "点击菜单：信用卡")]
    [InlineData("scan", "1024", "扫描带参二维码：1024")]
    [InlineData("card_pass", "k", "card_pass k")]
    public void Events_are_told_in_words(string name, string? key, string words) =>
        Assert.Contains(words, EventWords.Of(new EventContent(name, key), Services.GetRequiredService<Microsoft.Extensions.Localization.IStringLocalizer<Imcc.Web.Localization.DeskText>>()));

    private IRenderedComponent<MessageBody> Body(MessageContent content) => Render<MessageBody>(p => p.Add(b => b.Content, content));
}
