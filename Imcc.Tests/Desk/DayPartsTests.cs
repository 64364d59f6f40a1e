using Bunit;
using Imcc.Core.Agents;
using Imcc.Core.Channels;
using Imcc.Core.Conversations;
using Imcc.Core.Desk;
using Imcc.Core.Privacy;
using Imcc.Core.Surveys;
using Imcc.Web.Components.Desk;
using static Imcc.Tests.Desk.FakeWorkplace;

namespace Imcc.Tests.Desk;

public sealed class DayPartsTests : DeskBench
{
    private static readonly Mask Everything = new(PrivacyRules.Kinds);

    [Fact]
    public async Task A_hidden_number_is_shown_for_a_reason_in_its_place()
    {
        var message = Masked(10, "请回电13812345678，谢谢");
        Reveals.Numbers[(message.Id, 3)] = "13812345678";
        var page = Open(Id(10));
        Assert.Contains("138****5678", page.Find(".bubble .number-chip").TextContent);
        Assert.Equal("请回电138****5678，谢谢", page.Find(".bubble .text").TextContent);

        await page.Find("[data-reveal]").ClickAsync(new());
        Assert.Equal(["核对客户身份", "给客户回电"], page.FindAll("[data-give]").Select(b => b.TextContent));
        await page.FindAll("[data-give]")[1].ClickAsync(new());

        page.WaitForAssertion(() => Assert.Equal("请回电13812345678，谢谢", page.Find(".bubble .text").TextContent));
        Assert.Equal((Id(10), message.Id, 3, "给客户回电"), Assert.Single(Reveals.Asked));
        Assert.Empty(page.FindAll(".reveal-ask"));
    }

    [Fact]
    public async Task A_number_that_is_not_given_stays_hidden_and_says_why()
    {
        Masked(10, "请回电13812345678，谢谢");
        Reveals.Outcome = CommandOutcome.NotAllowed;
        var page = Open(Id(10));
        await page.Find("[data-reveal]").ClickAsync(new());
        await page.Find("[data-give]").ClickAsync(new());
        page.WaitForAssertion(() => Assert.Contains("没有查看完整号码的权限", page.Find(".reveal-problem").TextContent));
        Assert.DoesNotContain("13812345678", page.Markup);
        await page.Find("[data-cancel-reveal]").ClickAsync(new());
        Assert.Empty(page.FindAll(".reveal-ask"));
    }

    [Fact]
    public void Who_may_not_look_sees_no_way_to()
    {
        Masked(10, "请回电13812345678，谢谢");
        Reveals.MayReveal = false;
        var page = Open(Id(10));
        Assert.NotEmpty(page.FindAll(".number-chip"));
        Assert.Empty(page.FindAll("[data-reveal]"));
    }

    [Fact]
    public void An_odd_address_is_no_link_until_somebody_means_it()
    {
        Workplace.Has(10);
        Workplace.Says(10, 1, new TextContent("短信说 https://icbc-com-cn.top/x 要验证"));
        Workplace.Says(10, 2, new LinkContent("工商银行 www.icbc.com.cn", "点此领取", "https://evil.example/a"));
        var page = Open(Id(10));
        Assert.Empty(page.FindAll(".bubble .text a"));
        Assert.Equal(["icbc-com-cn.top", "evil.example"], page.FindAll(".link-line.odd b").Select(b => b.TextContent));
        Assert.Contains("显示的网址与实际打开的不同", page.FindAll(".link-risks")[1].TextContent);
        Assert.All(page.FindAll("a[data-open-link]"), a => Assert.Equal("noopener noreferrer nofollow", a.GetAttribute("rel")));
        Assert.Empty(page.FindAll(".bubble img, .bubble iframe"));
    }

    [Fact]
    public async Task Where_the_agent_decides_the_end_asks_whether_the_customer_is_asked()
    {
        Workplace.Conversations[Id(10)] = Workplace.Has(10) with { Survey = SurveyMode.AgentsChoice };
        var page = Open(Id(10));
        await page.Find(".end-btn").ClickAsync(new());
        await page.Find("[data-survey]").ChangeAsync(new() { Value = false });
        await page.Find("[data-confirm-end]").ClickAsync(new());
        page.WaitForAssertion(() => Assert.Equal((Id(10), false), Assert.Single(Surveys.Ended)));
    }

    [Fact]
    public async Task Where_the_group_decides_the_agent_only_reads_it()
    {
        Workplace.Conversations[Id(10)] = Workplace.Has(10) with { Survey = SurveyMode.Always };
        var page = Open(Id(10));
        await page.Find(".end-btn").ClickAsync(new());
        Assert.Empty(page.FindAll("[data-survey]"));
        Assert.Contains("将邀请客户评价", page.Find(".end-survey").TextContent);
        await page.Find("[data-confirm-end]").ClickAsync(new());
        Assert.Empty(Surveys.Ended);
    }

    [Fact]
    public async Task A_rating_appears_in_the_summary_when_it_comes()
    {
        Workplace.Has(10, ConversationState.WrapUp);
        var page = Open(Id(10));
        Assert.Empty(page.FindAll(".satisfaction"));
        await Workplace.TellAsync(new RatingGiven(Id(10), new(SurveyScale.Stars, 2, ["等待时间太长"], "太慢了", Start, Start.AddHours(24), Start.AddMinutes(1), true)));
        page.WaitForAssertion(() =>
        {
            Assert.Equal("★★☆☆☆", page.Find(".satisfaction .stars").TextContent);
            Assert.Contains("等待时间太长", page.Find(".satisfaction").TextContent);
            Assert.Contains("太慢了", page.Find(".satisfaction").TextContent);
        });
    }

    [Fact]
    public async Task The_day_opens_and_closes_by_its_key_and_measures_itself()
    {
        Workplace.Has(10);
        MyDay.Day = new DayView
        {
            AgentId = Me, AgentName = "林晓芸", From = Start.AddHours(-9), To = Start,
            Today = new() { Handled = 12, FirstReplyMedian = TimeSpan.FromSeconds(45), FirstReplyAverage = TimeSpan.FromSeconds(50), ReplyAverage = TimeSpan.FromSeconds(20), Replies = 30, Satisfaction = 4.6, Ratings = 5 },
            Yesterday = new() { Handled = 9, Satisfaction = 4.8, Ratings = 3 },
            Goals = new(40, TimeSpan.FromSeconds(30), TimeSpan.FromSeconds(60), 4.5),
            Presence = [new(Start.AddHours(-9), Start.AddHours(-1), Presence.Offline, "", false), new(Start.AddHours(-1), Start.AddMinutes(-15), Presence.Available, "", true), new(Start.AddMinutes(-15), Start, Presence.Break, "小休", true)],
        };
        var page = Open(Id(10));
        Assert.Empty(MyDay.Asked);
        await page.InvokeAsync(() => page.Instance.KeyAsync("day"));
        page.WaitForAssertion(() => Assert.Equal(4, page.FindAll(".day-figure").Count));
        Assert.Equal(Me, Assert.Single(MyDay.Asked.Distinct()));
        string[] shown = [.. page.FindAll(".day-figure").Select(f => f.TextContent)];
        Assert.Contains("12", shown[0]);
        Assert.Contains("+3", shown[0]);
        Assert.Contains("45秒", shown[1]);
        Assert.Contains("behind", page.Find("[data-figure=FirstReply]").ClassName);
        Assert.Contains("reached", page.Find("[data-figure=Reply]").ClassName);
        Assert.Contains("-0.2", shown[3]);
        // The night before the agent came says nothing.
        Assert.Equal(["在线45分00秒", "小休15分00秒"], page.FindAll(".day-presence li").Select(l => string.Concat(l.TextContent.Split())));
        Assert.Equal("/my-day", page.Find("[data-shifts]").GetAttribute("href"));
        await page.InvokeAsync(() => page.Instance.KeyAsync("day"));
        Assert.Empty(page.FindAll(".day-figure"));
    }

    [Fact]
    public async Task A_day_that_cannot_be_read_says_so()
    {
        var page = Open();
        await page.Find("[data-day]").ClickAsync(new());
        page.WaitForAssertion(() => Assert.Contains("暂时读不到数据", page.Find(".day-problem").TextContent));
    }

    [Fact]
    public void Without_a_service_nothing_speaks_of_translation()
    {
        Workplace.Has(10);
        Workplace.Says(10, 1, new TextContent("hello"));
        var page = Open(Id(10));
        Assert.Empty(page.FindAll("[data-translate], [data-translate-all]"));
    }

    [Fact]
    public async Task A_message_is_translated_by_a_click_and_hidden_by_another()
    {
        Translations.IsOn = true;
        Workplace.Has(10);
        Workplace.Says(10, 1, new TextContent("hello"));
        var page = Open(Id(10));
        await page.Find("[data-translate]").ClickAsync(new());
        page.WaitForAssertion(() => Assert.Contains("[zh] hello", page.Find(".translation").TextContent));
        await page.Find("[data-translate]").ClickAsync(new());
        Assert.Empty(page.FindAll(".translation"));
        Assert.Single(Translations.Asked);
    }

    [Fact]
    public async Task What_the_agent_writes_is_seen_translated_before_it_is_sent()
    {
        Translations.IsOn = true;
        Workplace.Has(10);
        Workplace.Says(10, 1, new TextContent("hello"));
        var page = Open(Id(10));
        await page.Find("[data-translate-all]").ClickAsync(new());
        page.WaitForAssertion(() => Assert.Contains("[zh] hello", page.Find(".translation").TextContent));

        await page.InvokeAsync(() => page.Instance.SubmitAsync(Id(10), Id(900), "您好", false));
        Assert.Empty(Workplace.Replies);
        page.WaitForAssertion(() => Assert.Contains("原文：您好", page.Find(".translation-bar").TextContent));

        // It stands in the composer now; sent from there it goes out as it was seen.
        await page.InvokeAsync(() => page.Instance.SubmitAsync(Id(10), Id(900), "[en] 您好", false));
        Assert.Equal("[en] 您好", ((TextContent)Assert.Single(Workplace.Replies).Content).Text);
        Assert.Empty(page.FindAll(".translation-bar"));
    }

    [Fact]
    public async Task When_the_service_fails_nothing_goes_out_unless_the_agent_says_so()
    {
        Translations.IsOn = true;
        Workplace.Has(10);
        Workplace.Says(10, 1, new TextContent("hello"));
        var page = Open(Id(10));
        await page.Find("[data-translate-all]").ClickAsync(new());
        page.WaitForAssertion(() => Assert.NotEmpty(page.FindAll(".translation")));
        Translations.Outcome = TranslationOutcome.Unavailable;
        await page.InvokeAsync(() => page.Instance.SubmitAsync(Id(10), Id(900), "您好", false));
        await page.InvokeAsync(() => page.Instance.SubmitAsync(Id(10), Id(900), "您好", false));
        Assert.Empty(Workplace.Replies);
        Assert.Contains("翻译服务暂时无法使用", page.Find(".translation-bar").TextContent);
        await page.Find(".translation-bar .link-btn").ClickAsync(new());
        await page.InvokeAsync(() => page.Instance.SubmitAsync(Id(10), Id(900), "您好", false));
        Assert.Equal("您好", ((TextContent)Assert.Single(Workplace.Replies).Content).Text);
    }

    private ThreadMessage Masked(int number, string text)
    {
        Workplace.Has(number);
        var message = Workplace.Says(number, 1, new TextContent(text));
        return Workplace.Thread(number)[0] = Everything.Of(message);
    }
}
