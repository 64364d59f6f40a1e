using Bunit;
using Imcc.Core.Answering.Keywords;
using Imcc.Infrastructure.Answering.Keywords;
using Imcc.Tests.Administration;
using Imcc.Tests.Journeys;
using Imcc.Web.Components.Keywords;

namespace Imcc.Tests.Answering;

public sealed class KeywordsPageTests : IAsyncLifetime
{
    private AdminScreens _screens = null!;

    public async ValueTask InitializeAsync() => _screens = await AdminScreens.OpenAsync();

    public ValueTask DisposeAsync() => _screens.DisposeAsync();

    [Fact]
    public async Task A_rule_is_tried_before_it_is_saved_refused_at_its_field_and_found_by_searching()
    {
        var page = _screens.Open<KeywordsPage>("new");
        await page.Find("[data-field=Name]").ChangeAsync(new() { Value = "白金卡年费" });
        await page.Find("[data-add=Regex]").InputAsync(new() { Value = "(" });
        await page.Find("[data-add=Regex]").KeyDownAsync(new Microsoft.AspNetCore.Components.Web.KeyboardEventArgs { Key = "Enter" });
        await page.Find("[data-save]").ClickAsync(new());
        page.WaitForAssertion(() => Assert.Contains("正则表达式", page.Find(".kw-kinds .adm-bad").TextContent, StringComparison.Ordinal));
        await page.Find(".kw-kind.k-regex [data-pattern] button").ClickAsync(new());
        await page.Find("[data-add=Contains]").InputAsync(new() { Value = "白金卡年费" });
        await page.Find("[data-add=Contains]").KeyDownAsync(new Microsoft.AspNetCore.Components.Web.KeyboardEventArgs { Key = "Enter" });
        await page.Find("[data-add-text]").ClickAsync(new());
        await page.Find("[data-message-text]").ChangeAsync(new() { Value = "白金卡年费每年 500 元" });

        await page.Find("[data-try-draft] [data-try]").InputAsync(new() { Value = "我的白金咔年费多少" });
        page.WaitForAssertion(() => Assert.Equal("白金咔年费", page.Find(".kw-said mark").TextContent));
        Assert.Equal("白金卡年费", page.Find("[data-winner]").TextContent);

        await page.Find("[data-save]").ClickAsync(new());
        page.WaitForAssertion(() => Assert.EndsWith("/admin/keywords", _screens.Url, StringComparison.Ordinal));
        await page.Find("[data-search]").InputAsync(new() { Value = "白金" });
        page.WaitForAssertion(() => Assert.Equal(["白金卡年费"], page.FindAll("tbody .name").Select(n => n.TextContent)));
    }

    [Fact]
    public async Task New_messages_of_one_kind_stand_beside_each_other_though_they_say_the_same()
    {
        var page = _screens.Open<KeywordsPage>("new");
        foreach (var add in (string[])["text", "text", "choice", "choice", "program"])
            await page.Find($"[data-add-{add}]").ClickAsync(new());
        Assert.Equal((2, 2), (page.FindAll("[data-message-text]").Count, page.FindAll("[data-choice-head]").Count));
        await page.FindAll("[data-message-text]")[1].ChangeAsync(new() { Value = "第二句" });
        await page.FindAll(".kw-tools button")[2].ClickAsync(new());
        Assert.Equal(["第二句", ""], page.FindAll("[data-message-text]").Select(t => t.GetAttribute("value")));
    }

    [Fact]
    public async Task Marked_rules_are_switched_off_together_and_the_test_says_so()
    {
        var page = _screens.Open<KeywordsPage>();
        await page.Find("[data-search]").InputAsync(new() { Value = "余额怎么查" });
        page.WaitForAssertion(() => Assert.Equal(2, page.FindAll("[data-mark]").Count));
        await page.FindAll("[data-mark]")[^1].ChangeAsync(new() { Value = true });
        await page.Find("[data-bulk-off]").ClickAsync(new());
        page.WaitForAssertion(() => Assert.Equal(["余额查询"], page.FindAll("tr.off .name").Select(n => n.TextContent)));
        await page.Find("[data-filter-state]").ChangeAsync(new() { Value = "Off" });
        page.WaitForAssertion(() => Assert.Single(page.FindAll("[data-mark]")));

        var replies = _screens.Database.Get<KeywordReplies>();
        await Eventually.Async(() => Task.FromResult(replies.Matcher.Rules.Single(r => r.Name == "余额查询") is { Enabled: false }), "the rule is off on this node");
        var test = _screens.Open<KeywordsPage>(KeywordUrls.Try);
        await test.Find("[data-try]").InputAsync(new() { Value = "请问余额怎么查" });
        test.WaitForAssertion(() => Assert.Contains("已停用", test.Find($"[data-loser={nameof(KeywordLoss.SwitchedOff)}]").TextContent, StringComparison.Ordinal));
        Assert.NotEmpty(test.FindAll("[data-no-winner]"));
    }

    [Fact]
    public async Task A_rule_that_can_never_answer_is_marked_and_listed_with_the_one_that_is_in_its_way()
    {
        var keywords = _screens.Database.Get<KeywordAdministration>();
        // Newer than the demo's.
        _screens.Database.Time.Advance(TimeSpan.FromMinutes(1));
        var draft = KeywordAdministrationTests.Draft(_screens.Database, "重复的限额", KeywordKind.Contains, "转账限额");
        // For the same customers as the demo's: for others, too, it would answer those.
        draft.Accounts.AddRange(_screens.Database.Cache.Current.Accounts.Values.Where(a => a.Key is "demo" or "web").Select(a => a.Id));
        var made = await keywords.SaveAsync(_screens.Admin, draft);
        var replies = _screens.Database.Get<KeywordReplies>();
        await Eventually.Async(() => Task.FromResult(replies.Matcher.Rules.Any(r => r.Id == made.Id)), "the rule is known");
        var page = _screens.Open<KeywordsPage>(KeywordUrls.Conflicts);
        page.WaitForAssertion(() => Assert.Equal(["Shadowed", "NeverAnswers"], page.FindAll("[data-conflicts] [data-fault]").Select(f => f.GetAttribute("data-fault"))));
        Assert.Contains("转账限额", page.Find("[data-fault=NeverAnswers]").TextContent, StringComparison.Ordinal);
        Assert.Equal("2", page.Find(".kw-count").TextContent);
    }
}
