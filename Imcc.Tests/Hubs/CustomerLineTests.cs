using System.Text.Json;
using Imcc.Core.Desk;
using Microsoft.AspNetCore.SignalR.Client;

namespace Imcc.Tests.Hubs;

public sealed class CustomerLineTests : IAsyncLifetime
{
    private const string Id = "01890a5d-ac96-774b-bcce-b302099a8041";
    private readonly HubHost _host = new();

    public ValueTask InitializeAsync() => _host.InitializeAsync();

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    [Fact]
    public async Task Each_command_reaches_the_customers_room()
    {
        await using var connection = await _host.ConnectAsync("/hubs/agent?lang=en", "agent1");
        (string, object?[])[] commands =
        [
            ("SaveAttribute", [Id, Id, "13812345678"]), ("AddCustomerNote", [Id, Id, "回电"]), ("EditCustomerNote", [Id, Id, "三点回电"]),
            ("DeleteCustomerNote", [Id, Id, true]), ("DeleteCustomerNote", [Id, Id, false]), ("MergeCustomers", [Id, Id]), ("UndoMerge", [Id, Id]),
        ];
        foreach (var (name, arguments) in commands)
            Assert.Equal("Done", (await connection.InvokeCoreAsync<JsonElement>(name, arguments)).GetProperty("outcome").GetString());
        Assert.Equal(["attribute 13812345678", "note 回电", "edit 三点回电", "delete", "restore", "merge " + Id, "undo " + Id], _host.Customers.Commands);
        Assert.Equal("陈思远", (await connection.InvokeAsync<JsonElement>("CustomerProfile", Id)).GetProperty("profile").GetProperty("identities")[0].GetProperty("name").GetString());
        Assert.Equal(0, (await connection.InvokeAsync<JsonElement>("Timeline", Id, "", 0, 20)).GetProperty("total").GetInt32());
        Assert.Empty((await connection.InvokeAsync<JsonElement>("FindCustomers", Id, "王")).GetProperty("customers").EnumerateArray());
    }

    [Fact]
    public async Task A_search_is_asked_as_it_was_said()
    {
        await using var connection = await _host.ConnectAsync("/hubs/agent", "agent1");
        var result = await connection.InvokeAsync<JsonElement>("Search", new { text = "额度 退款", from = "2026-03-02T00:00:00+08:00", channel = "webchat", order = "best", groupId = Id, take = 5 });
        Assert.Equal("Done", result.GetProperty("outcome").GetString());
        Assert.Equal(
            new HistoryQuery("额度 退款", new DateTimeOffset(2026, 3, 1, 16, 0, 0, TimeSpan.Zero), GroupId: Guid.Parse(Id), Channel: Core.Channels.ChannelKind.WebChat, Order: HistoryOrder.Best, Take: 5),
            _host.History.Asked.Single());
    }

    [Theory]
    [InlineData("[]")]
    [InlineData("null")]
    [InlineData("""{"text":5}""")]
    [InlineData("""{"text":"x","from":"2026-03-02"}""")]
    [InlineData("""{"text":"x","channel":"pigeon"}""")]
    [InlineData("""{"text":"x","order":7}""")]
    [InlineData("""{"text":"x","take":51}""")]
    [InlineData("""{"text":"x","skip":-1}""")]
    [InlineData("""{"text":"x","agentId":"me"}""")]
    public async Task What_makes_no_search_is_answered_and_asked_of_nobody(string query)
    {
        await using var connection = await _host.ConnectAsync("/hubs/agent?lang=zh-CN", "agent1");
        var result = await connection.InvokeAsync<JsonElement>("Search", JsonSerializer.Deserialize<JsonElement>(query));
        Assert.Equal("Invalid", result.GetProperty("outcome").GetString());
        Assert.NotEmpty(result.GetProperty("message").GetString()!);
        Assert.Empty(_host.History.Asked);
    }
}
