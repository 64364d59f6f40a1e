using Bunit;
using Imcc.Core.Channels;
using Imcc.Core.Knowledge;
using Microsoft.AspNetCore.Components.Web;

namespace Imcc.Tests.Knowledge;

public sealed class KnowledgePageTests : KnowledgeBench
{
    [Fact]
    public async Task What_is_typed_is_found_marked_and_read_beside_the_list()
    {
        var fee = Knowledge.Has("年费多少");
        var id = Knowledge.Has("信用卡怎么还款", "手机银行还款。", c => c with
        {
            Related = [fee],
            Answer = c.Answer with { Texts = c.Answer.Texts.Add(ChannelKind.WeChat, "微信里还款"), RichText = "<p><b>步骤</b></p>", Flow = "card-loss", Link = new LinkContent("还款入口", null, "https://example.com/pay") },
        });
        Knowledge.Finds = ask => ask.Text == "怎么还" ? new(Sureness.Sure, [new SearchHit(id, 1, "信用卡怎么还款", "如何还信用卡", [new(2, 3)], 1, Sureness.Sure)]) : SearchAnswer.None;
        var page = Read();
        Assert.Equal(2, page.FindAll("[data-hit]").Count);
        await page.Find("[data-search]").InputAsync(new() { Value = "怎么" });
        await page.Find("[data-search]").InputAsync(new() { Value = "怎么还" });
        Assert.Empty(Knowledge.Asked);
        Clock.Advance(TimeSpan.FromMilliseconds(100));
        page.WaitForAssertion(() => Assert.Equal("还", page.Find("[data-hit] mark").TextContent));
        Assert.Equal("怎么还", Assert.Single(Knowledge.Asked).Text);
        Assert.Equal([FakeKnowledge.Unit], Knowledge.Asked[0].OrgUnits);
        // Half words were no search; this one is once it has stood for a while.
        Assert.Empty(Knowledge.Searched);
        Clock.Advance(TimeSpan.FromSeconds(2));
        page.WaitForAssertion(() => Assert.Equal([("怎么还", 1)], Knowledge.Searched));

        await page.Find("[data-search]").KeyDownAsync(new KeyboardEventArgs { Key = "ArrowDown" });
        Assert.Equal($"/knowledge/{id}?q=%E6%80%8E%E4%B9%88%E8%BF%98", Url);
        page.Render(p => p.Add(c => c.Id, id));
        Assert.Equal("手机银行还款。", page.Find($"#a-{id}-text").TextContent);
        Assert.Equal("微信里还款", page.Find($"#a-{id}-WeChat-said").TextContent);
        Assert.Equal("步骤", page.Find($"#a-{id}-rich b").TextContent);
        Assert.Equal("▶ 启动流程：银行卡挂失", page.Find("[data-starts-flow]").TextContent);
        Assert.Equal("年费多少", page.Find($"[data-related='{fee}'] h3").TextContent);
        Assert.Equal("true", page.Find($"[data-hit='{id}']").GetAttribute("aria-selected"));

        await page.Find("[data-search]").KeyDownAsync(new KeyboardEventArgs { Key = "Escape" });
        Assert.Equal($"/knowledge/{id}", Url);
        page.WaitForAssertion(() => Assert.Equal(2, page.FindAll("[data-hit]").Count));
    }

    [Fact]
    public async Task Whoever_reads_says_whether_it_was_of_use_and_may_say_it_again()
    {
        var (id, other) = (Knowledge.Has("年费多少"), Knowledge.Has("怎么还款"));
        var page = Read();
        page.Render(p => p.Add(c => c.Id, id));
        Assert.Empty(page.FindAll("[data-rate][aria-pressed=true]"));
        await page.Find("[data-rate=up]").ClickAsync(new());
        await page.Find("[data-rate=down]").ClickAsync(new());
        Assert.Equal("down", page.Find("[data-rate][aria-pressed=true]").GetAttribute("data-rate"));
        Assert.Equal(new Dictionary<Guid, bool> { [id] = false }, Knowledge.Ratings);
        page.Render(p => p.Add(c => c.Id, other));
        Assert.Empty(page.FindAll("[data-rate][aria-pressed=true]"));
        page.Render(p => p.Add(c => c.Id, id));
        Assert.Equal("down", page.Find("[data-rate][aria-pressed=true]").GetAttribute("data-rate"));
    }

    [Fact]
    public async Task What_is_not_in_force_any_more_is_said_to_be_gone()
    {
        var id = Knowledge.Has("旧活动");
        await Knowledge.WithdrawAsync(FakeKnowledge.Me, id, 2, "", Xunit.TestContext.Current.CancellationToken);
        var page = Read();
        page.Render(p => p.Add(c => c.Id, id));
        Assert.NotEmpty(page.FindAll("[data-gone]"));
        Assert.Empty(page.FindAll("[data-reading]"));
    }
}
