using System.Collections.Immutable;
using Imcc.Core.Channels;
using Imcc.Core.Channels.WeChat;
using Imcc.Core.Conversations;
using Imcc.Core.Desk;
using Imcc.Infrastructure.Channels.WeChat.Menus;
using Imcc.Infrastructure.Channels.WeChat.Tools;
using Imcc.Infrastructure.Organisation;
using Microsoft.Extensions.DependencyInjection;

namespace Imcc.Tests.Journeys;

/// <summary>What an official account has besides messages, from our commands to the follower's telephone and back.</summary>
public sealed class OfficialJourneyTests(JourneyHost journeys)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_template_goes_out_and_the_bubble_hears_later_that_it_arrived_or_was_refused()
    {
        await using var scene = await journeys.SceneAsync(autoAccept: true, capacities: 1);
        var (agent, customer) = (scene.Agents[0], scene.Follower("tmpl"));
        await agent.BeAsync("Available");
        await customer.SayAsync("账单出了吗");
        var conversation = (await agent.ConversationAsync(customer.OpenId, "Active")).GetProperty("id").GetGuid();
        var services = scene.Host.Services;
        var template = (await services.GetRequiredService<IMessageTemplates>().ListAsync(scene.AgentId(0), conversation, Cancel)).Single(t => t.Title == "客服回复提醒");
        Assert.Equal(["客户姓名", "回复内容", "回复时间"], template.Places().Select(p => p.Label));

        await SendAsync("已出账");
        await DeliveredAsync("已出账", "Arrived");
        Assert.Contains(scene.Phone(customer), line => line.Contains("回复内容：已出账", StringComparison.Ordinal));
        scene.WeChat.Find(ImccHost.AppId + scene.Index, customer.OpenId)!.RefusesTemplates = true;
        await SendAsync("再提醒");
        await DeliveredAsync("再提醒", "Bounced");
        Assert.Contains(agent.Events, e => e.GetProperty("event").GetString() == "delivery" && e.GetProperty("state").GetString() == "Bounced" && e.GetProperty("error").GetString() == "客户拒收模板消息");

        async Task SendAsync(string words)
        {
            TemplateField[] fields = [new("keyword1", "王先生"), new("keyword2", words), new("keyword3", "今天")];
            var content = new TemplateContent(template.Id, template.Title, fields, template.Fill(fields));
            Assert.Equal(CommandOutcome.Done, await services.GetRequiredService<IWorkplace>().ReplyAsync(scene.AgentId(0), conversation, Guid.CreateVersion7(TimeProvider.System.GetUtcNow()), content, Cancel));
        }

        Task DeliveredAsync(string words, string state) => Eventually.Async(async () => (await scene.Host.ThreadAsync(scene.Account, customer.OpenId)).Any(m =>
            m.GetProperty("content").GetProperty("kind").GetString() == "template" && m.GetProperty("content").GetProperty("text").GetString()!.Contains(words, StringComparison.Ordinal) && m.GetProperty("delivery").GetString() == state), $"“{words}” is {state}");
    }

    [Fact]
    public async Task A_customer_sees_that_the_agent_writes_and_no_more_once_it_is_sent()
    {
        await using var scene = await journeys.SceneAsync(autoAccept: true, capacities: 1);
        var (agent, customer) = (scene.Agents[0], scene.Follower("typs"));
        await agent.BeAsync("Available");
        await customer.SayAsync("在吗");
        var conversation = await agent.ConversationAsync(customer.OpenId, "Active");
        await scene.PhoneShowsAsync(customer, $"您好，客服坐席{scene.Index}甲为您服务");
        var (id, appId) = (conversation.GetProperty("id").GetString(), ImccHost.AppId + scene.Index);

        for (var i = 0; i < 5; i++)
            Assert.Equal("Done", await agent.DoAsync("Typing", id, true));
        await Eventually.Async(() => Task.FromResult(scene.WeChat.State(scene.WeChat.Find(appId, customer.OpenId)!).IsTyping), "the telephone shows it");
        Assert.Equal("Done", await agent.SayAsync(conversation, "在的"));
        await scene.PhoneShowsAsync(customer, "在的");
        await Eventually.Async(() => Task.FromResult(scene.WeChat.Calls(appId).GetValueOrDefault("/cgi-bin/message/custom/typing") == 2), "told once that it begins, once that it ends");
        Assert.False(scene.WeChat.State(scene.WeChat.Find(appId, customer.OpenId)!).IsTyping);
    }

    [Fact]
    public async Task With_nobody_to_serve_the_customer_goes_to_wechats_own_people()
    {
        await using var scene = await journeys.SceneAsync();
        var services = scene.Host.Services;
        var directory = services.GetRequiredService<DirectoryCache>();
        var account = directory.Current.AccountsByKey[scene.Account];
        var admin = directory.Current.Agents.Values.Single(a => a.UserName == "admin").Id;
        Assert.True((await services.GetRequiredService<AccountTools>().SaveServiceAsync(admin, account.Id, true, "lin@gh_journey", Cancel)).Made);
        await scene.RuleAsync(g => g.Line = g.Line with { MostWaiting = 1 });
        await scene.Follower("wait").SayAsync("第一位");

        // The line hears of the first one in its own time.
        var (customer, tries) = (scene.Follower("h000"), 0);
        await Eventually.Async(async () =>
        {
            customer = scene.Follower($"h{tries++:000}");
            return await customer.SayAsync("有人吗") is (200, null);
        }, "whom the line cannot take is answered without words");
        var thread = await scene.Host.ThreadAsync(scene.Account, customer.OpenId);
        Assert.Equal("channelservice", thread[1].GetProperty("content").GetProperty("kind").GetString());
        await Eventually.Async(async () => (await scene.Host.ThreadAsync(scene.Account, customer.OpenId))[1].GetProperty("delivery").GetString() == "Sent", "it left in the response");
        Assert.Empty(scene.Phone(customer));
        Assert.Equal("lin@gh_journey", directory.Current.AccountsByKey[scene.Account].WeChat!.ShownAs);
    }

    [Fact]
    public async Task A_menu_is_written_published_compared_and_withdrawn()
    {
        await using var scene = await journeys.SceneAsync();
        var services = scene.Host.Services;
        var directory = services.GetRequiredService<DirectoryCache>();
        var (account, admin) = (directory.Current.AccountsByKey[scene.Account].Id, directory.Current.Agents.Values.Single(a => a.UserName == "admin").Id);
        var (menus, standIn, appId) = (services.GetRequiredService<MenuAdministration>(), scene.WeChat, ImccHost.AppId + scene.Index);
        var draft = Assert.Single(await menus.OpenAsync(admin, account, Cancel));
        draft.Menu = new([new MenuButton { Name = "人工👍", Key = "kefu" }, new MenuButton { Name = "更多", Sub = [new MenuButton { Name = "官网", Type = "view", Url = "https://e.cn/?a=1&b=2" }] }]);
        var id = (await menus.SaveAsync(admin, draft, Cancel)).Id;
        Assert.Equal("ChangedMeanwhile", Assert.Single((await menus.SaveAsync(admin, draft, Cancel)).Problems).Code);

        Assert.Equal((false, 0), await LiveAsync());
        Assert.True((await menus.PublishAsync(admin, account, id, Cancel)).IsDone);
        var (live, _) = await menus.LiveAsync(admin, account, Cancel);
        Assert.Equal(draft.Menu.Trimmed(), live!.Standard);
        Assert.Empty(MenuDifference.Between(live.Standard, draft.Menu));
        Assert.Contains("人工👍", standIn.Menus.For(appId, "o1"), StringComparison.Ordinal);

        var android = new MenuDraft { AccountId = account, Name = "安卓", Rule = new("", 2), Menu = new([new MenuButton { Name = "安卓专享", Key = "ANDROID" }]) };
        var second = (await menus.SaveAsync(admin, android, Cancel)).Id;
        Assert.True((await menus.PublishAsync(admin, account, second, Cancel)).IsDone);
        Assert.Equal("安卓专享", (await menus.TryMatchAsync(admin, account, "o1", Cancel)).Menu!.Buttons[0].Name);
        var before = (await menus.OpenAsync(admin, account, Cancel)).Single(d => d.Id == second).MenuId;
        Assert.True((await menus.PublishAsync(admin, account, second, Cancel)).IsDone);
        var after = (await menus.OpenAsync(admin, account, Cancel)).Single(d => d.Id == second).MenuId;
        Assert.NotEqual(before, after);
        Assert.Equal([after], (await menus.LiveAsync(admin, account, Cancel)).Live!.Conditional.Select(c => c.MenuId));
        Assert.True((await menus.DeleteAsync(admin, account, second, Cancel)).IsDone);
        Assert.Equal("人工👍", (await menus.TryMatchAsync(admin, account, "o1", Cancel)).Menu!.Buttons[0].Name);

        draft = Assert.Single(await menus.OpenAsync(admin, account, Cancel));
        draft.Menu = draft.Menu.With(new(0), draft.Menu.Buttons[0] with { Name = "名称实在是太长了" });
        Assert.True((await menus.SaveAsync(admin, draft, Cancel)).Made);
        Assert.False((await menus.PublishAsync(admin, account, id, Cancel)).IsDone);
        Assert.Equal([2, 1], (await menus.OpenAsync(admin, account, Cancel))[0].Versions.Select(v => v.Number));
        Assert.True((await menus.WithdrawAsync(admin, account, Cancel)).IsDone);
        Assert.Equal((false, 0), await LiveAsync());

        async Task<(bool, int)> LiveAsync()
        {
            var (known, error) = await menus.LiveAsync(admin, account, Cancel);
            Assert.Null(error);
            return (known!.IsOpen, known.Standard.Buttons.Length);
        }
    }

    [Fact]
    public async Task Quotas_are_read_and_cleared_ten_times_a_month_and_a_refused_call_is_found_by_its_id()
    {
        await using var scene = await journeys.SceneAsync();
        var services = scene.Host.Services;
        var directory = services.GetRequiredService<DirectoryCache>();
        var (account, admin) = (directory.Current.AccountsByKey[scene.Account].Id, directory.Current.Agents.Values.Single(a => a.UserName == "admin").Id);
        var tools = services.GetRequiredService<AccountTools>();

        var quotas = await tools.QuotasAsync(admin, account, Cancel);
        Assert.Equal((500_000, 0), (quotas.Single(q => q.Path == "/cgi-bin/message/custom/send") is var send ? (send.Limit, send.Used) : default));
        Assert.True((await tools.CheckCallbackAsync(admin, account, "all", "DEFAULT", Cancel)).Check!.IsGood);
        Assert.Equal(2, (await tools.AddressesAsync(admin, account, Cancel)).Callback!.Count);
        for (var i = 0; i < AccountStanding.ClearsAMonth; i++)
            Assert.True((await tools.ClearQuotaAsync(admin, account, Cancel)).IsDone);
        Assert.Equal(AccountStanding.ClearsAMonth, (await tools.StandingAsync(admin, account, Cancel))!.ClearsUsed);
        Assert.Equal("本月清零次数已用完 (48006)", (await tools.ClearQuotaAsync(admin, account, Cancel)).Error);

        Assert.Equal("rid 不存在 (76001)", (await tools.FindCallAsync(admin, account, "rid: 1-2-3", Cancel)).Error);
        var (code, token, _) = scene.WeChat.IssueToken(ImccHost.AppId + scene.Index, "journey-secret-0011223344556677", true, false);
        Assert.Equal(0, code);
        using var http = new HttpClient();
        using var empty = new StringContent("{}");
        using var refused = await http.PostAsync(new Uri(scene.Host.Url, "/simulator/wechat/cgi-bin/message/custom/send?access_token=" + token), empty, Cancel);
        var words = await refused.Content.ReadAsStringAsync(Cancel);
        var (call, error) = await tools.FindCallAsync(admin, account, words, Cancel);
        Assert.Null(error);
        Assert.Contains("/cgi-bin/message/custom/send?access_token=…", call!.Address, StringComparison.Ordinal);
    }
}
