using System.Net;
using System.Text.Json;
using Imcc.Core.Channels;
using Imcc.Core.Conversations;
using Imcc.Core.Desk;
using Imcc.Tests.Files;
using Microsoft.AspNetCore.SignalR.Client;

namespace Imcc.Tests.Hubs;

public sealed class AgentHubTests : IAsyncLifetime
{
    private static readonly string Id = "01890a5d-ac96-774b-bcce-b302099a8041";
    private readonly HubHost _host = new();

    public ValueTask InitializeAsync() => _host.InitializeAsync();

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    [Theory]
    [InlineData(null, "", 401)]
    [InlineData("wrong", "", 401)]
    [InlineData("clerk", "", 403)]
    [InlineData("agent1", "&agent=agent2", 403)]
    [InlineData("any", "", 403)]
    [InlineData("any", "&agent=nobody", 403)]
    [InlineData("clerk", "&agent=agent1", 403)]
    [InlineData("agent1", "", 200)]
    [InlineData("agent1", "&agent=AGENT1", 200)]
    [InlineData("any", "&agent=agent2", 200)]
    public async Task The_door_opens_to_agents_and_to_keys_that_may_act_as_any(string? key, string query, int status)
    {
        using var http = _host.Http(key);
        using var response = await http.PostAsync("/hubs/agent/negotiate?negotiateVersion=1" + query, null);
        Assert.Equal(status, (int)response.StatusCode);
    }

    [Fact]
    public async Task A_disabled_agent_is_refused_and_one_disabled_meanwhile_is_cut_off()
    {
        await using var connection = await _host.ConnectAsync("/hubs/agent", "agent2");
        var closed = new TaskCompletionSource();
        connection.Closed += _ => { closed.TrySetResult(); return Task.CompletedTask; };
        _host.Directory = HubHost.MakeDirectory(agent2Enabled: false);
        await connection.SendAsync("End", Id);
        await closed.Task.WaitAsync(TimeSpan.FromSeconds(10));
        await Assert.ThrowsAsync<HttpRequestException>(() => _host.ConnectAsync("/hubs/agent", "agent2"));
        Assert.DoesNotContain("end", _host.Workplace.Calls);
    }

    [Fact]
    public async Task Another_sites_page_gets_no_connection_by_a_cookie()
    {
        using var http = _host.Http();
        http.DefaultRequestHeaders.Add("Cookie", "key=agent1");
        Assert.Equal(HttpStatusCode.OK, (await http.PostAsync("/hubs/agent/negotiate?negotiateVersion=1", null)).StatusCode);
        http.DefaultRequestHeaders.Add("Origin", _host.Address.GetLeftPart(UriPartial.Authority));
        Assert.Equal(HttpStatusCode.OK, (await http.PostAsync("/hubs/agent/negotiate?negotiateVersion=1", null)).StatusCode);
        http.DefaultRequestHeaders.Remove("Origin");
        http.DefaultRequestHeaders.Add("Origin", "https://evil.example");
        Assert.Equal(HttpStatusCode.Forbidden, (await http.PostAsync("/hubs/agent/negotiate?negotiateVersion=1", null)).StatusCode);
    }

    [Fact]
    public async Task Events_come_after_Open_by_their_names_and_stop_with_the_connection()
    {
        var connection = await _host.ConnectAsync("/hubs/agent?agent=agent2", "any");
        var events = HubHost.Hear(connection, "event");
        Assert.Equal(0, _host.Workplace.Screens);
        var opened = await connection.InvokeAsync<JsonElement>("Open");
        Assert.Equal("Done", opened.GetProperty("outcome").GetString());
        Assert.Equal("Available", opened.GetProperty("snapshot").GetProperty("status").GetProperty("presence").GetString());
        await connection.InvokeAsync<JsonElement>("Open");
        Assert.Equal(1, _host.Workplace.Screens);
        Assert.Equal($"connect {HubHost.Agent2}", _host.Workplace.Calls.First());

        var message = new ThreadMessage
        {
            Id = Guid.Parse(Id), ThreadId = Guid.Parse(Id), Seq = 4, Direction = MessageDirection.Inbound, Sender = MessageSender.Customer, Content = new TextContent("你好"), At = default,
        };
        await _host.Workplace.TellAsync(new MessageAdded(message));
        await _host.Workplace.TellAsync(new QueueChanged(3, null));
        await HubHost.UntilAsync(() => events.Count == 2);
        Assert.Equal(["message", "queue"], events.Select(e => e.GetProperty("event").GetString()));
        var told = events.First().GetProperty("message");
        Assert.Equal(("Inbound", "Customer", "text", "你好"),
            (told.GetProperty("direction").GetString(), told.GetProperty("sender").GetString(), told.GetProperty("content").GetProperty("kind").GetString(), told.GetProperty("content").GetProperty("text").GetString()));

        await connection.DisposeAsync();
        await HubHost.UntilAsync(() => _host.Workplace.Screens == 0);
    }

    [Fact]
    public async Task Each_command_reaches_the_workplace_and_tells_its_outcome_in_words()
    {
        await using var connection = await _host.ConnectAsync("/hubs/agent?lang=en", "agent1");
        (string, object?[])[] commands =
        [
            ("SetPresence", ["break"]), ("Accept", [Id, Id]), ("Decline", [Id, Id]), ("Reply", [Id, Id, "hello"]), ("Remark", [Id, Id, "hm"]), ("Resend", [Id, Id]),
            ("End", [Id]), ("SaveNote", [Id, ""]), ("FinishWrapUp", [Id]), ("MarkRead", [Id]), ("Typing", [Id, true]), ("SaveCustomer", [Id, "王", 2, ""]),
        ];
        foreach (var (name, arguments) in commands)
            Assert.Equal(("Done", "Done."), await OutcomeAsync(connection, name, arguments));
        Assert.Equal(["presence Break", "accept", "decline", "reply", "remark", "resend", "end", "note", "finish", "read", "typing", "customer"], _host.Workplace.Calls);
        _host.Workplace.Outcome = CommandOutcome.TooLate;
        Assert.Equal("TooLate", (await OutcomeAsync(connection, "Accept", Id, Id)).Outcome);
        _host.Workplace.Page = new MessagePage([], true);
        Assert.Equal("Done", (await OutcomeAsync(connection, "Messages", Id, null, 50)).Outcome);
        Assert.Equal("NotFound", (await OutcomeAsync(connection, "Customer", Id)).Outcome);
        Assert.Equal("Done", (await OutcomeAsync(connection, "Closed", 200)).Outcome);
    }

    [Fact]
    public async Task Nonsense_is_invalid_and_a_broken_world_unavailable_and_neither_an_exception()
    {
        await using var connection = await _host.ConnectAsync("/hubs/agent", "agent1");
        (string, object?[])[] nonsense =
        [
            ("SetPresence", ["3"]), ("SetPresence", [3]), ("SetPresence", ["Available,Break"]), ("SetPresence", ["AutoBreak"]), ("SetPresence", [null]),
            ("Accept", ["x", Id]), ("Accept", [Id, null]), ("Decline", [7, Id]), ("Reply", [Id, Id, ""]), ("Reply", [Id, Id, " \n "]), ("Reply", [Id, "00000000-0000-0000-0000-000000000000", "x"]),
            ("Reply", [Id, Id, new { text = "x" }]), ("ReplyFile", [Id, Id, "../x"]), ("ReplyFile", [Id, Id, Id]), ("Remark", [Id, Id, 1]), ("SaveNote", [Id, null]), ("Typing", [Id, 1]),
            ("Messages", [Id, null, 0]), ("Messages", [Id, null, 201]), ("Messages", [Id, "1", 10]), ("Messages", [Id, 0, 10]), ("Messages", [Id, null, 1.5]), ("Closed", [-1]), ("Closed", ["10"]),
            ("SaveCustomer", [Id, "", 1, ""]), ("SaveCustomer", [Id, "x", -1, ""]), ("SaveCustomer", [Id, "x", 1e30, ""]), ("Customer", [new[] { 1 }]),
        ];
        foreach (var (name, arguments) in nonsense)
            Assert.Equal("Invalid", (await OutcomeAsync(connection, name, arguments)).Outcome);
        Assert.Equal("TooLong", (await OutcomeAsync(connection, "Reply", Id, Id, new string('x', 20_001))).Outcome);
        Assert.Empty(_host.Workplace.Calls);
        _host.Workplace.IsBroken = true;
        Assert.Equal(("Unavailable", "系统繁忙，请稍后再试。"), await OutcomeAsync(connection, "End", Id));
    }

    [Fact]
    public async Task An_agent_uploads_a_picture_and_replies_with_it()
    {
        using var http = _host.Http("agent1");
        using var response = await http.PostAsync("/files?name=" + Uri.EscapeDataString("报价.png"), new ByteArrayContent(SampleFiles.Png));
        var file = JsonDocument.Parse(await response.Content.ReadAsStringAsync()).RootElement;
        await using var connection = await _host.ConnectAsync("/hubs/agent", "agent1");
        Assert.Equal("Done", (await OutcomeAsync(connection, "ReplyFile", Id, Id, file.GetProperty("id").GetString())).Outcome);
        Assert.Equal(("报价.png", file.GetProperty("id").GetString()), Assert.IsType<PictureContent>(_host.Workplace.LastReply).Media is var m ? (m.Name, m.FileId) : default);
    }

    private static async Task<(string? Outcome, string? Message)> OutcomeAsync(HubConnection connection, string method, params object?[] arguments)
    {
        var answer = await connection.InvokeCoreAsync<JsonElement>(method, arguments);
        return (answer.GetProperty("outcome").GetString(), answer.GetProperty("message").GetString());
    }
}
