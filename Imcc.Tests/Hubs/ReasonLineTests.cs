using System.Text.Json;
using Imcc.Core.Desk;
using Microsoft.AspNetCore.SignalR.Client;

namespace Imcc.Tests.Hubs;

public sealed class ReasonLineTests : IAsyncLifetime
{
    private const string Conversation = "01890a5d-ac96-774b-bcce-b302099a8041";
    private const string Other = "01890a5d-ac96-774b-bcce-b302099a8042";

    private readonly HubHost _host = new();

    public ValueTask InitializeAsync() => _host.InitializeAsync();

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    [Fact]
    public async Task The_tree_comes_with_its_version_and_the_way_down_to_each_reason()
    {
        await using var connection = await _host.ConnectAsync("/hubs/agent", "agent1");
        var answer = await connection.InvokeAsync<JsonElement>("Reasons");
        Assert.Equal(("Done", 4), (answer.GetProperty("outcome").GetString(), answer.GetProperty("version").GetInt32()));
        var reasons = answer.GetProperty("reasons").EnumerateArray().ToList();
        Assert.Equal([false, true], reasons.Select(r => r.GetProperty("isChoosable").GetBoolean()));
        Assert.Equal(["信用卡", "挂失补卡"], reasons[1].GetProperty("path").EnumerateArray().Select(p => p.GetString()));
        Assert.Equal(reasons[0].GetProperty("id").GetString(), reasons[1].GetProperty("parentId").GetString());
    }

    [Fact]
    public async Task The_first_reason_is_the_main_one_and_what_is_no_list_of_ids_is_told_so()
    {
        await using var connection = await _host.ConnectAsync("/hubs/agent", "agent1");
        Assert.Equal("Done", await ClassifyAsync(connection, Conversation, new[] { Other, Conversation }));
        Assert.Equal("Done", await ClassifyAsync(connection, Conversation, Array.Empty<string>()));
        foreach (var wrong in new object?[] { null, "x", new[] { "x" }, 7 })
            Assert.Equal("Invalid", await ClassifyAsync(connection, Conversation, wrong));
        Assert.Equal("Invalid", await ClassifyAsync(connection, "x", Array.Empty<string>()));
        Assert.Equal(["classify 01890a5d* 01890a5d", "classify "], _host.Workplace.Calls);
    }

    [Fact]
    public async Task A_summary_that_wants_a_reason_says_so_in_the_caller_s_language()
    {
        _host.Workplace.Outcome = CommandOutcome.ReasonMissing;
        await using var connection = await _host.ConnectAsync("/hubs/agent?lang=en", "agent1");
        var answer = await connection.InvokeAsync<JsonElement>("FinishWrapUp", Conversation);
        Assert.Equal(("ReasonMissing", "Choose a reason for contact first."), (answer.GetProperty("outcome").GetString(), answer.GetProperty("message").GetString()));
    }

    private static async Task<string?> ClassifyAsync(HubConnection connection, object? conversation, object? reasons) =>
        (await connection.InvokeAsync<JsonElement>("Classify", conversation, reasons)).GetProperty("outcome").GetString();
}
