using System.Text.Json;
using Imcc.Core.Desk;
using Imcc.Core.Surveys;
using Imcc.Web.Simulator;
using Microsoft.Extensions.DependencyInjection;

namespace Imcc.Tests.Journeys;

/// <summary>Customers asked how satisfied they were, through the real host: what is asked, what an answer does, and what it does not.</summary>
public sealed class SurveyJourneyTests(TimeTravelHost journeys) : IClassFixture<TimeTravelHost>
{
    [Fact]
    public async Task A_tap_counts_once_however_often_it_is_delivered_and_opens_nothing()
    {
        await using var scene = await SceneAsync(SurveyMode.Always);
        var customer = scene.Follower("sv01");
        await ServedAsync(scene, customer);
        var menu = await MenuAsync(scene, customer, 1);
        Assert.Equal(["★★★★★ 非常满意", "★★★★ 满意", "★★★ 一般", "★★ 不满意", "★ 非常不满意"], menu.Select(m => m.Content));

        var id = Follower.NextId();
        Assert.Equal("感谢您的评价！", (await TapAsync(customer, menu[1], id)).Answer);
        await TapAsync(customer, menu[1], id);
        // The same once more is no news, another comes too late to count.
        Assert.Null((await TapAsync(customer, menu[1])).Answer);
        Assert.Equal(new SurveyRules().Again, (await TapAsync(customer, menu[4])).Answer);

        var conversation = Assert.Single(await ConversationsAsync(scene));
        Assert.Equal("WrapUp", conversation.GetProperty("state").GetString());
        Assert.Equal(4, conversation.GetProperty("satisfaction").GetProperty("score").GetInt32());
        var heard = scene.Agents[0].Events.Where(e => e.GetProperty("event").GetString() == "rating").ToList();
        // Asked, and answered.
        Assert.Equal([null, 4], heard.Select(e => e.GetProperty("satisfaction").TryGetProperty("score", out var s) && s.ValueKind == JsonValueKind.Number ? s.GetInt32() : (int?)null));
        var thread = await scene.Host.ThreadAsync(scene.Account, customer.OpenId);
        Assert.All(thread, m => Assert.Equal(conversation.GetProperty("id").GetString(), m.GetProperty("conversationId").GetString()));
    }

    [Fact]
    public async Task A_low_score_is_asked_for_its_reason_the_same_way_and_a_number_answers_too()
    {
        await using var scene = await SceneAsync(SurveyMode.Always);
        var customer = scene.Follower("sv02");
        await ServedAsync(scene, customer);
        await MenuAsync(scene, customer, 1);
        Assert.Null((await customer.SayAsync("１分")).Answer);
        var reasons = await MenuAsync(scene, customer, 2);
        Assert.Equal(new SurveyRules().Tags, reasons.Select(r => r.Content));
        Assert.Equal("感谢您的评价！", (await TapAsync(customer, reasons[1])).Answer);
        var said = Assert.Single(await ConversationsAsync(scene)).GetProperty("satisfaction");
        Assert.Equal((1, true, "问题没有解决"), (said.GetProperty("score").GetInt32(), said.GetProperty("isLow").GetBoolean(), said.GetProperty("tags")[0].GetString()));
        // All that was asked is answered: from now on a number is a word, and calls the agent back.
        await customer.SayAsync("2");
        await scene.StateIsAsync(customer, "Active");
    }

    [Fact]
    public async Task Whatever_else_the_customer_writes_is_heard_as_always()
    {
        await using var scene = await SceneAsync(SurveyMode.Always);
        var customer = scene.Follower("sv03");
        var ended = await ServedAsync(scene, customer);
        var menu = await MenuAsync(scene, customer, 1);
        await scene.Agents[0].DoAsync("FinishWrapUp", ended);
        await scene.StateIsAsync(customer, "Closed");
        await customer.SayAsync("还有一个问题");
        await scene.StateIsAsync(customer, "Active");
        // While somebody serves, a number is an answer to them; the tapped menu is still an answer to the survey.
        await customer.SayAsync("5");
        await Eventually.Async(async () => (await ConversationsAsync(scene))[0].GetProperty("preview").GetString() == "5", "the agent sees the number");
        var before = (await ConversationsAsync(scene))[0].GetProperty("revision").GetInt64();
        Assert.Equal("感谢您的评价！", (await TapAsync(customer, menu[0])).Answer);
        var (now, last) = ((await ConversationsAsync(scene))[0], (await ConversationsAsync(scene))[1]);
        Assert.Equal(before, now.GetProperty("revision").GetInt64());
        Assert.Equal((ended, 5), (last.GetProperty("id").GetString(), last.GetProperty("satisfaction").GetProperty("score").GetInt32()));
    }

    [Fact]
    public async Task A_parked_conversation_sleeps_on_when_the_one_before_is_rated()
    {
        await using var scene = await SceneAsync(SurveyMode.Always);
        var customer = scene.Follower("sv04");
        var ended = await ServedAsync(scene, customer);
        var menu = await MenuAsync(scene, customer, 1);
        await scene.Agents[0].DoAsync("FinishWrapUp", ended);
        await customer.SayAsync("再咨询一下");
        var second = await scene.Agents[0].ConversationAsync(customer.OpenId, "Active");
        Assert.Equal("Done", await scene.Agents[0].DoAsync("Park", second.GetProperty("id").GetString(), null));
        await TapAsync(customer, menu[0]);
        await scene.StateIsAsync(customer, "Parked");
    }

    [Fact]
    public async Task An_answer_after_its_time_is_told_so_and_does_not_count()
    {
        await using var scene = await SceneAsync(SurveyMode.Always);
        var customer = scene.Follower("sv05");
        await ServedAsync(scene, customer);
        var menu = await MenuAsync(scene, customer, 1);
        scene.Host.Time.Pass(TimeSpan.FromHours(24));
        Assert.Equal(new SurveyRules().Late, (await TapAsync(customer, menu[0])).Answer);
        var only = Assert.Single(await ConversationsAsync(scene));
        Assert.False(only.GetProperty("satisfaction").TryGetProperty("score", out var score) && score.ValueKind == JsonValueKind.Number);
    }

    [Fact]
    public async Task Where_the_agent_decides_the_customer_is_asked_only_if_the_agent_wants_it()
    {
        await using var scene = await SceneAsync(SurveyMode.AgentsChoice);
        var (asked, spared) = (scene.Follower("sv06"), scene.Follower("sv07"));
        await ServedAsync(scene, asked, c => scene.Agents[0].DoAsync("EndAndAsk", c, true));
        await ServedAsync(scene, spared, c => scene.Agents[0].DoAsync("EndAndAsk", c, false));
        await MenuAsync(scene, asked, 1);
        await scene.PhoneShowsAsync(spared, "感谢您的咨询");
        Assert.Empty(Menus(scene, spared));
    }

    [Fact]
    public async Task The_agents_day_counts_what_was_done_and_how_it_was_liked()
    {
        await using var scene = await SceneAsync(SurveyMode.Always);
        var days = scene.Host.Services.GetRequiredService<IMyDay>();
        var (me, customer) = (scene.AgentId(0), scene.Follower("sv08"));
        Assert.Null(await days.LookAsync(scene.PersonId("agent1"), me));
        // Not across midnight.
        if (scene.Host.Time.GetUtcNow().ToOffset(TimeSpan.FromHours(8)).TimeOfDay > TimeSpan.FromMinutes(23.8 * 60))
            scene.Host.Time.Pass(TimeSpan.FromMinutes(15));
        await customer.SayAsync("你好");
        var conversation = await scene.Agents[0].ConversationAsync(customer.OpenId, "Active");
        scene.Host.Time.Pass(TimeSpan.FromSeconds(20));
        await scene.Agents[0].SayAsync(conversation, "您好");
        await customer.SayAsync("怎么改手机号");
        await Eventually.Async(async () => (await ConversationsAsync(scene))[0].GetProperty("preview").GetString() == "怎么改手机号", "the question is there");
        scene.Host.Time.Pass(TimeSpan.FromSeconds(40));
        await scene.Agents[0].SayAsync(conversation, "在手机银行里改");
        await scene.Agents[0].DoAsync("End", conversation.GetProperty("id").GetString());
        await TapAsync(customer, (await MenuAsync(scene, customer, 1))[1]);

        scene.Host.Time.Pass(TimeSpan.FromSeconds(4));
        var day = (await days.LookAsync(scene.PersonId("lead1"), me))!;
        Assert.Equal((1, 1, 4d, 1), (day.Today.Handled, day.Today.Replies, day.Today.Satisfaction, day.Today.Ratings));
        Assert.True(day.Today.FirstReplyMedian >= TimeSpan.FromSeconds(20));
        Assert.True(day.Today.ReplyAverage >= TimeSpan.FromSeconds(40));
        Assert.Equal(day.To - day.From, day.Presence.Aggregate(TimeSpan.Zero, (sum, s) => sum + (s.To - s.From)));
        Assert.Contains(day.Presence, s => s is { Presence: Core.Agents.Presence.Available, IsThere: true });
    }

    private async Task<Scene> SceneAsync(SurveyMode mode)
    {
        var scene = await journeys.SceneAsync(autoAccept: true, capacities: 4);
        await scene.RuleAsync(g => g.Survey = g.Survey with { Mode = mode });
        await scene.Agents[0].BeAsync("Available");
        return scene;
    }

    /// <returns>The id of the conversation, which has ended.</returns>
    private static async Task<string> ServedAsync(Scene scene, Follower customer, Func<string, Task<string>>? end = null)
    {
        await customer.SayAsync("你好");
        var conversation = await scene.Agents[0].ConversationAsync(customer.OpenId, "Active");
        await scene.Agents[0].SayAsync(conversation, "您好，已为您办好");
        var id = conversation.GetProperty("id").GetString()!;
        Assert.Equal("Done", await (end?.Invoke(id) ?? scene.Agents[0].DoAsync("End", id)));
        return id;
    }

    private static IReadOnlyList<IReadOnlyList<StandInMenuItem>> Menus(Scene scene, Follower customer) =>
        scene.WeChat.Find(ImccHost.AppId + scene.Index, customer.OpenId) is { } known ? [.. scene.WeChat.Entries(known).Select(e => e.Menu).OfType<IReadOnlyList<StandInMenuItem>>()] : [];

    private static async Task<IReadOnlyList<StandInMenuItem>> MenuAsync(Scene scene, Follower customer, int number)
    {
        await Eventually.Async(() => Task.FromResult(Menus(scene, customer).Count == number), $"menu {number} is on the phone");
        return Menus(scene, customer)[number - 1];
    }

    private static Task<(int Status, string? Answer)> TapAsync(Follower customer, StandInMenuItem item, long? messageId = null) => customer.PostAsync(
        $"<MsgType><![CDATA[text]]></MsgType><Content><![CDATA[{item.Content}]]></Content><bizmsgmenuid>{item.Id}</bizmsgmenuid><MsgId>{messageId ?? Follower.NextId()}</MsgId>");

    private static async Task<IReadOnlyList<JsonElement>> ConversationsAsync(Scene scene)
    {
        using var client = scene.Host.Client();
        return await OpenApi.ConversationsAsync(client, "组" + scene.Index);
    }
}
