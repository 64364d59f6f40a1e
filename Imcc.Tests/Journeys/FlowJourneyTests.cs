using Imcc.Core.Answering.Keywords;
using Imcc.Core.Channels;
using Imcc.Core.Flows;
using Imcc.Infrastructure.Answering.Flows;
using Imcc.Infrastructure.Answering.Keywords;
using Imcc.Infrastructure.Conversations;
using Imcc.Infrastructure.Organisation;
using Imcc.Infrastructure.Storage;
using Imcc.Tests.Flows;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Imcc.Tests.Journeys;

/// <summary>Customers are led through a flow: through the webhook, with real rows, in the response itself.</summary>
[Collection(nameof(Browsing))]
public sealed class FlowJourneyTests(JourneyHost journeys)
{
    [Fact]
    public async Task A_keyword_begins_it_answers_lead_on_and_the_agent_reads_what_was_said()
    {
        await using var scene = await journeys.SceneAsync(autoReply: true, autoAccept: true, capacities: 2);
        await BeginsAsync(scene, "挂失流程");
        var customer = scene.Follower("flow1");
        await BegunAsync(customer, "挂失流程");
        var id = Follower.NextId();
        // The same message again is the same answer: it is led on once.
        for (var times = 0; times < 3; times++)
            Assert.Equal("请输入信用卡的后四位：", (await customer.SayAsync("２", id)).Answer);
        Assert.Equal("请输入四位数字。\n请输入信用卡的后四位：", (await customer.SayAsync("忘了")).Answer);
        Assert.Equal("请输入预留手机号：", (await customer.SayAsync("0888")).Answer);
        Assert.Equal("Done", await scene.Agents[0].BeAsync("Available"));
        Assert.StartsWith("信用卡（尾号 0888）由专员为您处理。\n", (await customer.SayAsync("13800138000")).Answer, StringComparison.Ordinal);
        var conversation = (await scene.Agents[0].ConversationAsync(customer.OpenId, "Active")).GetProperty("id").GetGuid();
        await using var context = await ContextAsync(scene, customer);
        var row = await context.Conversations.SingleAsync(c => c.Id == conversation);
        Assert.Null(row.Flow);
        Assert.Equal(("银行卡挂失", "卡种：信用卡；后四位：0888；手机号：13800138000"), (row.ToConversation().Handover!.Reason, row.ToConversation().Handover!.Note));
    }

    [Fact]
    public async Task Whoever_stands_in_a_version_goes_on_in_it_when_the_next_is_published_or_it_is_withdrawn()
    {
        await using var scene = await journeys.SceneAsync(autoReply: true, capacities: 1);
        var key = await BeginsAsync(scene, "换版流程");
        var customer = scene.Follower("flow2");
        await BegunAsync(customer, "换版流程");
        var flows = FlowsOf(scene);
        var admin = await AdminAsync(scene);
        var draft = (await flows.OpenAsync(admin)).Flows.Single(f => f.Key == key);
        draft.Content = new([new AskNode("new", "新的问题？", "甲", Next: "end", GivesUp: "end"), new EndNode("end", "新的结束")]);
        Assert.Empty((await flows.PublishAsync(admin, draft)).Problems);
        Assert.Equal("请输入储蓄卡的后四位：", (await customer.SayAsync("储蓄卡")).Answer);
        var other = scene.Follower("flow3");
        await Eventually.Async(async () => (await other.SayAsync("换版流程")).Answer == "新的问题？", "the next version is in force");
        draft = (await flows.OpenAsync(admin)).Flows.Single(f => f.Key == key);
        Assert.Empty((await flows.WithdrawAsync(admin, draft.Id!.Value, draft.Rev)).Problems);
        Assert.Equal("请输入预留手机号：", (await customer.SayAsync("1234")).Answer);
        Assert.Equal("新的结束", (await other.SayAsync("随便")).Answer);
        // Nobody begins it any more.
        await Eventually.Async(async () => (await other.SayAsync("换版流程")).Answer == "回复“人工”转人工客服", "it is withdrawn");
        Assert.Contains((await flows.DeleteAsync(admin, draft.Id.Value, draft.Rev)).Problems, p => p.Code == "ChangedMeanwhile");
        Assert.Empty((await flows.DeleteAsync(admin, draft.Id.Value, draft.Rev + 1)).Problems);
        await using var context = scene.Host.Services.GetRequiredService<IDbContextFactory<DirectoryContext>>().CreateDbContext();
        Assert.Equal(0, await context.FlowVersions.CountAsync(v => v.FlowId == draft.Id));
    }

    [Fact]
    public async Task What_is_asked_in_between_is_answered_and_the_flow_goes_on_where_it_was()
    {
        await using var scene = await journeys.SceneAsync(autoReply: true, capacities: 1);
        await BeginsAsync(scene, "中断流程");
        await RuleAsync(scene, "营业时间", d => d.Messages.Add(new TextContent("工作日 9:00 至 17:00。")));
        var customer = scene.Follower("flow4");
        await BegunAsync(customer, "中断流程");
        Assert.Equal("请输入储蓄卡的后四位：", (await customer.SayAsync("1")).Answer);
        await Eventually.Async(async () => (await customer.SayAsync("营业时间")).Answer == "工作日 9:00 至 17:00。\n\n请输入储蓄卡的后四位：", "the rule is in force");
        await using (var context = await ContextAsync(scene, customer))
        {
            var run = (await context.Conversations.Where(c => context.Threads.Any(t => t.Id == c.ThreadId && t.ExternalId == customer.OpenId)).SingleAsync()).ToConversation().Flow!;
            Assert.Equal(("tail", "卡种：储蓄卡"), (run.NodeId, run.Summary));
        }

        Assert.Equal("请输入预留手机号：", (await customer.SayAsync("4321")).Answer);
        Assert.Equal("已退出挂失流程。", (await customer.SayAsync("退出")).Answer);
        Assert.Equal("回复“人工”转人工客服", (await customer.SayAsync("13800138000")).Answer);
    }

    /// <returns>The flow's key.</returns>
    private static async Task<string> BeginsAsync(Scene scene, string word)
    {
        var flows = FlowsOf(scene);
        var admin = await AdminAsync(scene);
        var key = $"k{Guid.CreateVersion7(TimeProvider.System.GetUtcNow()):N}";
        var content = Sample.Content with { Nodes = [.. Sample.Content.Nodes.Select(n => n is TransferNode { GroupId: not null } t ? t with { GroupId = null } : n)] };
        Assert.Empty((await flows.PublishAsync(admin, new FlowDraft { Key = key, Name = "银行卡挂失", OrgUnitId = OrgUnitRow.RootId, Accounts = { AccountOf(scene) }, Content = content })).Problems);
        await RuleAsync(scene, word, d => d.Flow = key);
        return key;
    }

    private static async Task BegunAsync(Follower customer, string word) =>
        await Eventually.Async(async () => (await customer.SayAsync(word)).Answer == "为您办理银行卡挂失。\n请选择卡种：\n1. 储蓄卡\n2. 信用卡\n3. 不挂失了", "the rule and its flow are in force");

    private static async Task RuleAsync(Scene scene, string word, Action<KeywordDraft> answer)
    {
        var draft = new KeywordDraft { Name = word, OrgUnitId = OrgUnitRow.RootId, Patterns = { new(KeywordKind.Exact, word) }, Accounts = { AccountOf(scene) } };
        answer(draft);
        Assert.Empty((await scene.Host.Services.GetRequiredService<KeywordAdministration>().SaveAsync(await AdminAsync(scene), draft)).Problems);
    }

    private static FlowAdministration FlowsOf(Scene scene) => scene.Host.Services.GetRequiredService<FlowAdministration>();

    private static Guid AccountOf(Scene scene) => scene.Host.Services.GetRequiredService<DirectoryCache>().Current.Accounts.Values.Single(a => a.Key == scene.Account).Id;

    private static async Task<Guid> AdminAsync(Scene scene)
    {
        await using var context = scene.Host.Services.GetRequiredService<IDbContextFactory<DirectoryContext>>().CreateDbContext();
        return await context.Users.Where(u => u.UserName == "admin").Select(u => u.Id).SingleAsync();
    }

    private static async Task<ConversationContext> ContextAsync(Scene scene, Follower customer)
    {
        foreach (var store in scene.Host.Services.GetRequiredService<ConversationStores>().All)
        {
            var context = store.Read();
            if (await context.Threads.AnyAsync(t => t.ExternalId == customer.OpenId))
                return context;
            await context.DisposeAsync();
        }

        throw new InvalidOperationException("Nobody has written.");
    }
}
