using System.Text.Json;
using Imcc.Core.Agents;
using Imcc.Core.Conversations;
using Imcc.Core.Desk;
using Imcc.Core.Routing;
using Microsoft.AspNetCore.SignalR.Client;

namespace Imcc.Tests.Hubs;

public sealed class HandoverLineTests : IAsyncLifetime
{
    private static readonly string Id = "01890a5d-ac96-774b-bcce-b302099a8041";
    private readonly HubHost _host = new();

    public ValueTask InitializeAsync() => _host.InitializeAsync();

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    [Fact]
    public async Task Each_command_reaches_its_room_with_what_was_said()
    {
        await using var connection = await _host.ConnectAsync("/hubs/agent?lang=en", "agent1");
        (string, object?[])[] commands =
        [
            ("SetPresenceFor", ["break", Id]), ("SetPresenceFor", ["Busy", null]), ("DeclineFor", [Id, Id, "不属本组业务"]), ("Park", [Id, null]), ("Park", [Id, "2026-03-02T09:00:00+08:00"]),
            ("Resume", [Id]), ("CloseParked", [Id]), ("TransferToGroup", [Id, Id, "客户要求", ""]), ("TransferToAgent", [Id, Id, "", "已核身"]), ("WithdrawTransfer", [Id]),
            ("AskHelp", [Id, Id, "能否优惠"]), ("EndHelp", [Id]), ("Pick", [Id]), ("Assign", [Id, Id, "急"]), ("SignOut", [Id]), ("SaveCustomerWithTags", [Id, "王", 2, "", new[] { Id }]),
            ("SaveCustomerWithTags", [Id, "王", 2, "", Array.Empty<string>()]),
        ];
        foreach (var (name, arguments) in commands)
            Assert.Equal(("Done", "Done."), await OutcomeAsync(connection, name, arguments));
        Assert.Equal(
            [
                $"presence Break {Id}", "presence Busy", "decline 不属本组业务", "park", "park 2026-03-02T01:00:00.0000000+00:00", "resume", "close", "group 客户要求/", "agent /已核身", "withdraw",
                "help 能否优惠", "endhelp", "pick", "assign 急", "signout True", $"customer {Id}", "customer ",
            ],
            _host.Workplace.Calls);
    }

    [Theory]
    [InlineData(CommandOutcome.Full, "对方接待量已满。", "The agent who was to get it has no capacity left.")]
    [InlineData(CommandOutcome.NotThere, "对方当前不在线或不接待。", "The agent who was to get it is not there, or takes nothing now.")]
    [InlineData(CommandOutcome.NotAllowed, "没有权限，或该技能组不允许。", "You may not do this, or the skill group does not allow it.")]
    public async Task A_refusal_has_its_sentence_in_both_languages(CommandOutcome outcome, string chinese, string english)
    {
        _host.Workplace.Outcome = outcome;
        await using var here = await _host.ConnectAsync("/hubs/agent?lang=zh-CN", "agent1");
        await using var there = await _host.ConnectAsync("/hubs/agent?lang=en", "agent1");
        Assert.Equal((outcome.ToString(), chinese), await OutcomeAsync(here, "Pick", Id));
        Assert.Equal((outcome.ToString(), english), await OutcomeAsync(there, "Pick", Id));
    }

    [Fact]
    public async Task Nonsense_is_invalid_and_reaches_nobody()
    {
        await using var connection = await _host.ConnectAsync("/hubs/agent", "agent1");
        (string, object?[])[] nonsense =
        [
            ("SetPresenceFor", ["AutoBreak", null]), ("SetPresenceFor", ["Break", "lunch"]), ("DeclineFor", [Id, Id, null]), ("Park", [Id, "tomorrow"]), ("Park", [Id, "2026-03-02T09:00:00"]),
            ("Park", [Id, 5]), ("Resume", ["x"]), ("TransferToGroup", [Id, null, "", ""]), ("TransferToAgent", [Id, Id, null, ""]), ("AskHelp", [Id, Id, 3]), ("Pick", [null]),
            ("Assign", [Id, "agent1", ""]), ("SignOut", [""]), ("Assignments", [1]), ("WhyWaiting", ["x"]), ("SaveCustomerWithTags", [Id, "王", 1, "", "vip"]), ("SaveCustomerWithTags", [Id, "王", 1, "", new[] { "vip" }]),
        ];
        foreach (var (name, arguments) in nonsense)
            Assert.Equal("Invalid", (await OutcomeAsync(connection, name, arguments)).Outcome);
        Assert.Empty(_host.Workplace.Calls);
    }

    [Fact]
    public async Task Whom_it_can_be_given_to_and_what_explains_the_choice_come_as_they_are()
    {
        await using var connection = await _host.ConnectAsync("/hubs/agent", "agent1");
        var agent = HubHost.Agent2;
        _host.Handovers.Targets = new([new TargetGroup(agent, "信用卡", true, 3, 2)], [new TargetAgent(agent, "王志强", Presence.Break, "用餐", true, false, 1, 4, false, [])]);
        var contact = new ContactStanding(2, false, 630.5m, default, TimeSpan.FromSeconds(30), 0, 1);
        _host.Handovers.Assignments =
        [
            new AssignmentView(DateTimeOffset.UnixEpoch, agent, new AssignmentExplanation("LongestIdle", 2, false, [], [KeyPart.Busy], new NotAsked(1, 0, 0, 0, 0, 0), contact), new Dictionary<Guid, string> { [agent] = "王志强" }),
        ];

        var targets = (await connection.InvokeAsync<JsonElement>("Targets")).GetProperty("targets");
        Assert.Equal("用餐", targets.GetProperty("agents")[0].GetProperty("reason").GetString());
        Assert.Equal("Break", targets.GetProperty("agents")[0].GetProperty("presence").GetString());
        var assignment = (await connection.InvokeAsync<JsonElement>("Assignments", Id)).GetProperty("assignments")[0];
        Assert.Equal("王志强", assignment.GetProperty("names").GetProperty(agent.ToString()).GetString());
        Assert.Equal("Busy", assignment.GetProperty("explanation").GetProperty("parts")[0].GetString());

        Assert.Equal("NotFound", (await OutcomeAsync(connection, "WhyWaiting", Id)).Outcome);
        _host.Handovers.Wait = new WaitView(new WaitingReason(2, null, contact, null, default, null, null, null, null), new LineForecast(1, null, 4), new Dictionary<Guid, string>());
        var wait = (await connection.InvokeAsync<JsonElement>("WhyWaiting", Id)).GetProperty("wait");
        Assert.Equal(2, wait.GetProperty("reason").GetProperty("place").GetInt32());
    }

    private static async Task<(string? Outcome, string? Message)> OutcomeAsync(HubConnection connection, string method, params object?[] arguments)
    {
        var answer = await connection.InvokeCoreAsync<JsonElement>(method, arguments);
        return (answer.GetProperty("outcome").GetString(), answer.GetProperty("message").GetString());
    }
}
