using System.Text.Json;
using Imcc.Core.Desk;
using Imcc.Core.Reasons;
using Imcc.Infrastructure.Organisation;
using Microsoft.Extensions.DependencyInjection;

namespace Imcc.Tests.Journeys;

/// <summary>A mandatory reason and an agent who has no time for it.</summary>
public sealed class SummaryOwedJourneyTests(TimeTravelHost journeys) : IClassFixture<TimeTravelHost>
{
    [Fact]
    public async Task The_wrap_up_s_time_frees_the_agent_and_the_reason_is_given_later_while_the_customer_is_served_again()
    {
        await using var scene = await journeys.SceneAsync(autoAccept: true, capacities: 1);
        await scene.RuleAsync(g => (g.Reasons, g.WrapUpSeconds) = (new() { Required = true }, 60));
        var agent = scene.Agents[0];
        var reasons = scene.Host.Services.GetRequiredService<IClassification>();
        var tree = scene.Host.Services.GetRequiredService<DirectoryCache>().Current.Reasons;
        var lost = tree.All.Single(n => n.Name == "挂失补卡").Id;
        await agent.BeAsync("Available");
        var (customer, next) = (scene.Follower("owed"), scene.Follower("next"));
        await customer.SayAsync("卡丢了");
        var served = await agent.ConversationAsync(customer.OpenId, "Active");
        var id = served.GetProperty("id").GetGuid();
        Assert.Equal("Done", await agent.DoAsync("End", id));
        Assert.Equal("ReasonMissing", await agent.DoAsync("FinishWrapUp", id));
        await next.SayAsync("在吗");
        await scene.StateIsAsync(next, "Queued");

        scene.Host.Time.Pass(TimeSpan.FromSeconds(61));

        // The place is free: the next customer has it. What is owed is still there, on a fresh screen, too.
        await agent.ConversationAsync(next.OpenId, "Active");
        var closed = await agent.FindAsync(c => c.GetProperty("id").GetGuid() == id && c.GetProperty("state").GetString() == "Closed", "the conversation is closed");
        Assert.Equal(scene.AgentId(0), closed.GetProperty("summaryOwedBy").GetGuid());
        Assert.Equal([id], await OwedAsync(scene));

        // The same customer writes again: another conversation of the thread goes on while the old one is summed up.
        await customer.SayAsync("还有一个问题");
        await scene.StateIsAsync(customer, "Queued");
        Assert.Equal(CommandOutcome.Invalid, await reasons.ClassifyAsync(scene.AgentId(0), id, [new(tree.Roots[0].Id, true)]));
        Assert.Equal(CommandOutcome.NotFound, await reasons.ClassifyAsync(scene.PersonId("agent6"), id, [new(lost, true)]));
        Assert.Equal("Done", await agent.DoAsync("SaveNote", id, "已补办"));
        Assert.Equal("Done", await agent.DoAsync("Classify", id, new[] { lost }));
        Assert.Equal("AlreadyDone", await agent.DoAsync("Classify", id, new[] { lost }));

        var paid = await agent.FindAsync(c => c.GetProperty("id").GetGuid() == id && c.GetProperty("summaryOwedBy").ValueKind == JsonValueKind.Null, "nothing is owed any more");
        Assert.Equal(["信用卡", "挂失与盗刷", "挂失补卡"], paid.GetProperty("reasons")[0].GetProperty("path").EnumerateArray().Select(p => p.GetString()));
        Assert.Equal("已补办", paid.GetProperty("note").GetString());
        Assert.Empty(await OwedAsync(scene));
        await scene.StateIsAsync(customer, "Queued");
        Assert.Equal(1, (await scene.Host.Services.GetRequiredService<IReasonCounts>().CountAsync())[lost]);

        // The thread's grain knows where it is: the customer's new conversation is served as if nothing had been.
        Assert.Equal("Done", await agent.DoAsync("End", (await agent.ConversationAsync(next.OpenId, "Active")).GetProperty("id").GetGuid()));
        scene.Host.Time.Pass(TimeSpan.FromSeconds(61));
        var again = await agent.FindAsync(c => c.GetProperty("state").GetString() == "Active" && c.GetProperty("id").GetGuid() != id && c.GetProperty("threadId").GetGuid() == served.GetProperty("threadId").GetGuid(), "the customer is served again");
        Assert.Equal("Done", await agent.SayAsync(again, "请讲"));
        Assert.Contains(lost, (await reasons.MenuAsync(scene.AgentId(0), again.GetProperty("id").GetGuid()))!.Frequent.Select(r => r.ReasonId));
    }

    private static async Task<IReadOnlyList<Guid>> OwedAsync(Scene scene)
    {
        await using var screen = await HubAgent.SignInAsync(scene.Host.Url, scene.AgentNames[0]);
        return [.. screen.Snapshot.GetProperty("owed").EnumerateArray().Select(c => c.GetProperty("id").GetGuid())];
    }
}
