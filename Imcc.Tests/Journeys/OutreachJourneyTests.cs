using Imcc.Core.Channels;
using Imcc.Core.Conversations;
using Imcc.Core.Desk;
using Imcc.Core.Reporting;
using Imcc.Infrastructure.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Imcc.Tests.Journeys;

/// <summary>A lead writes first: to a customer whose conversation is over.</summary>
public sealed class OutreachJourneyTests(JourneyHost journeys)
{
    [Fact]
    public async Task A_lead_calls_back_a_customer_who_answers_into_the_same_conversation()
    {
        await using var scene = await journeys.SceneAsync(autoAccept: true, capacities: 1);
        var (lead, outreach, workplace) = (scene.PersonId("lead1"), scene.Host.Services.GetRequiredService<IOutreach>(), scene.Host.Services.GetRequiredService<IWorkplace>());
        var agent = scene.Agents[0];
        await agent.BeAsync("Available");
        var customer = scene.Follower("callback");
        await customer.SayAsync("卡丢了");
        var served = (await agent.ConversationAsync("callback", "Active")).GetProperty("id").GetGuid();
        // Whoever is being served is not called back.
        Assert.Equal((CommandOutcome.TooLate, served), await outreach.BeginAsync(lead, served, "低分回访"));
        Assert.Equal("Done", await agent.DoAsync("End", served));
        await Eventually.Async(async () => await agent.DoAsync("FinishWrapUp", served) is "Done" or "AlreadyDone", "the wrap-up is finished");

        Assert.Equal(CommandOutcome.NotAllowed, (await outreach.BeginAsync(scene.AgentId(0), served, "低分回访")).Outcome);
        var both = await Task.WhenAll(Enumerable.Range(0, 2).Select(_ => Task.Run(() => outreach.BeginAsync(lead, served, "低分回访"))));
        var begun = Assert.Single(both.Select(b => b.ConversationId).Distinct())!.Value;
        Assert.Equal([CommandOutcome.Done, CommandOutcome.AlreadyDone], both.Select(b => b.Outcome).Order());
        Assert.NotEqual(served, begun);
        Assert.Equal(CommandOutcome.Done, await workplace.ReplyAsync(lead, begun, Guid.CreateVersion7(TimeProvider.System.GetUtcNow()), new TextContent("您好，我是班长，想听听您的意见")));
        await scene.PhoneShowsAsync(customer, "您好，我是班长，想听听您的意见");
        await customer.SayAsync("那我说说");
        var open = await Eventually.Async(async () => (await workplace.OpenAsync(lead)).Mine.FirstOrDefault(c => c.Id == begun && c.Preview == "那我说说"), "the answer came into it");
        Assert.Equal(ConversationState.Active, open.State);
        Assert.Equal(CommandOutcome.Done, await workplace.EndAsync(lead, begun));
        await workplace.FinishWrapUpAsync(lead, begun);

        // On record it is a stretch of the lead's work, and nobody's wait.
        var store = scene.Host.Services.GetRequiredService<ConversationStores>().Home;
        await using var context = store.Read();
        var facts = FactBook.Of((await context.Events.Where(e => e.ConversationId == begun).ToListAsync()).Select(e => e.ToEvent()), new() { ConversationId = begun, AccountId = Guid.Empty, IsOver = true });
        Assert.Empty(facts.Visits);
        Assert.Equal(lead, Assert.Single(facts.Segments).AgentId);
        Assert.NotNull(facts.Segments[0].FirstReplyAt);
    }
}
