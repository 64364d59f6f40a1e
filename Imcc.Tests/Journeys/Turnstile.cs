using System.Text.Json;

namespace Imcc.Tests.Journeys;

/// <summary>Lets customers of a scene in one after the other, and tells which of its agents got each.</summary>
internal sealed class Turnstile(Scene scene)
{
    private readonly Dictionary<int, List<string>> _served = [];
    private int _made;

    /// <returns>The index of the agent who serves the customer.</returns>
    public async Task<int> LetInAsync(Follower? customer = null)
    {
        customer ??= scene.Follower($"t{_made++:000}");
        await customer.SayAsync("你好");
        return await ServedAsync(customer);
    }

    /// <returns>The index of the agent who serves a customer that is there already.</returns>
    public async Task<int> ServedAsync(Follower customer)
    {
        for (var i = 0; i < scene.Agents.Count; i++)
            _served.TryAdd(i, []);
        var (agent, conversation) = await FindAsync(customer);
        _served[agent].Add(conversation.GetProperty("id").GetString()!);
        return agent;
    }

    /// <summary>The agent's first conversation is over, wrap-up and all.</summary>
    public async Task FinishAsync(int agent)
    {
        var id = _served[agent][0];
        _served[agent].RemoveAt(0);
        Assert.Equal("Done", await scene.Agents[agent].DoAsync("End", id));
        Assert.Contains(await scene.Agents[agent].DoAsync("FinishWrapUp", id), new[] { "Done", "AlreadyDone" });
        await Eventually.Async(async () => await scene.LookAsync(id) == "Closed", "the conversation is closed");
    }

    private async Task<(int Agent, JsonElement Conversation)> FindAsync(Follower customer)
    {
        (int, JsonElement)? found = null;
        await Eventually.Async(() =>
        {
            for (var i = 0; i < scene.Agents.Count; i++)
            {
                foreach (var conversation in scene.Agents[i].Conversations.Values)
                {
                    if (conversation.GetProperty("customerName").GetString()!.EndsWith(customer.OpenId[^4..], StringComparison.Ordinal) && conversation.GetProperty("state").GetString() == "Active"
                        && conversation.GetProperty("agentId").GetGuid() == scene.AgentId(i))
                        found = (i, conversation);
                }
            }

            return Task.FromResult(found is not null);
        }, $"{customer.OpenId} is served");
        return found!.Value;
    }
}
