using System.Text.Json;
using Imcc.Core.Desk;
using Microsoft.AspNetCore.SignalR.Client;

namespace Imcc.Tests.Hubs;

public sealed class DayLineTests : IAsyncLifetime
{
    private static readonly Guid Conversation = Guid.Parse("01890a5d-ac96-774b-bcce-b302099a9001");
    private static readonly Guid Message = Guid.Parse("01890a5d-ac96-774b-bcce-b302099a9002");

    private readonly HubHost _host = new();

    public ValueTask InitializeAsync() => _host.InitializeAsync();

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    [Fact]
    public async Task A_number_is_given_for_a_reason()
    {
        _host.Reveals.Numbers[(Message, 3)] = "13812345678";
        await using var agent = await _host.ConnectAsync("hubs/agent", "agent1");
        var given = await agent.InvokeAsync<JsonElement>("Reveal", Conversation, Message, 3, "给客户回电");
        Assert.Equal(("Done", "13812345678"), (given.GetProperty("outcome").GetString(), given.GetProperty("number").GetString()));
        Assert.Equal((Conversation, Message, 3, "给客户回电"), Assert.Single(_host.Reveals.Asked));
    }

    [Theory]
    [InlineData("\"x\"", "3", "\"why\"")]
    [InlineData("\"01890a5d-ac96-774b-bcce-b302099a9002\"", "-1", "\"why\"")]
    [InlineData("\"01890a5d-ac96-774b-bcce-b302099a9002\"", "null", "\"why\"")]
    [InlineData("\"01890a5d-ac96-774b-bcce-b302099a9002\"", "99999999", "\"why\"")]
    [InlineData("\"01890a5d-ac96-774b-bcce-b302099a9002\"", "3", "\"  \"")]
    [InlineData("\"01890a5d-ac96-774b-bcce-b302099a9002\"", "3", "7")]
    public async Task What_makes_no_sense_is_invalid_and_asks_nobody(string message, string start, string reason)
    {
        await using var agent = await _host.ConnectAsync("hubs/agent", "agent1");
        var answer = await agent.InvokeAsync<JsonElement>("Reveal", Conversation, Json(message), Json(start), Json(reason));
        Assert.Equal("Invalid", answer.GetProperty("outcome").GetString());
        Assert.Empty(_host.Reveals.Asked);
    }

    [Fact]
    public async Task The_day_is_the_own_one_unless_another_is_asked_for()
    {
        await using var agent = await _host.ConnectAsync("hubs/agent", "agent1");
        Assert.Equal("NotAllowed", (await agent.InvokeAsync<JsonElement>("MyDay", HubHost.Agent2)).GetProperty("outcome").GetString());
        _host.MyDay.Day = new DayView { AgentId = HubHost.Agent1, AgentName = "坐席1", From = default, To = default, Today = new() { Handled = 3 }, Yesterday = new(), Goals = new(null, null, null, null) };
        var day = await agent.InvokeAsync<JsonElement>("MyDay", (object?)null);
        Assert.Equal(3, day.GetProperty("day").GetProperty("today").GetProperty("handled").GetInt32());
        Assert.Equal([HubHost.Agent2, HubHost.Agent1], _host.MyDay.Asked);
    }

    private static JsonElement Json(string text) => JsonDocument.Parse(text).RootElement;
}
