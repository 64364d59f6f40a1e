using System.Text.Json;
using Imcc.Core.Conversations;
using Imcc.Core.Desk;
using Microsoft.AspNetCore.SignalR.Client;

namespace Imcc.Tests.Hubs;

/// <summary>A supervisor at another program: the same commands as at our own screen.</summary>
public sealed class SteerLineTests : IAsyncLifetime
{
    private static readonly string Id = "01890a5d-ac96-774b-bcce-b302099a8041";
    private static readonly string Other = "01890a5d-ac96-774b-bcce-b302099a8042";
    private readonly HubHost _host = new();

    public ValueTask InitializeAsync() => _host.InitializeAsync();

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    [Fact]
    public async Task Each_command_reaches_its_room_with_what_was_said()
    {
        await using var connection = await _host.ConnectAsync("/hubs/agent?lang=en", "agent1");
        (string, object?[])[] commands =
        [
            ("Whisper", [Id, Id, "先道歉"]), ("Join", [Id, Id, "我是班长"]), ("JoinConfirmed", [Id, Id, "确认"]), ("TakeOver", [Id, Other, "投诉"]), ("TakeOver", [Id, null, ""]),
            ("MoveToGroup", [Id, Other, Id, "走错队列"]), ("SetPresenceOf", [Other, "break", Id]), ("SetPresenceOf", [Other, "Available", null]),
        ];
        foreach (var (name, arguments) in commands)
            Assert.Equal(("Done", "Done."), await OutcomeAsync(connection, name, arguments));
        Assert.Equal(
            ["whisper 先道歉", "speak 我是班长 False", "speak 确认 True", $"take {Other}/投诉", "take /", $"move {Other}/走错队列", $"presence of Break {Id}", "presence of Available"], _host.Workplace.Calls);
        _host.Workplace.Outcome = CommandOutcome.NotAllowed;
        Assert.Equal(("NotAllowed", "You may not do this, or the skill group does not allow it."), await OutcomeAsync(connection, "TakeOver", Id, null, ""));
    }

    [Fact]
    public async Task Nonsense_is_invalid_and_reaches_nobody()
    {
        await using var connection = await _host.ConnectAsync("/hubs/agent", "agent1");
        (string, object?[])[] nonsense =
        [
            ("OpenConversations", ["agent1"]), ("Watch", [null]), ("Unwatch", [5]), ("Watchers", ["x"]), ("Whisper", [Id, Id, "  "]), ("Whisper", [Id, "x", "好"]), ("Join", [Id, Id, null]), ("JoinConfirmed", ["", Id, "好"]),
            ("TakeOver", [Id, "agent1", ""]), ("TakeOver", [Id, null, null]), ("MoveToGroup", [Id, null, null, ""]), ("SetPresenceOf", [Id, "AutoBreak", null]), ("SetPresenceOf", [null, "Break", null]),
        ];
        foreach (var (name, arguments) in nonsense)
            Assert.Equal("Invalid", (await OutcomeAsync(connection, name, arguments)).Outcome);
        Assert.Equal("TooLong", (await OutcomeAsync(connection, "Whisper", Id, Id, new string('长', 20_001))).Outcome);
        Assert.Empty(_host.Workplace.Calls);
    }

    [Fact]
    public async Task Whoever_looks_hears_what_happens_until_they_look_no_more_or_are_gone()
    {
        var connection = await _host.ConnectAsync("/hubs/agent", "agent1");
        var events = HubHost.Hear(connection, "event");
        Assert.Equal("Done", (await OutcomeAsync(connection, "Watch", Id)).Outcome);
        Assert.Equal("Done", (await OutcomeAsync(connection, "Watch", Other)).Outcome);
        // Asked again it is looked at once, and no screen of the agent's is open.
        Assert.Equal("Done", (await OutcomeAsync(connection, "Watch", Id)).Outcome);
        Assert.Equal((2, 0), (_host.Steering.Looks.Count, _host.Workplace.Screens));
        Assert.All(_host.Steering.Looks, l => Assert.Equal(HubHost.Agent1, l.Lead));

        await _host.Steering.Looks.Single(l => l.Conversation == Guid.Parse(Id)).Tell(new WatchOver(Guid.Parse(Other), Guid.Parse(Id)));
        await HubHost.UntilAsync(() => events.Any(e => e.GetProperty("event").GetString() == "watchOver" && e.GetProperty("conversationId").GetString() == Id));

        Assert.Equal("Done", (await OutcomeAsync(connection, "Unwatch", Id)).Outcome);
        Assert.Equal("AlreadyDone", (await OutcomeAsync(connection, "Unwatch", Id)).Outcome);
        Assert.Equal(Guid.Parse(Other), Assert.Single(_host.Steering.Looks).Conversation);
        await connection.DisposeAsync();
        await HubHost.UntilAsync(() => _host.Steering.Looks.Count == 0);
    }

    [Fact]
    public async Task No_connection_looks_at_more_than_anybody_reads_and_a_refusal_leaves_nothing_open()
    {
        await using var connection = await _host.ConnectAsync("/hubs/agent", "agent1");
        for (var i = 0; i < 50; i++)
            Assert.Equal("Done", (await OutcomeAsync(connection, "Watch", Guid.CreateVersion7(DateTimeOffset.UnixEpoch).ToString())).Outcome);
        Assert.Equal("TooMany", (await OutcomeAsync(connection, "Watch", Id)).Outcome);
        Assert.Equal("Done", (await OutcomeAsync(connection, "Unwatch", _host.Steering.Looks[0].Conversation.ToString())).Outcome);
        _host.Workplace.Outcome = CommandOutcome.NotAllowed;
        Assert.Equal("NotAllowed", (await OutcomeAsync(connection, "Watch", Id)).Outcome);
        Assert.Equal(49, _host.Steering.Looks.Count);
    }

    [Fact]
    public async Task What_goes_on_and_who_is_with_it_come_as_they_are_and_only_to_a_lead()
    {
        await using var connection = await _host.ConnectAsync("/hubs/agent", "agent1");
        Assert.Equal("NotAllowed", (await OutcomeAsync(connection, "OpenConversations", [null])).Outcome);
        _host.Steering.Open = [new Desk.FakeWorkplace().Has(10, ConversationState.Active, "陈思远")];
        var open = (await connection.InvokeAsync<JsonElement>("OpenConversations", Other)).GetProperty("conversations");
        Assert.Equal("陈思远", Assert.Single(open.EnumerateArray()).GetProperty("customerName").GetString());
        var watcher = Assert.Single((await connection.InvokeAsync<JsonElement>("Watchers", Id)).GetProperty("watchers").EnumerateArray());
        Assert.Equal(("Whisper", "周敏"), (watcher.GetProperty("mode").GetString(), watcher.GetProperty("name").GetString()));
    }

    private static async Task<(string Outcome, string Message)> OutcomeAsync(HubConnection connection, string call, params object?[] arguments)
    {
        var answer = await connection.InvokeCoreAsync<JsonElement>(call, arguments);
        return (answer.GetProperty("outcome").GetString()!, answer.GetProperty("message").GetString()!);
    }
}
