using Imcc.Core.Channels;
using System.Text.Json;
using Imcc.Core.Conversations;
using Imcc.Core.Desk;
using Imcc.Core.Replies;
using Imcc.Infrastructure.Organisation;
using Imcc.Infrastructure.Replies;
using Imcc.Infrastructure.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;

namespace Imcc.Tests.Journeys;

/// <summary>An agent writes: by quick replies, past sensitive words, with answers that were looked up; the real host and a real browser.</summary>
[Collection(nameof(Browsing))]
public sealed class WritingJourneyTests(JourneyHost journeys, BrowserFixture browser) : IClassFixture<BrowserFixture>
{
    [Fact]
    public async Task An_agent_answers_by_four_keys_by_one_and_only_with_words_that_may_be_said()
    {
        await using var scene = await journeys.SceneAsync(autoAccept: true, capacities: 2);
        await PrepareAsync(scene);
        await using var window = await browser.OpenAsync(scene.Host.Url);
        var desk = await AtDeskAsync(window, scene);
        var customer = scene.Follower("wr01");
        await customer.SayAsync("蓝鲸卡丢了怎么挂失");
        await desk.Locator("a.row").First.ClickAsync();
        var text = desk.Locator(".composer-text");
        await Assertions.Expect(desk.Locator(".finding")).ToContainTextAsync("蓝鲸卡已为您挂失");

        // Initials, twice Enter: six presses of keys with the slash.
        await text.FocusAsync();
        await desk.Keyboard.TypeAsync("/ljk");
        await Assertions.Expect(desk.Locator(".reply-option[aria-selected=true]")).ToContainTextAsync("蓝鲸卡挂失");
        await desk.Keyboard.PressAsync("Enter");
        await Assertions.Expect(text).ToHaveValueAsync($"我是坐席{scene.Index}甲，蓝鲸卡已为您挂失");
        await desk.Keyboard.PressAsync("Enter");
        await scene.PhoneShowsAsync(customer, $"我是坐席{scene.Index}甲，蓝鲸卡已为您挂失");

        // A forbidden word stays, one to be confirmed goes out the second time.
        await desk.Keyboard.TypeAsync("蓝 鲸 返 利");
        await Assertions.Expect(desk.Locator(".composer-warn[data-level=blocked]")).ToContainTextAsync("蓝鲸返利");
        await desk.Keyboard.PressAsync("Enter");
        await Assertions.Expect(text).ToHaveValueAsync("蓝 鲸 返 利");
        // That it was tried stands on record, once however often the key is pressed.
        await desk.Keyboard.PressAsync("Enter");
        await Eventually.Async(async () => await NotedAsync(scene, ConversationEventKind.WordsBlocked) is ["蓝鲸返利"], "what was held back is on record");
        await text.FillAsync("蓝鲸保证可以");
        await Assertions.Expect(desk.Locator(".composer-warn[data-level=warned]")).ToContainTextAsync("蓝鲸保证");
        await desk.Keyboard.PressAsync("Enter");
        await Assertions.Expect(desk.Locator(".composer-warn")).ToContainTextAsync("再次发送");
        await Assertions.Expect(text).ToHaveValueAsync("蓝鲸保证可以");
        await desk.Keyboard.PressAsync("Enter");
        await scene.PhoneShowsAsync(customer, "蓝鲸保证可以");
        Assert.Equal(["蓝鲸保证"], await ConfirmedAsync(scene));

        // What was looked up is sent by one key, or taken into the composer.
        await desk.Keyboard.PressAsync("Alt+Shift+Digit1");
        await Assertions.Expect(text).ToHaveValueAsync($"我是坐席{scene.Index}甲，蓝鲸卡已为您挂失");
        await text.FillAsync("");
        await desk.Keyboard.PressAsync("Alt+Digit1");
        await Eventually.Async(() => Task.FromResult(scene.Phone(customer).Count(t => t.Contains("蓝鲸卡已为您挂失", StringComparison.Ordinal)) == 2), "the answer was sent by a key");
        Assert.DoesNotContain(scene.Phone(customer), t => t.Contains('利', StringComparison.Ordinal));
        window.HasSeenNothingWrong();
    }

    [Fact]
    public async Task The_palette_goes_anywhere_and_the_focus_is_never_lost()
    {
        await using var scene = await journeys.SceneAsync(autoAccept: true, capacities: 3);
        await using var window = await browser.OpenAsync(scene.Host.Url);
        var desk = await AtDeskAsync(window, scene);
        await scene.Follower("pal1").SayAsync("第一位");
        await scene.Follower("pal2").SayAsync("第二位");
        await Assertions.Expect(desk.Locator("a.row")).ToHaveCountAsync(2);
        await desk.Locator("a.row").First.ClickAsync();
        var text = desk.Locator(".composer-text");
        await Assertions.Expect(text).ToBeFocusedAsync();

        await desk.Keyboard.PressAsync("Control+k");
        await desk.Keyboard.TypeAsync("xiaoxiu");
        await Assertions.Expect(desk.Locator(".palette-row[aria-selected=true]")).ToContainTextAsync("小休");
        await desk.Keyboard.PressAsync("Enter");
        await Assertions.Expect(desk.Locator(".agent-hint, .presence-name")).ToContainTextAsync(["小休"], new() { UseInnerText = true });
        await Assertions.Expect(text).ToBeFocusedAsync();
        await desk.Keyboard.PressAsync("Control+k");
        await Assertions.Expect(desk.Locator(".palette-row").First).ToBeVisibleAsync();
        // The focus that something else gives back late: the keys stay the palette's.
        await text.FocusAsync();
        await Assertions.Expect(desk.Locator(".palette-input")).ToBeFocusedAsync();
        await desk.Keyboard.PressAsync("Escape");
        await Assertions.Expect(desk.Locator(".palette-row")).ToHaveCountAsync(0);
        await Assertions.Expect(text).ToBeFocusedAsync();

        foreach (var key in new[] { "Alt+t", "Alt+h", "Alt+p", "Alt+e" })
        {
            await desk.Keyboard.PressAsync(key);
            await Assertions.Expect(desk.Locator(".confirm")).ToHaveCountAsync(1);
            await desk.Keyboard.PressAsync("Escape");
            await Assertions.Expect(desk.Locator(".confirm")).ToHaveCountAsync(0);
            await Assertions.Expect(text).ToBeFocusedAsync();
        }

        var first = desk.Url;
        await desk.Keyboard.PressAsync("Alt+ArrowDown");
        await Eventually.Async(() => Task.FromResult(desk.Url != first), "the other conversation is open");
        await Assertions.Expect(desk.Locator($".composer[data-conversation=\"{desk.Url.Split('/')[^1]}\"] .composer-text")).ToBeFocusedAsync();

        // A button that goes away with what it did hands the focus on.
        await text.FillAsync("在的");
        await desk.Keyboard.PressAsync("Alt+s");
        await Assertions.Expect(desk.Locator("[data-field=text]")).ToHaveValueAsync("在的");
        await Assertions.Expect(desk.Locator("[data-field=title]")).ToBeFocusedAsync();
        await desk.Keyboard.TypeAsync("焦点");
        await desk.Keyboard.PressAsync("Control+Enter");
        await Assertions.Expect(desk.Locator(".reply-item")).ToHaveCountAsync(1);
        await desk.Locator("[data-delete]").FocusAsync();
        await desk.Keyboard.PressAsync("Enter");
        await desk.Keyboard.PressAsync("Enter");
        await Assertions.Expect(desk.Locator(".reply-item")).ToHaveCountAsync(0);
        Assert.NotEqual("BODY", await desk.EvaluateAsync<string>("document.activeElement.tagName"));
        window.HasSeenNothingWrong();
    }

    [Fact]
    public async Task Do_not_disturb_silences_every_machine_at_once_and_still_rings_to_the_eye()
    {
        await using var scene = await journeys.SceneAsync(autoAccept: false, capacities: 3);
        await using var window = await browser.OpenAsync(scene.Host.Url);
        await using var other = await browser.OpenAsync(scene.Host.Url);
        var desk = await AtDeskAsync(window, scene);
        var second = await other.SignInAsync(scene.AgentNames[0], Scene.Password, "/desk");
        // Its script is at work: times tick, preferences have come.
        await Assertions.Expect(second.Locator(".presence-since")).Not.ToBeEmptyAsync();
        await Eventually.Async(() => second.EvaluateAsync<bool>("() => document.querySelector('.desk')?.preferences !== undefined"), "the preferences have come");
        await scene.Follower("dnd1").SayAsync("第一声");
        await Assertions.Expect(second.Locator(".desk")).ToHaveAttributeAsync("data-heard", "offer");

        await desk.Locator(".settings-btn").ClickAsync();
        await desk.Locator("[data-quiet='60']").ClickAsync();
        await Assertions.Expect(second.Locator(".settings-btn.quiet")).ToBeVisibleAsync(new() { Timeout = 2000 });
        await second.EvaluateAsync("delete document.querySelector('.desk').dataset.heard");
        await scene.Follower("dnd2").SayAsync("第二声");
        await Assertions.Expect(second.Locator(".offer")).ToHaveCountAsync(2);
        Assert.Null(await second.Locator(".desk").GetAttributeAsync("data-heard"));
        window.HasSeenNothingWrong();
        other.HasSeenNothingWrong();
    }

    [Fact]
    public async Task The_hub_is_told_the_words_and_confirms_in_a_call_of_its_own()
    {
        await using var scene = await journeys.SceneAsync(autoAccept: true, capacities: 1);
        await PrepareAsync(scene);
        var agent = scene.Agents[0];
        await agent.BeAsync("Available");
        var customer = scene.Follower("hubw");
        await customer.SayAsync("在吗");
        var id = (await agent.ConversationAsync("hubw", "Active")).GetProperty("id").GetString();
        var message = Guid.CreateVersion7(TimeProvider.System.GetUtcNow());
        Assert.Equal("Forbidden", await agent.DoAsync("Reply", id, Guid.CreateVersion7(TimeProvider.System.GetUtcNow()), "蓝鲸返利"));
        Assert.Equal("Forbidden", await agent.DoAsync("ReplyConfirmed", id, Guid.CreateVersion7(TimeProvider.System.GetUtcNow()), "蓝鲸返利"));
        var asked = await agent.AskAsync("Reply", id, message, "蓝鲸保证可以");
        Assert.Equal("NeedsConfirmation", asked.GetProperty("outcome").GetString());
        Assert.Equal(["蓝鲸保证"], asked.GetProperty("words").EnumerateArray().Select(w => w.GetString()));
        Assert.Equal("Done", await agent.DoAsync("ReplyConfirmed", id, message, "蓝鲸保证可以"));
        Assert.Equal("AlreadyDone", await agent.DoAsync("ReplyConfirmed", id, message, "蓝鲸保证可以"));
        // Whoever lost the answer and asks the plain way hears that it is said.
        Assert.Equal("AlreadyDone", await agent.DoAsync("Reply", id, message, "蓝鲸保证可以"));
        var file = new FileContent(new MediaRef(FileId: Guid.Empty.ToString(), Name: "蓝鲸返利.pdf"));
        Assert.Equal(CommandOutcome.Forbidden, await scene.Host.Services.GetRequiredService<IWorkplace>().ReplyAsync(scene.AgentId(0), Guid.Parse(id!), Guid.CreateVersion7(TimeProvider.System.GetUtcNow()), file));
        await scene.PhoneShowsAsync(customer, "蓝鲸保证可以");
        Assert.Equal(["蓝鲸保证"], await ConfirmedAsync(scene));
        // What was held back stands on record, once each time; so does what the customer says, whatever agents may do with the word.
        Assert.Equal(["蓝鲸返利", "蓝鲸返利", "蓝鲸返利"], await NotedAsync(scene, ConversationEventKind.WordsBlocked));
        await customer.SayAsync("你们的蓝鲸 返利呢？我要蓝鲸诉苦");
        await Eventually.Async(async () => await NotedAsync(scene, ConversationEventKind.WordsHeard) is ["蓝鲸返利、蓝鲸诉苦"], "the customer's words are noted");
        // Agents write what is only listened for as they like.
        Assert.Equal("Done", await agent.DoAsync("Reply", id, Guid.CreateVersion7(TimeProvider.System.GetUtcNow()), "您的蓝鲸诉苦已登记"));
    }

    [Fact]
    public async Task Own_replies_uses_and_ratings_are_kept()
    {
        await using var scene = await journeys.SceneAsync(autoAccept: true, capacities: 2);
        await PrepareAsync(scene);
        var (me, replies, knowledge) = (scene.AgentId(0), scene.Host.Services.GetRequiredService<IReplies>(), scene.Host.Services.GetRequiredService<IKnowledge>());
        Assert.Equal(CommandOutcome.Done, await replies.SaveOwnAsync(me, new(null, 0, "常用", "一", "甲", "a")));
        Assert.Equal(CommandOutcome.Done, await replies.SaveOwnAsync(me, new(null, 0, "", "二", "乙", "")));
        Assert.Equal(CommandOutcome.Invalid, await replies.SaveOwnAsync(me, new(null, 0, "", " ", "乙", "")));
        var own = (await replies.OpenAsync(me)).Replies.Where(r => r.Scope == ReplyScope.Own).ToList();
        Assert.Equal(["一", "二"], own.Select(r => r.Title));
        Assert.Equal(CommandOutcome.Done, await replies.MoveOwnAsync(me, own[1].Id, up: true));
        Assert.Equal(CommandOutcome.TooLate, await replies.SaveOwnAsync(me, new(own[0].Id, own[0].Rev - 1, "", "一改", "甲", "")));
        await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => replies.UsedAsync(me, own[0].Id)));
        Assert.Equal(CommandOutcome.Done, await replies.FavourAsync(me, own[0].Id, true));
        var book = await replies.OpenAsync(me);
        Assert.Equal(["二", "一"], book.Replies.Where(r => r.Scope == ReplyScope.Own).Select(r => r.Title));
        Assert.Equal(3, book.Uses[own[0].Id]);
        Assert.Contains(own[0].Id, book.Favourites);
        Assert.Equal(CommandOutcome.NotFound, await replies.DeleteOwnAsync(scene.PersonId("admin"), own[0].Id));

        await scene.Agents[0].BeAsync("Available");
        var customer = scene.Follower("rate");
        await customer.SayAsync("蓝鲸卡挂失");
        var conversation = (await scene.Agents[0].ConversationAsync("rate", "Active")).GetProperty("id").GetGuid();
        var found = Assert.Single((await knowledge.LookUpAsync(me, conversation, "蓝鲸卡怎么挂失")).Items);
        Assert.Empty((await knowledge.LookUpAsync(found.Id, conversation, "蓝鲸卡怎么挂失")).Items);
        var message = Guid.CreateVersion7(TimeProvider.System.GetUtcNow());
        Assert.Equal(CommandOutcome.Done, await knowledge.RateAsync(me, conversation, message, found.Id, true));
        Assert.Equal(CommandOutcome.Done, await knowledge.RateAsync(me, conversation, message, found.Id, false));
        await using var context = Store(scene).Read();
        Assert.False(Assert.Single(await context.FindingRatings.Where(r => r.MessageId == message).ToListAsync()).IsUseful);
    }

    private static async Task PrepareAsync(Scene scene)
    {
        var admin = scene.PersonId("admin");
        var group = scene.Group().Id;
        var replies = scene.Host.Services.GetRequiredService<ReplyAdministration>();
        var made = await replies.SaveAsync(admin, new() { GroupId = group, Category = "挂失", Title = "蓝鲸卡挂失", Text = "我是{坐席}，蓝鲸卡已为您挂失", Code = "" });
        Assert.True(made.Made, string.Join(", ", made.Problems));
        var words = scene.Host.Services.GetRequiredService<WordAdministration>();
        Assert.True((await words.SaveAsync(admin, new() { Word = "蓝鲸返利", Action = WordAction.Block, GroupId = group })).Made);
        Assert.True((await words.SaveAsync(admin, new() { Word = "蓝鲸保证", Action = WordAction.Warn, GroupId = group })).Made);
        Assert.True((await words.SaveAsync(admin, new() { Word = "蓝鲸诉苦", Action = WordAction.None, GroupId = group })).Made);
    }

    private static Task<IReadOnlyList<string>> ConfirmedAsync(Scene scene) => NotedAsync(scene, ConversationEventKind.WordsConfirmed);

    private static async Task<IReadOnlyList<string>> NotedAsync(Scene scene, ConversationEventKind kind)
    {
        await using var context = Store(scene).Read();
        var group = scene.Group().Id;
        return await context.Events.Where(e => e.Kind == kind && e.GroupId == group).Select(e => e.Detail).ToListAsync();
    }

    private static ConversationStore Store(Scene scene) => scene.Host.Services.GetRequiredService<ConversationStores>().Home;

    private static async Task<IPage> AtDeskAsync(BrowserWindow window, Scene scene)
    {
        var desk = await window.SignInAsync(scene.AgentNames[0], Scene.Password, "/desk");
        await desk.Locator(".presence").ClickAsync();
        await desk.Locator("[data-presence=Available]").ClickAsync();
        await Assertions.Expect(desk.Locator(".presence-name")).ToHaveTextAsync("在线");
        return desk;
    }
}
