using Bunit;
using Imcc.Core.Contacts;
using Imcc.Core.Desk;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;
using static Imcc.Tests.Desk.FakeWorkplace;

namespace Imcc.Tests.Desk;

public sealed class CustomerCardTests : DeskBench
{
    private static readonly CustomerAttribute Phone = new() { Id = Id(701), Name = "手机号", Kind = AttributeKind.Phone, Required = true };
    private static readonly CustomerAttribute Type = new() { Id = Id(702), Name = "客户类型", Kind = AttributeKind.Choice, Choices = ["个人", "公司"] };

    public CustomerCardTests() => Workplace.Has(10);

    [Fact]
    public async Task An_attribute_is_written_where_it_stands_and_saved_by_leaving_it()
    {
        Customers.Profile = Customers.Profile with { Attributes = [new(Phone, ""), new(Type, "")] };
        var page = Open(Id(10));
        page.WaitForAssertion(() => Assert.Contains("wanted", page.Find("[data-attribute=手机号]").ParentElement!.ClassList));

        await page.Find("[data-attribute=手机号]").ChangeAsync(new() { Value = "13812345678" });
        await page.Find("[data-attribute=客户类型]").ChangeAsync(new() { Value = "公司" });

        Assert.Equal(["attribute 13812345678", "attribute 公司"], Customers.Commands);
        page.WaitForAssertion(() => Assert.DoesNotContain("wanted", page.Find("[data-attribute=手机号]").ParentElement!.ClassList));
    }

    [Fact]
    public async Task What_is_refused_stays_where_it_was_written_with_the_reason()
    {
        Customers.Profile = Customers.Profile with { Attributes = [new(Phone, "13800000000")] };
        Customers.Outcomes["attribute"] = CommandOutcome.Invalid;
        var page = Open(Id(10));
        page.WaitForAssertion(() => Assert.NotEmpty(page.FindAll("[data-attribute]")));
        await page.Find("[data-attribute]").ChangeAsync(new() { Value = "很多" });
        page.WaitForAssertion(() => Assert.Contains("电话号码", page.Find(".complaint").TextContent));
        Assert.Equal("很多", page.Find("[data-attribute]").GetAttribute("value"));
        Assert.Empty(page.FindAll(".notice"));

        await page.Find("[data-attribute]").ChangeAsync(new() { Value = "13800000000" });
        Assert.Empty(page.FindAll(".complaint"));
        Assert.Single(Customers.Commands);
    }

    [Fact]
    public async Task A_note_is_added_changed_taken_away_and_brought_back()
    {
        var page = Open(Id(10));
        page.WaitForAssertion(() => Assert.NotEmpty(page.FindAll("[data-new-note]")));
        await page.Find("[data-new-note]").InputAsync(new() { Value = "下午回电" });
        await page.Find("[data-new-note]").KeyDownAsync(new Microsoft.AspNetCore.Components.Web.KeyboardEventArgs { Key = "Enter", CtrlKey = true });
        page.WaitForAssertion(() => Assert.Equal("下午回电", page.Find(".note-text").TextContent));
        Assert.Empty(page.Find("[data-new-note]").GetAttribute("value")!);

        await page.Find("[data-edit-note]").ClickAsync(new());
        await page.Find(".note-item textarea").ChangeAsync(new() { Value = "三点后回电" });
        page.WaitForAssertion(() => Assert.Equal("三点后回电", page.Find(".note-text").TextContent));

        await page.Find("[data-delete-note]").ClickAsync(new());
        page.WaitForAssertion(() => Assert.Empty(page.FindAll(".note-item")));
        await page.Find("[data-undo-note]").ClickAsync(new());
        page.WaitForAssertion(() => Assert.Single(page.FindAll(".note-item")));
        Assert.Empty(page.FindAll("[data-undo-note]"));
    }

    [Fact]
    public async Task A_note_that_could_not_be_added_is_still_there_to_be_sent_again()
    {
        Customers.Outcomes["note"] = CommandOutcome.Unavailable;
        var page = Open(Id(10));
        page.WaitForAssertion(() => Assert.NotEmpty(page.FindAll("[data-new-note]")));
        await page.Find("[data-new-note]").InputAsync(new() { Value = "下午回电" });
        await page.Find(".note-new").SubmitAsync();
        page.WaitForAssertion(() => Assert.NotEmpty(page.FindAll(".notice")));
        Assert.Equal("下午回电", page.Find("[data-new-note]").GetAttribute("value"));
    }

    [Fact]
    public async Task Two_customers_are_looked_at_side_by_side_merged_and_parted_again()
    {
        Customers.Profile = Customers.Profile with { Attributes = [new(Phone, "13812345678")] };
        Customers.Others.Add(new(Id(11), Id(950), "访客 1234", Core.Channels.ChannelKind.WebChat, "网站", "v1234", Start, [new(Phone, "13900000000")], 1));
        var page = Open(Id(10));
        page.WaitForAssertion(() => Assert.NotEmpty(page.FindAll("[data-merge]")));
        await page.Find("[data-merge]").ClickAsync(new());
        await page.Find("[data-merge-search]").InputAsync(new() { Value = "1234" });
        page.WaitForAssertion(() => Assert.NotEmpty(page.FindAll("[data-found]")));
        await page.Find("[data-found]").ClickAsync(new());
        Assert.Contains("13812345678", page.Find(".merge-preview .differs").TextContent);
        Assert.Contains("13900000000", page.Find(".merge-preview .differs").TextContent);

        await page.Find("[data-merge-now]").ClickAsync(new());
        page.WaitForAssertion(() => Assert.Equal(2, page.FindAll(".identity").Count));
        Assert.Equal(["merge " + Id(11)], Customers.Commands);
        Assert.Empty(page.FindAll(".merge-panel"));
        Assert.Contains("林晓芸 合并", page.Find(".merge-note").TextContent);

        await page.Find("[data-undo-merge]").ClickAsync(new());
        page.WaitForAssertion(() => Assert.Single(page.FindAll(".identity")));
    }

    [Fact]
    public async Task Whoever_types_fast_is_searched_for_once_by_all_that_was_typed()
    {
        Customers.Others.Add(new(Id(11), Id(950), "访客 1234", Core.Channels.ChannelKind.WebChat, "网站", "v1234", Start, [], 1));
        var page = Open(Id(10));
        page.WaitForAssertion(() => Assert.NotEmpty(page.FindAll("[data-merge]")));
        await page.Find("[data-merge]").ClickAsync(new());
        foreach (var typed in (string[])["1", "12", "123", "1234"])
            await page.Find("[data-merge-search]").InputAsync(new() { Value = typed });
        page.WaitForAssertion(() => Assert.NotEmpty(page.FindAll("[data-found]")));
        Assert.Equal(["1234"], Customers.Searched);
        Assert.Equal("1234", page.Find("[data-merge-search]").GetAttribute("value"));
    }

    [Fact]
    public async Task A_note_that_is_half_written_waits_for_its_customer()
    {
        Workplace.Has(11);
        var page = Open(Id(10));
        page.WaitForAssertion(() => Assert.NotEmpty(page.FindAll("[data-new-note]")));
        await page.Find("[data-new-note]").InputAsync(new() { Value = "下午回" });
        await page.Find("[data-side=replies]").ClickAsync(new());
        await page.Find(".desk-right [role=tab]").ClickAsync(new());
        page.WaitForAssertion(() => Assert.Equal("下午回", page.Find("[data-new-note]").GetAttribute("value")));

        var person = Customers.Profile;
        Customers.Profile = person with { PersonId = Id(901) };
        Services.GetRequiredService<NavigationManager>().NavigateTo(DeskUrls(11));
        page.WaitForAssertion(() => Assert.Equal("", page.Find("[data-new-note]").GetAttribute("value")));
        Customers.Profile = person;
        Services.GetRequiredService<NavigationManager>().NavigateTo(DeskUrls(10));
        page.WaitForAssertion(() => Assert.Equal("下午回", page.Find("[data-new-note]").GetAttribute("value")));
    }

    [Fact]
    public void The_card_says_where_the_customer_came_from_and_leads_to_other_systems()
    {
        Customers.Profile = Customers.Profile with { Origin = new("1203", "深圳福田支行", Start), Links = [new("CRM", "https://crm.example.com/?o=oT3kQ")] };
        var page = Open(Id(10));
        page.WaitForAssertion(() => Assert.Equal("来源：深圳福田支行（二维码 1203）", page.Find(".origin").TextContent));
        var link = page.Find(".crm-links a");
        Assert.Equal(("https://crm.example.com/?o=oT3kQ", "_blank", "noopener noreferrer"), (link.GetAttribute("href"), link.GetAttribute("target"), link.GetAttribute("rel")));
    }

    [Fact]
    public async Task The_timeline_shows_all_channels_is_searched_and_opens_what_is_chosen()
    {
        for (var i = 0; i < 20; i++)
            Customers.Timeline.Add(new(Workplace.Has(100 + i, Core.Conversations.ConversationState.Closed, preview: i == 7 ? "补办信用卡" : "查余额" + i) with { AgentName = "张伟", EndedAt = Start }, [], 0));
        var page = Open(Id(10));
        page.WaitForAssertion(() => Assert.Equal(15, page.FindAll(".episode-item").Count));
        await page.Find("[data-timeline-more]").ClickAsync(new());
        page.WaitForAssertion(() => Assert.Equal(20, page.FindAll(".episode-item").Count));

        await page.Find("[data-timeline-search]").InputAsync(new() { Value = "信用卡" });
        page.WaitForAssertion(() => Assert.Equal(DeskUrls(107), page.FindAll(".episode-item").Single().GetAttribute("href")));
    }

    private static string DeskUrls(int number) => "/desk/" + Id(number);
}
