using Bunit;
using Imcc.Core.Knowledge;
using Imcc.Infrastructure.Knowledge;
using Imcc.Web.Components.Knowledge;

namespace Imcc.Tests.Knowledge;

public sealed class KnowledgeEditPageTests : KnowledgeBench
{
    [Fact]
    public async Task A_new_article_is_written_saved_as_a_draft_and_opened_under_its_own_address()
    {
        var page = Edit("new");
        await page.Find("[data-field=Title]").InputAsync(new() { Value = " 信用卡怎么还款 " });
        page.Find("[data-lines-told]").Change("如何还款\n怎么还信用卡\n如何还款？");
        Assert.Equal(2, page.FindAll("[data-order-row]").Count);
        Assert.Contains("1", page.Find("[data-left-out]").TextContent, StringComparison.Ordinal);
        await page.Find("[data-field=Text]").InputAsync(new() { Value = "在手机银行还款。" });
        Assert.Equal("在手机银行还款。", page.Find("[data-preview] .out").TextContent);
        await page.Find("[data-save]").ClickAsync(new());

        var id = Knowledge.Single("信用卡怎么还款");
        page.WaitForAssertion(() => Assert.Equal(KnowledgeUrls.Edit(id), Url));
        Assert.Equal(["如何还款", "怎么还信用卡"], Knowledge.Content(id).Similar);
        Assert.Equal(ArticleStage.Draft, Knowledge.Standing(id).Stage);
    }

    [Fact]
    public async Task The_flow_that_an_article_starts_is_chosen_from_those_in_force_and_one_that_is_not_stays()
    {
        var id = Knowledge.Has("换卡流程", with: c => c with { Answer = c.Answer with { Flow = "gone" } });
        var page = Edit(id.ToString());
        Assert.Equal("gone", page.Find("[data-field=Flow]").GetAttribute("value"));
        Assert.Equal(["不启动流程", "银行卡挂失 (card-loss)", "gone（未发布）"], page.FindAll("[data-field=Flow] option").Select(o => o.TextContent));
        await page.Find("[data-field=Flow]").ChangeAsync(new() { Value = "card-loss" });
        await page.Find("[data-save]").ClickAsync(new());
        Assert.Equal("card-loss", Knowledge.Content(id).Answer.Flow);
    }

    [Fact]
    public async Task What_is_refused_stands_at_its_field_and_nothing_is_lost()
    {
        var page = Edit("new");
        await page.Find("[data-field=Text]").InputAsync(new() { Value = "答案" });
        await page.Find("[data-add-link]").ClickAsync(new());
        page.Find("[data-field=LinkUrl]").Change("javascript:alert(1)");
        await page.Find("[data-save]").ClickAsync(new());
        page.WaitForAssertion(() => Assert.Contains(page.FindAll(".adm-bad"), b => b.TextContent.Contains("网址", StringComparison.Ordinal)));
        Assert.Contains(page.FindAll(".adm-bad"), b => b.TextContent.Contains("请填写", StringComparison.Ordinal));
        Assert.Equal("答案", page.Find("[data-field=Text]").GetAttribute("value"));
    }

    [Fact]
    public async Task Another_has_to_publish_where_a_review_is_required()
    {
        Knowledge.Rights = new(true, true, true);
        var page = Edit("new");
        await page.Find("[data-field=Title]").InputAsync(new() { Value = "年费" });
        await page.Find("[data-field=Text]").InputAsync(new() { Value = "100 元" });
        await page.Find("[data-step=Submit]").ClickAsync(new());
        var id = Knowledge.Single("年费");
        Assert.Equal(ArticleStage.InReview, Knowledge.Standing(id).Stage);

        var mine = Edit(id.ToString());
        mine.WaitForAssertion(() => Assert.Equal("InReview", mine.Find("[data-stage]").GetAttribute("data-stage")));
        Assert.Empty(mine.FindAll("[data-step=Publish]"));
        Assert.NotEmpty(mine.FindAll("[data-hindered]"));
    }

    [Fact]
    public async Task A_review_ends_with_a_word_why_or_with_publication()
    {
        Knowledge.Rights = new(true, true, true);
        var id = Knowledge.Has("挂失", isPublished: false);
        await Knowledge.SubmitAsync(FakeKnowledge.Other, id, 1, Xunit.TestContext.Current.CancellationToken);
        var page = Edit(id.ToString(), "?s=InReview");
        await page.Find("[data-step=Return]").ClickAsync(new());
        Assert.True(page.Find("[data-sure]").HasAttribute("disabled"));
        await page.Find("[data-word]").InputAsync(new() { Value = "缺少电话" });
        await page.Find("[data-sure]").ClickAsync(new());
        Assert.Equal(ArticleStage.Draft, Knowledge.Standing(id).Stage);
        await page.Find("[data-tab=Comments]").ClickAsync(new());
        Assert.Contains("缺少电话", page.Find("[data-comment]").TextContent, StringComparison.Ordinal);

        await page.Find("[data-step=Submit]").ClickAsync(new());
        await page.Find("[data-step=Publish]").ClickAsync(new());
        await page.Find("[data-sure]").ClickAsync(new());
        Assert.True(Knowledge.Standing(id).IsInForce);
        page.WaitForAssertion(() => Assert.Equal("Published", page.Find("[data-stage]").GetAttribute("data-stage")));
    }

    [Fact]
    public async Task Who_saves_over_somebody_else_sees_whose_it_is_before_they_decide()
    {
        var id = Knowledge.Has("还款", "旧");
        var page = Edit(id.ToString());
        await page.Find("[data-field=Text]").InputAsync(new() { Value = "我的" });
        Knowledge.ChangeByOther(id, c => c with { Answer = c.Answer with { Text = "对方的" } });
        await page.Find("[data-save]").ClickAsync(new());
        Assert.Equal("对方的", Knowledge.Content(id).Answer.Text);
        Assert.Contains("李编辑", page.Find("[data-conflict]").TextContent, StringComparison.Ordinal);
        Assert.Contains(page.FindAll("[data-conflict] del"), d => d.TextContent.Contains("对方", StringComparison.Ordinal));
        await page.Find("[data-take-over]").ClickAsync(new());
        Assert.Equal("我的", Knowledge.Content(id).Answer.Text);
        Assert.Empty(page.FindAll("[data-conflict]"));
    }

    [Fact]
    public async Task A_version_is_compared_word_by_word_and_restored_as_a_draft()
    {
        var id = Knowledge.Has("年费", "年费 100 元", c => c with { CategoryId = Knowledge.Category("信用卡") });
        Knowledge.ChangeByOther(id, c => c with { Answer = c.Answer with { Text = "年费 200 元" }, CategoryId = Knowledge.Category("费用") });
        await Knowledge.PublishAsync(FakeKnowledge.Me, id, 3, "涨价", Xunit.TestContext.Current.CancellationToken);
        var page = Edit(id.ToString());
        await page.Find("[data-tab=History]").ClickAsync(new());
        Assert.NotEmpty(page.FindAll("[data-same]"));
        await page.Find("[data-version='1'] [data-show-version]").ClickAsync(new());
        page.WaitForAssertion(() => Assert.Equal(["100", "信用卡"], page.FindAll("[data-diff] del").Select(d => d.TextContent)));
        Assert.Equal(["200", "费用"], page.FindAll("[data-diff] ins").Select(d => d.TextContent));
        await page.Find("[data-version='1'] [data-restore]").ClickAsync(new());
        Assert.Equal("年费 100 元", Knowledge.Content(id).Answer.Text);
        Assert.Equal(ArticleStage.Draft, Knowledge.Standing(id).Stage);
        Assert.True(Knowledge.Standing(id).IsInForce);
    }

    [Fact]
    public async Task Others_that_ask_the_same_are_shown_while_it_is_written()
    {
        var other = Knowledge.Has("信用卡怎么还款");
        Knowledge.Near.Add(new(other, "信用卡怎么还款", "怎么还信用卡", "如何还信用卡", false));
        var page = Edit("new");
        await page.Find("[data-field=Title]").InputAsync(new() { Value = "怎么还信用卡" });
        Assert.Empty(page.FindAll("[data-near]"));
        Clock.Advance(TimeSpan.FromMilliseconds(500));
        page.WaitForAssertion(() => Assert.Contains("如何还信用卡", page.Find("[data-near]").TextContent, StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_list_is_filtered_by_state_and_category_and_what_is_picked_is_done_with_together()
    {
        var cards = Knowledge.Category("信用卡");
        Knowledge.Has("年费", with: c => c with { CategoryId = Knowledge.Category("费用", cards) });
        Knowledge.Has("还款", with: c => c with { ValidUntil = Clock.GetUtcNow().AddDays(-1) });
        Knowledge.Has("新卡", isPublished: false);
        var page = Edit();
        Assert.Equal(3, page.FindAll("[data-article]").Count);
        await page.Find("[data-state=Draft]").ClickAsync(new());
        page.WaitForAssertion(() => Assert.Equal(["新卡"], page.FindAll(".kb-table .name").Select(n => n.TextContent)));
        await page.Find("[data-state=Expired]").ClickAsync(new());
        page.WaitForAssertion(() => Assert.Equal(["还款"], page.FindAll(".kb-table .name").Select(n => n.TextContent)));
        Navigation.NavigateTo($"/knowledge/edit?c={cards}");
        page.WaitForAssertion(() => Assert.Equal(["年费"], page.FindAll(".kb-table .name").Select(n => n.TextContent)));
        Navigation.NavigateTo("/knowledge/edit");
        page.WaitForAssertion(() => Assert.Equal(3, page.FindAll("[data-article]").Count));

        page.Find("[data-pick-page]").Change(true);
        page.Find("[data-deed]").Change("Publish");
        await page.Find("[data-bulk-go]").ClickAsync(new());
        Assert.Equal(["Publish 3"], Knowledge.Deeds);
        page.WaitForAssertion(() => Assert.Equal(2, page.FindAll("[data-bulk-report] li").Count));
    }

    [Fact]
    public async Task A_file_with_bad_rows_is_only_taken_when_they_are_left_out()
    {
        var run = new ArticleImport(Guid.CreateVersion7(Clock.GetUtcNow()), "知识.xlsx", Clock.GetUtcNow(), ImportPhase.Reading, Rows: 2);
        Imports.Run = run;
        var page = Edit(query: "?panel=import");
        Assert.NotEmpty(page.FindAll("[data-import-cancel]"));
        Imports.Run = run with { Phase = ImportPhase.Read, Rows = 3, Good = 2, RefusedCount = 1, Refused = [new(3, ArticleColumn.Title, nameof(ArticleFault.Missing), "")] };
        Clock.Advance(TimeSpan.FromMilliseconds(400));
        page.WaitForAssertion(() => Assert.Equal(["3", "标题", "", "请填写"], page.FindAll("[data-refused] td").Select(c => c.TextContent)));
        Assert.True(page.Find("[data-import-take]").HasAttribute("disabled"));
        page.Find("[data-skip-bad]").Change(true);
        page.Find("[data-import-publish]").Change(true);
        await page.Find("[data-import-take]").ClickAsync(new());
        Assert.Equal((true, true), (Imports.Chosen!.SkipBad, Imports.Chosen.Publish));
        await page.Find("[data-import-cancel]").ClickAsync(new());
        Assert.True(Imports.IsCancelled);
    }

    [Fact]
    public async Task Categories_are_added_below_one_another_and_one_in_use_is_not_deleted()
    {
        var cards = Knowledge.Category("信用卡");
        Knowledge.Has("年费", with: c => c with { CategoryId = cards });
        var page = Edit(query: "?panel=categories");
        await page.Find($"[data-category='{cards}'] [data-add-below]").ClickAsync(new());
        await page.Find("[data-category-name]").InputAsync(new() { Value = "费用" });
        await page.Find("[data-category-save]").ClickAsync(new());
        page.WaitForAssertion(() => Assert.Equal(["信用卡", "费用"], page.FindAll("[data-categories] .name").Select(n => n.TextContent)));
        await page.Find($"[data-category='{cards}'] .adm-btn.danger").ClickAsync(new());
        await page.Find(".adm-btn.danger.sure").ClickAsync(new());
        page.WaitForAssertion(() => Assert.Contains("1", page.Find(".adm-refusal").TextContent, StringComparison.Ordinal));
    }
}
