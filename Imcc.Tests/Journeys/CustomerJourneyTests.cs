using System.Net.Http.Json;
using Imcc.Core.Contacts;
using Imcc.Core.Conversations;
using Imcc.Core.Desk;
using Imcc.Infrastructure.Conversations;
using Imcc.Infrastructure.Organisation;
using Imcc.Infrastructure.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;

namespace Imcc.Tests.Journeys;

/// <summary>Customers as persons over their channels, and what agents find of the past: through WeChat, the hubs and the browser.</summary>
public sealed class CustomerJourneyTests(JourneyHost journeys, BrowserFixture browser) : IClassFixture<BrowserFixture>
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task One_UnionID_in_two_accounts_is_one_person_with_one_timeline_and_undoing_parts_them()
    {
        await using var here = await journeys.SceneAsync(autoAccept: true, capacities: [3]);
        await using var there = await journeys.SceneAsync(autoAccept: true, capacities: [3]);
        await here.Agents[0].BeAsync("Available");
        await there.Agents[0].BeAsync("Available");
        var (one, two) = (here.Follower("unia"), there.Follower("unib"));
        var union = $"o6_bmjrPTlm6_2sgVt7hMZOPfL{here.Index}";
        here.WeChat.Bind(ImccHost.AppId + here.Index, one.OpenId, union);
        there.WeChat.Bind(ImccHost.AppId + there.Index, two.OpenId, union);
        await two.SayAsync($"房贷利率{there.Index}问题");
        await there.Agents[0].ConversationAsync(two.OpenId, "Active");
        await one.EventAsync("SCAN", "1203");
        await one.SayAsync("你好，又是我");
        await here.Agents[0].ConversationAsync(one.OpenId, "Active");
        var (me, mine, theirs) = (here.AgentId(0), await here.ConversationIdAsync(one), await there.ConversationIdAsync(two));
        var customers = here.Host.Services.GetRequiredService<ICustomers>();

        CustomerProfile? profile = null;
        await Eventually.Async(async () => (profile = await customers.ReadAsync(me, mine, Cancel))?.Identities.Count == 2, "the two identities are one person");

        Assert.Equal([two.OpenId, one.OpenId], profile!.Identities.Select(i => i.ExternalId));
        Assert.All(profile.Identities, i => Assert.Equal(union, i.UnionId));
        Assert.Equal("深圳福田支行", profile.Origin!.Branch);
        var timeline = await customers.TimelineAsync(me, mine, "", 0, 20, Cancel);
        Assert.Equal([mine, theirs], timeline.Hits.Select(h => h.Conversation.Id));
        // Whoever serves the person may read what was said elsewhere, and finds it.
        await Eventually.Async(
            async () => (await customers.TimelineAsync(me, mine, $"利率{there.Index}", 0, 20, Cancel)).Hits.Select(h => h.Conversation.Id).SequenceEqual([theirs]), "the other channel's words are found");
        // What is known in one channel is known in the other.
        var phone = profile.Attributes.Single(a => a.Attribute.Name == "手机号").Attribute.Id;
        Assert.Equal(CommandOutcome.Invalid, await customers.SaveAttributeAsync(me, mine, phone, "一三八", Cancel));
        Assert.Equal(CommandOutcome.Done, await customers.SaveAttributeAsync(me, mine, phone, "138 0013 8000", Cancel));
        // Known, and hidden from whom the rules hide it.
        Assert.Equal("138****8000", (await customers.ReadAsync(there.AgentId(0), theirs, Cancel))!.Attributes.Single(a => a.Attribute.Id == phone).Value);

        // Whichever of the two joined last: with it undone nobody is left to part from.
        Assert.Equal(CommandOutcome.Done, await customers.UndoMergeAsync(me, mine, profile.Merges[0].Id, Cancel));
        Assert.Single((await customers.ReadAsync(me, mine, Cancel))!.Identities);
        Assert.Null(await customers.ReadAsync(me, theirs, Cancel));
    }

    [Fact]
    public async Task A_supervisors_tier_in_one_channel_counts_in_the_other()
    {
        await using var scene = await journeys.SceneAsync(autoAccept: true, capacities: [3]);
        await scene.Agents[0].BeAsync("Available");
        var (one, two) = (scene.Follower("vipa"), scene.Follower("vipb"));
        await one.SayAsync("第一个号");
        await two.SayAsync("第二个号");
        await scene.Agents[0].ConversationAsync(one.OpenId, "Active");
        await scene.Agents[0].ConversationAsync(two.OpenId, "Active");
        var (me, mine, other) = (scene.AgentId(0), await scene.ConversationIdAsync(one), await scene.ConversationIdAsync(two));
        var customers = scene.Host.Services.GetRequiredService<ICustomers>();
        Assert.Equal("Done", await scene.Agents[0].DoAsync("SaveCustomer", mine, "王女士", 3, ""));
        Assert.Equal(CommandOutcome.Done, await customers.MergeAsync(me, mine, other, Cancel));
        Assert.Equal(CommandOutcome.AlreadyDone, await customers.MergeAsync(me, mine, other, Cancel));
        await scene.Agents[0].FindAsync(c => c.GetProperty("id").GetGuid() == other && c.GetProperty("vipTier").GetInt32() == 3, "the other identity counts as much");

        var merge = Assert.Single((await customers.ReadAsync(me, mine, Cancel))!.Merges);
        Assert.Equal(CommandOutcome.Done, await customers.UndoMergeAsync(me, mine, merge.Id, Cancel));
        await scene.Agents[0].FindAsync(c => c.GetProperty("id").GetGuid() == other && c.GetProperty("vipTier").GetInt32() == 0, "it counts by itself again");
        Assert.Equal(CommandOutcome.TooLate, await customers.UndoMergeAsync(me, mine, merge.Id, Cancel));
    }

    [Fact]
    public async Task A_merge_that_was_interrupted_is_finished_by_doing_it_again()
    {
        await using var scene = await journeys.SceneAsync(autoAccept: true, capacities: [3]);
        await scene.Agents[0].BeAsync("Available");
        var followers = new[] { scene.Follower("inta"), scene.Follower("intb"), scene.Follower("intc") };
        var ids = new List<Guid>();
        foreach (var follower in followers)
        {
            await follower.SayAsync("你好");
            await scene.Agents[0].ConversationAsync(follower.OpenId, "Active");
            ids.Add(await scene.ConversationIdAsync(follower));
        }

        var (me, customers) = (scene.AgentId(0), scene.Host.Services.GetRequiredService<ICustomers>());
        Assert.Equal(CommandOutcome.Done, await customers.MergeAsync(me, ids[1], ids[2], Cancel));
        Assert.Equal("Done", await scene.Agents[0].DoAsync("SaveCustomer", ids[2], "王女士", 3, ""));
        var into = (await customers.ReadAsync(me, ids[0], Cancel))!.PersonId;
        // The first of the two went over; then the process was gone.
        var now = scene.Host.Time.GetUtcNow();
        Assert.Equal(CommandOutcome.Done, await scene.Host.Services.GetRequiredService<IGrainFactory>().GetGrain<IConversationGrain>(await ThreadAsync(scene, ids[1]))
            .SaveCustomerAsync(new CustomerChange { Link = new(Guid.CreateVersion7(now), Guid.CreateVersion7(now), PersonLinkKind.ByHand, null, into, me, now) }));
        Assert.Equal(2, (await customers.ReadAsync(me, ids[0], Cancel))!.Identities.Count);

        Assert.Equal(CommandOutcome.Done, await customers.MergeAsync(me, ids[0], ids[1], Cancel));

        Assert.Equal(3, (await customers.ReadAsync(me, ids[0], Cancel))!.Identities.Count);
        await scene.Agents[0].FindAsync(c => c.GetProperty("id").GetGuid() == ids[0] && c.GetProperty("vipTier").GetInt32() == 3, "all count as much");
        Assert.Equal(CommandOutcome.AlreadyDone, await customers.MergeAsync(me, ids[0], ids[1], Cancel));
    }

    [Fact]
    public async Task A_tier_that_another_system_sets_counts_in_all_channels()
    {
        await using var scene = await journeys.SceneAsync(autoAccept: true, capacities: [3]);
        await scene.Agents[0].BeAsync("Available");
        var (one, two) = (scene.Follower("apia"), scene.Follower("apib"));
        await one.SayAsync("第一个号");
        await two.SayAsync("第二个号");
        await scene.Agents[0].ConversationAsync(one.OpenId, "Active");
        await scene.Agents[0].ConversationAsync(two.OpenId, "Active");
        var other = await scene.ConversationIdAsync(two);
        Assert.Equal(CommandOutcome.Done, await scene.Host.Services.GetRequiredService<ICustomers>().MergeAsync(scene.AgentId(0), await scene.ConversationIdAsync(one), other, Cancel));

        using var client = scene.Host.Client();
        using var saved = await client.PutAsJsonAsync(new Uri($"/api/v1/accounts/{scene.Account}/contacts/{one.OpenId}", UriKind.Relative), new { vipTier = 4 }, Cancel);

        Assert.Equal(System.Net.HttpStatusCode.NoContent, saved.StatusCode);
        await scene.Agents[0].FindAsync(c => c.GetProperty("id").GetGuid() == other && c.GetProperty("vipTier").GetInt32() == 4, "the other identity counts as much");
    }

    [Fact]
    public async Task A_customer_from_before_UnionIDs_were_asked_for_is_asked_about_with_the_next_message()
    {
        await using var scene = await journeys.SceneAsync(autoAccept: true, capacities: [3]);
        await scene.Agents[0].BeAsync("Available");
        var follower = scene.Follower("olda");
        var union = $"o6_older{scene.Index}";
        scene.WeChat.Bind(ImccHost.AppId + scene.Index, follower.OpenId, union);
        var (now, account) = (scene.Host.Time.GetUtcNow(), scene.Host.Services.GetRequiredService<DirectoryCache>().Current.AccountsByKey[scene.Account]);
        var contact = new Contact { Id = Guid.CreateVersion7(now), OrgUnitId = account.OrgUnitId, DisplayName = "老客户", CreatedAt = now };
        var thread = ThreadKey.For(account.Id, follower.OpenId);
        var store = scene.Host.Services.GetRequiredService<ConversationStores>().For(thread);
        await store.Writer.CommitAsync(new WriteUnit()
            .Insert(new ThreadRow { Id = thread, AccountId = account.Id, ExternalId = follower.OpenId, ContactId = contact.Id, CreatedAt = now })
            .Insert(ContactRow.From(contact, now)));

        await follower.SayAsync("又是我");

        await Eventually.Async(async () =>
        {
            await using var context = store.Read();
            return await context.Threads.AnyAsync(t => t.Id == thread && t.UnionId == union, Cancel);
        }, "the UnionID is known");
    }

    [Fact]
    public async Task A_note_without_an_author_is_a_leads_to_take_away_and_what_a_lead_took_away_stays_away()
    {
        await using var scene = await journeys.SceneAsync(autoAccept: true, capacities: [3]);
        await scene.Agents[0].BeAsync("Available");
        var follower = scene.Follower("nota");
        await follower.SayAsync("你好");
        await scene.Agents[0].ConversationAsync(follower.OpenId, "Active");
        var (me, lead, id) = (scene.AgentId(0), scene.PersonId("lead1"), await scene.ConversationIdAsync(follower));
        var customers = scene.Host.Services.GetRequiredService<ICustomers>();
        Assert.Equal("Done", await scene.Agents[0].DoAsync("SaveCustomer", id, "王女士", 0, "从前的备注"));
        var old = Assert.Single((await customers.ReadAsync(me, id, Cancel))!.Notes);
        Assert.False(old.CanDelete);
        Assert.Equal(CommandOutcome.NotAllowed, await customers.DeleteNoteAsync(me, id, old.Id, cancellationToken: Cancel));
        Assert.Equal(CommandOutcome.NotAllowed, await customers.EditNoteAsync(me, id, old.Id, "改了", Cancel));

        Assert.Equal(CommandOutcome.Done, await customers.DeleteNoteAsync(lead, id, old.Id, cancellationToken: Cancel));
        Assert.Empty((await customers.ReadAsync(me, id, Cancel))!.Notes);
        Assert.Equal(CommandOutcome.NotAllowed, await customers.DeleteNoteAsync(me, id, old.Id, isDeleted: false, Cancel));
        Assert.Equal(CommandOutcome.Done, await customers.DeleteNoteAsync(lead, id, old.Id, isDeleted: false, Cancel));
        Assert.Equal("从前的备注", Assert.Single((await customers.ReadAsync(me, id, Cancel))!.Notes).Text);

        var mine = Guid.CreateVersion7(scene.Host.Time.GetUtcNow());
        Assert.Equal(CommandOutcome.Done, await customers.AddNoteAsync(me, id, mine, "我写的", Cancel));
        Assert.Equal(CommandOutcome.Done, await customers.DeleteNoteAsync(lead, id, mine, cancellationToken: Cancel));
        Assert.Equal(CommandOutcome.NotAllowed, await customers.DeleteNoteAsync(me, id, mine, isDeleted: false, Cancel));
    }

    [Fact]
    public async Task What_was_said_a_moment_ago_is_found_by_those_who_may_read_it_and_by_nobody_else()
    {
        await using var scene = await journeys.SceneAsync(autoAccept: true, capacities: [3]);
        await using var other = await journeys.SceneAsync(autoAccept: true, capacities: [3]);
        await scene.Agents[0].BeAsync("Available");
        await other.Agents[0].BeAsync("Available");
        var (mine, theirs) = (scene.Follower("srcm"), other.Follower("srct"));
        var word = "量子" + scene.Index + "额度";
        await mine.SayAsync("我想查" + word);
        await theirs.SayAsync("我也想查" + word);
        await scene.Agents[0].ConversationAsync(mine.OpenId, "Active");
        await other.Agents[0].ConversationAsync(theirs.OpenId, "Active");
        var history = scene.Host.Services.GetRequiredService<IHistory>();

        await Eventually.Async(async () => (await history.SearchAsync(other.AgentId(0), new(word), Cancel)).Total == 1, "the other agent finds their own");
        await Eventually.Async(async () => (await history.SearchAsync(scene.AgentId(0), new(word), Cancel)).Total == 1, "the agent finds it");
        var hit = Assert.Single((await history.SearchAsync(scene.AgentId(0), new(word), Cancel)).Hits);
        Assert.Equal(await scene.ConversationIdAsync(mine), hit.Conversation.Id);
        Assert.Equal(word, hit.Excerpts.Single().Text.Substring(hit.Excerpts.Single().Found.Single().Start, word.Length));
        Assert.Null(await history.FindAsync(scene.AgentId(0), await other.ConversationIdAsync(theirs), Cancel));
        // A lead reads all.
        Assert.Equal(2, (await history.SearchAsync(scene.PersonId("lead1"), new(word), Cancel)).Total);

        // Handed to the other group, it is found there from then on, and still by whoever has served it.
        Assert.Equal("Done", await scene.Agents[0].DoAsync("TransferToGroup", hit.Conversation.Id, other.Group().Id, "", ""));
        await Eventually.Async(async () => (await history.SearchAsync(other.AgentId(0), new(word), Cancel)).Total == 2, "the other group's agent finds it now");
    }

    [Fact]
    public async Task At_the_desk_what_is_answered_is_ended_together_and_found_again_by_its_words()
    {
        await using var scene = await journeys.SceneAsync(autoAccept: true, capacities: [5]);
        await scene.RuleAsync(g => g.WrapUpSeconds = 0);
        await using var office = await browser.OpenAsync(scene.Host.Url);
        var page = await office.SignInAsync(scene.AgentNames[0], Scene.Password, "/desk");
        await Assertions.Expect(page.Locator("[data-list-filter]")).ToBeVisibleAsync();
        await scene.Agents[0].BeAsync("Available");
        var customers = new[] { scene.Follower("enda"), scene.Follower("endb"), scene.Follower("endc") };
        foreach (var customer in customers)
        {
            await customer.SayAsync("补办存折" + customer.OpenId[^4..]);
            var conversation = await scene.Agents[0].ConversationAsync(customer.OpenId, "Active");
            // The last one still waits for an answer.
            if (customer != customers[2])
                Assert.Equal("Done", await scene.Agents[0].SayAsync(conversation, "好的，已为您登记"));
        }

        await Assertions.Expect(page.Locator(".desk-left a.row")).ToHaveCountAsync(3);
        await page.Keyboard.PressAsync("Alt+b");
        await page.Locator("[data-bulk-all]").ClickAsync();
        await Assertions.Expect(page.Locator("[data-bulk-end]")).ToContainTextAsync("2");
        await page.Locator("[data-bulk-end]").ClickAsync();
        await page.Locator("[data-bulk-yes]").ClickAsync();
        await scene.StateIsAsync(customers[0], "Closed");
        await scene.StateIsAsync(customers[1], "Closed");
        await scene.StateIsAsync(customers[2], "Active");
        await Assertions.Expect(page.Locator(".desk-left a.row")).ToHaveCountAsync(1);

        await page.Locator("[data-list-filter]").FillAsync("存折enda");
        await page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(page.Locator(".hit mark").First).ToHaveTextAsync("存折enda");
        await page.Locator("[data-hit]").First.ClickAsync();
        await Assertions.Expect(page.Locator(".hit-mark + .msg .bubble")).ToContainTextAsync("补办存折enda");
        office.HasSeenNothingWrong();
    }

    private static async Task<Guid> ThreadAsync(Scene scene, Guid conversationId)
    {
        await using var context = scene.Host.Services.GetRequiredService<ConversationStores>().Home.Read();
        return await context.Conversations.Where(c => c.Id == conversationId).Select(c => c.ThreadId).SingleAsync(Cancel);
    }
}
