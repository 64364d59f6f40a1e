using System.Text.Json;
using Imcc.Core.Channels;
using Imcc.Core.Channels.WebChat;
using Imcc.Core.Contacts;
using Imcc.Core.Conversations;
using Imcc.Core.Desk;
using Imcc.Infrastructure.Channels.WebChat;
using Imcc.Infrastructure.Live;
using Imcc.Tests.Files;
using Imcc.Tests.Hubs;
using Microsoft.AspNetCore.SignalR.Client;
using Microsoft.Extensions.DependencyInjection;

namespace Imcc.Tests.WebChat;

public sealed class VisitorHubTests : IAsyncLifetime
{
    private readonly HubHost _host = new();

    public ValueTask InitializeAsync() => _host.InitializeAsync();

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    [Fact]
    public async Task A_visitor_who_returns_finds_the_same_thread()
    {
        await using var first = await VisitorAsync();
        var hello = await HelloAsync(first);
        Assert.True(Is(hello, "ok"));
        Assert.Equal("您好！", Text(hello, "welcome"));
        Assert.Empty(Messages(hello));
        var ack = await first.InvokeAsync<JsonElement>("Send", new { clientId = "c1", text = "你好" });
        Assert.True(Is(ack, "ok"));

        await using var second = await VisitorAsync();
        var again = await HelloAsync(second, Text(hello, "token"));
        var message = Assert.Single(Messages(again));
        Assert.Equal(("你好", "visitor", "c1", Text(ack, "messageId")), (Text(message, "text"), Text(message, "from"), Text(message, "clientId"), Text(message, "id")));
        Assert.Equal(1, message.GetProperty("seq").GetInt64());
    }

    [Fact]
    public async Task A_foreign_or_changed_token_gives_a_new_visitor_without_a_word()
    {
        await using var connection = await VisitorAsync();
        var token = Text(await HelloAsync(connection), "token");
        await connection.InvokeAsync<JsonElement>("Send", new { clientId = "c1", text = "secret" });
        foreach (var bad in new[] { token[..^6] + "AAAAAA", "x", "", new string('A', 5000) })
        {
            await using var other = await VisitorAsync();
            var hello = await HelloAsync(other, bad);
            Assert.True(Is(hello, "ok"));
            Assert.Empty(Messages(hello));
        }

        await using var shop = await _host.ConnectAsync("/hubs/visitor?account=shop");
        var elsewhere = await HelloAsync(shop, token);
        Assert.Empty(Messages(elsewhere));
        Assert.NotNull(Tokens.VisitorOf(HubHost.ShopAccount, Text(elsewhere, "token")));
        Assert.NotEqual(Tokens.VisitorOf(HubHost.WebAccount, token), Tokens.VisitorOf(HubHost.ShopAccount, Text(elsewhere, "token")));
    }

    [Theory]
    [InlineData("nobody")]
    [InlineData("closed")]
    [InlineData("wechat")]
    [InlineData("")]
    public async Task An_account_that_is_not_there_says_so(string key)
    {
        await using var connection = await _host.ConnectAsync("/hubs/visitor?lang=en&account=" + key);
        var hello = await HelloAsync(connection);
        Assert.Equal((false, "unknownAccount", "There is no such web chat, or it is switched off."), (Is(hello, "ok"), Text(hello, "code"), Text(hello, "message")));
        Assert.Equal("notOpen", Text(await connection.InvokeAsync<JsonElement>("Send", new { clientId = "c1", text = "x" }), "code"));
    }

    [Fact]
    public async Task The_same_message_sent_again_is_the_same_message()
    {
        await using var connection = await VisitorAsync();
        await HelloAsync(connection);
        var acks = await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => connection.InvokeAsync<JsonElement>("Send", new { clientId = "c1", text = "once" })));
        Assert.Single(acks.Select(a => Text(a, "messageId")).Distinct());
        Assert.Single(_host.Threads.Taken);
    }

    [Fact]
    public async Task Two_visitors_with_the_same_client_id_both_get_through()
    {
        await using var one = await VisitorAsync();
        await using var two = await VisitorAsync();
        await HelloAsync(one);
        await HelloAsync(two);
        await one.InvokeAsync<JsonElement>("Send", new { clientId = "1", text = "a" });
        await two.InvokeAsync<JsonElement>("Send", new { clientId = "1", text = "b" });
        Assert.Equal(2, _host.Threads.Taken.Count);
    }

    [Fact]
    public async Task What_is_stored_carries_all_that_is_needed_after_a_crash()
    {
        await using var connection = await VisitorAsync();
        await HelloAsync(connection, name: " 王\u202E小明\n ");
        await connection.InvokeAsync<JsonElement>("Send", new { clientId = "c1", text = "a\0b😀" });
        var (message, raw) = _host.Threads.Taken.Single();
        Assert.Equal("ab😀", Assert.IsType<TextContent>(message.Content).Text);
        Assert.Equal("王小明", message.CustomerName);
        Assert.Null(message.AnswerableUntil);
        Assert.Equal(message, WebChatWire.Parse(raw, message.Id, message.AccountId, message.ReceivedAt));
    }

    [Fact]
    public async Task Nonsense_gets_an_answer_and_not_an_exception()
    {
        await using var connection = await VisitorAsync();
        await HelloAsync(connection);
        async Task<string> CodeAsync(string method, object? argument) => Text(await connection.InvokeAsync<JsonElement>(method, argument), "code");
        Assert.Equal("invalid", await CodeAsync("Send", 7));
        Assert.Equal("invalid", await CodeAsync("Send", null));
        Assert.Equal("invalid", await CodeAsync("Send", new { clientId = "c", text = 5 }));
        Assert.Equal("invalid", await CodeAsync("Send", new { clientId = "../c", text = "x" }));
        Assert.Equal("invalid", await CodeAsync("Send", new { clientId = new string('c', 65), text = "x" }));
        Assert.Equal("invalid", await CodeAsync("Send", new { text = "x" }));
        Assert.Equal("empty", await CodeAsync("Send", new { clientId = "c", text = " \n\0 " }));
        Assert.Equal("tooLong", await CodeAsync("Send", new { clientId = "c", text = new string('x', 4001) }));
        Assert.Equal("noSuchFile", await CodeAsync("SendFile", new { clientId = "c", fileId = "../../x" }));
        Assert.Equal("invalid", await CodeAsync("After", "x"));
        Assert.Equal("invalid", await CodeAsync("Earlier", -1));
        Assert.Equal("invalid", await CodeAsync("Typing", "yes"));
        Assert.True(Is(await connection.InvokeAsync<JsonElement>("Send", new { clientId = "c", text = new string('x', 4000) }), "ok"));
        _host.Threads.IsBroken = true;
        Assert.Equal("unavailable", await CodeAsync("Send", new { clientId = "d", text = "x" }));
    }

    [Fact]
    public async Task The_twenty_first_message_in_a_moment_has_to_wait()
    {
        await using var connection = await VisitorAsync();
        await HelloAsync(connection);
        var answers = new List<JsonElement>();
        for (var i = 0; i < 30; i++)
            answers.Add(await connection.InvokeAsync<JsonElement>("Send", new { clientId = "c" + i, text = "x" }));
        Assert.InRange(answers.Count(a => Is(a, "ok")), 20, 22);
        var refused = answers.First(a => !Is(a, "ok"));
        Assert.Equal("tooFast", Text(refused, "code"));
        Assert.InRange(refused.GetProperty("retryAfterMs").GetInt32(), 1, 501);
    }

    [Fact]
    public async Task What_happens_in_the_thread_is_told_in_order_and_nothing_internal_is()
    {
        await using var connection = await VisitorAsync();
        var heard = HubHost.Hear(connection, "message");
        var agents = HubHost.Hear(connection, "agent");
        var ended = HubHost.Hear(connection, "ended");
        var typing = HubHost.Hear(connection, "typing");
        var thread = ThreadOf(await HelloAsync(connection));
        _host.Threads.Add(thread, new TextContent("one"), agentId: HubHost.Agent1);
        _host.Threads.Add(thread, new TextContent("between us"), isInternal: true);
        _host.Threads.Add(thread, new TextContent("two"), MessageSender.Automatic);
        var now = TimeProvider.System.GetUtcNow();
        var conversation = new DeskConversation
        {
            Id = Guid.CreateVersion7(now), ThreadId = thread, Revision = 3, State = ConversationState.Active, Channel = ChannelKind.WebChat, AccountName = "web", ContactId = thread,
            CustomerName = "somebody", AgentName = "坐席1", Note = "for our eyes only",
        };
        _host.Feed.Publish(Topic.Thread(thread), new ConversationMoved(conversation));
        _host.Feed.Publish(Topic.Thread(thread), new ConversationMoved(conversation with { Revision = 2, AgentName = "older" }));
        _host.Feed.Publish(Topic.Thread(thread), new TypingChanged(thread, true, "坐席1"));
        _host.Feed.Publish(Topic.Thread(thread), new ConversationMoved(conversation with { Revision = 5, State = ConversationState.WrapUp }));
        await HubHost.UntilAsync(() => !ended.IsEmpty);
        Assert.Equal(["one", "two"], heard.Select(m => Text(m, "text")));
        Assert.Equal([1, 3], heard.Select(m => m.GetProperty("seq").GetInt64()));
        Assert.Equal(["agent", "system"], heard.Select(m => Text(m, "from")));
        Assert.Equal("坐席1", Text(heard.First(), "agentName"));
        Assert.Equal("坐席1", Text(Assert.Single(agents), "name"));
        Assert.Equal("坐席1", Text(Assert.Single(typing), "name"));
        Assert.DoesNotContain("for our eyes", agents.Single().ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_was_missed_is_read_after_the_last_known_place()
    {
        await using var connection = await VisitorAsync();
        var hello = await HelloAsync(connection);
        var thread = ThreadOf(hello);
        for (var i = 1; i <= 450; i++)
            _host.Threads.Add(thread, new TextContent("m" + i), isInternal: i % 3 == 0, tell: false);
        var latest = await HelloAsync(connection, Text(hello, "token"));
        Assert.Equal(50, Messages(latest).Count);
        Assert.True(Is(latest, "hasEarlier"));

        var seqs = new List<long>();
        for (var more = true; more;)
        {
            var page = await connection.InvokeAsync<JsonElement>("After", seqs.Count == 0 ? 10 : seqs[^1]);
            seqs.AddRange(Seqs(page));
            more = Is(page, "hasMore");
        }

        Assert.Equal(Enumerable.Range(11, 440).Where(i => i % 3 != 0).Select(i => (long)i), seqs);
        var reconnected = await connection.InvokeAsync<JsonElement>("Hello", new { token = Text(hello, "token"), lastSeq = 440 });
        Assert.Equal([442L, 443, 445, 446, 448, 449], Seqs(reconnected));
    }

    [Fact]
    public async Task Going_back_page_by_page_shows_each_message_once()
    {
        await using var connection = await VisitorAsync();
        var hello = await HelloAsync(connection);
        var thread = ThreadOf(hello);
        for (var i = 1; i <= 700; i++)
            _host.Threads.Add(thread, new TextContent("m"), isInternal: i is > 200 and <= 600, tell: false);
        var seqs = new List<long>();
        var before = long.MaxValue;
        for (var more = true; more;)
        {
            var page = await connection.InvokeAsync<JsonElement>("Earlier", before);
            Assert.InRange(Seqs(page).Count, 1, 50);
            seqs.InsertRange(0, Seqs(page));
            before = seqs[0];
            more = Is(page, "hasEarlier");
        }

        Assert.Equal(Enumerable.Range(1, 700).Where(i => i is not (> 200 and <= 600)).Select(i => (long)i), seqs);
    }

    [Fact]
    public async Task Many_messages_at_once_are_all_there_in_the_end()
    {
        await using var connection = await VisitorAsync();
        var heard = HubHost.Hear(connection, "message");
        var thread = ThreadOf(await HelloAsync(connection));
        for (var i = 0; i < 2000; i++)
            _host.Threads.Add(thread, new TextContent("m" + i));
        await HubHost.UntilAsync(() => heard.Count >= 256);
        var seqs = heard.Select(m => m.GetProperty("seq").GetInt64()).ToList();
        Assert.Equal(seqs.Order(), seqs);
        var read = 0;
        for (var more = true; more;)
        {
            var page = await connection.InvokeAsync<JsonElement>("After", read);
            read += Seqs(page).Count;
            more = Is(page, "hasMore");
        }

        Assert.Equal(2000, read);
    }

    [Fact]
    public async Task A_visitor_sends_an_own_file_and_nobody_elses()
    {
        await using var connection = await VisitorAsync();
        var token = Text(await HelloAsync(connection), "token");
        await using var stranger = await VisitorAsync();
        var strangersToken = Text(await HelloAsync(stranger), "token");
        using var http = _host.Http();
        using var form = new MultipartFormDataContent { { new StringContent("x"), "other" }, { new ByteArrayContent(SampleFiles.Png), "file", "图 1.png" } };
        using var request = new HttpRequestMessage(HttpMethod.Post, "/webchat/web/files") { Content = form, Headers = { { "X-Visitor-Token", token } } };
        using var response = await http.SendAsync(request);
        var file = JsonDocument.Parse(await response.Content.ReadAsStringAsync()).RootElement;
        Assert.Equal("image/png", Text(file, "contentType"));

        Assert.Equal("noSuchFile", Text(await stranger.InvokeAsync<JsonElement>("SendFile", new { clientId = "s", fileId = Text(file, "id") }), "code"));
        Assert.True(Is(await connection.InvokeAsync<JsonElement>("SendFile", new { clientId = "c", fileId = Text(file, "id") }), "ok"));
        var message = Assert.Single(Messages(await connection.InvokeAsync<JsonElement>("After", 0)));
        Assert.Equal("picture", Text(message, "kind"));
        var url = Text(message.GetProperty("file"), "url");
        using var picture = await http.GetAsync(url);
        Assert.Equal(SampleFiles.Png, await picture.Content.ReadAsByteArrayAsync());
        Assert.Equal(System.Net.HttpStatusCode.NotFound, (await http.GetAsync(url.Split('?')[0])).StatusCode);
        Assert.NotEqual(token, strangersToken);
    }

    [Fact]
    public async Task Typing_is_told_when_it_changes_and_presence_when_the_last_page_closes()
    {
        await using var one = await VisitorAsync();
        var token = Text(await HelloAsync(one), "token");
        await one.InvokeAsync<JsonElement>("Typing", true);
        Assert.Empty(_host.Threads.Signals);
        await one.InvokeAsync<JsonElement>("Send", new { clientId = "c", text = "x" });
        await one.InvokeAsync<JsonElement>("Typing", true);
        await one.InvokeAsync<JsonElement>("Typing", true);
        await one.InvokeAsync<JsonElement>("Typing", false);
        await one.InvokeAsync<JsonElement>("Typing", false);
        Assert.Equal(["typing True", "typing False"], _host.Threads.Signals);
        var two = await VisitorAsync();
        await HelloAsync(two, token);
        await two.DisposeAsync();
        await one.DisposeAsync();
        await HubHost.UntilAsync(() => _host.Threads.Signals.Contains("gone"));
        await using var three = await VisitorAsync();
        await HelloAsync(three, token);
        Assert.Equal(["typing True", "typing False", "gone", "back"], _host.Threads.Signals);
    }

    [Fact]
    public async Task Leaving_is_an_event_in_the_thread_of_who_wrote_and_nothing_for_who_did_not()
    {
        await using var connection = await VisitorAsync();
        await HelloAsync(connection);
        Assert.True(Is(await connection.InvokeAsync<JsonElement>("Leave"), "ok"));
        Assert.Empty(_host.Threads.Taken);
        await connection.InvokeAsync<JsonElement>("Send", new { clientId = "c", text = "x" });
        Assert.True(Is(await connection.InvokeAsync<JsonElement>("Leave"), "ok"));
        Assert.Equal("leave", Assert.IsType<EventContent>(_host.Threads.Taken[^1].Message.Content).Name);
    }

    [Fact]
    public async Task The_standing_and_the_agent_are_there_on_return()
    {
        await using var connection = await VisitorAsync();
        var token = Text(await HelloAsync(connection), "token");
        await connection.InvokeAsync<JsonElement>("Send", new { clientId = "c", text = "x" });
        _host.Threads.Standing = new VisitorStanding(ConversationState.Active, "坐席1");
        var hello = await HelloAsync(connection, token);
        Assert.Equal(("Active", "坐席1"), (Text(hello, "state"), Text(hello, "agentName")));
    }

    [Fact]
    public async Task Too_many_connections_from_one_address_are_refused_at_the_door()
    {
        using var http = _host.Http();
        http.DefaultRequestHeaders.Add("X-Forwarded-For", "192.0.2.1");
        http.DefaultRequestHeaders.Add("Accept-Language", "en");
        for (var i = 0; i < 5; i++)
        {
            using var response = await http.PostAsync("/hubs/visitor/negotiate?negotiateVersion=1&account=web", null);
            Assert.Equal(i < 3 ? 200 : 429, (int)response.StatusCode);
            if (i >= 3)
                Assert.InRange(response.Headers.RetryAfter!.Delta!.Value.TotalSeconds, 1, 21);
        }
    }

    [Fact]
    public async Task An_account_switched_off_takes_nothing_more()
    {
        await using var connection = await VisitorAsync();
        await HelloAsync(connection);
        _host.Directory = HubHost.MakeDirectory(webEnabled: false);
        Assert.Equal("unknownAccount", Text(await connection.InvokeAsync<JsonElement>("Send", new { clientId = "c", text = "x" }), "code"));
    }

    [Theory]
    [InlineData("zh-CN,zh;q=0.9,en;q=0.8", "lang=\"zh-CN\"")]
    [InlineData("en-GB,zh;q=0.5", "lang=\"en\"")]
    [InlineData("fr", "lang=\"en\"")]
    public async Task The_page_may_stand_in_frames_and_runs_no_script_but_its_own(string accept, string lang)
    {
        using var http = _host.Http();
        http.DefaultRequestHeaders.Add("Accept-Language", accept);
        using var response = await http.GetAsync("/webchat/web");
        var policy = response.Headers.GetValues("Content-Security-Policy").Single();
        Assert.Contains("frame-ancestors *", policy, StringComparison.Ordinal);
        Assert.DoesNotContain("unsafe", policy, StringComparison.Ordinal);
        var page = await response.Content.ReadAsStringAsync();
        Assert.Contains(lang, page, StringComparison.Ordinal);
        Assert.DoesNotContain("<web>", page, StringComparison.Ordinal);
        Assert.DoesNotContain("style=", page, StringComparison.Ordinal);
        Assert.Equal(404, (int)(await http.GetAsync("/webchat/nobody")).StatusCode);
        Assert.Equal(404, (int)(await http.GetAsync("/webchat/wechat")).StatusCode);
    }

    private VisitorTokens Tokens => _host.Services.GetRequiredService<VisitorTokens>();

    private Task<HubConnection> VisitorAsync() => _host.ConnectAsync("/hubs/visitor?account=web");

    private static Task<JsonElement> HelloAsync(HubConnection connection, string? token = null, string? name = null) =>
        connection.InvokeAsync<JsonElement>("Hello", new { token, name, lastSeq = 0 });

    private Guid ThreadOf(JsonElement hello) => ThreadKey.For(HubHost.WebAccount, Tokens.VisitorOf(HubHost.WebAccount, Text(hello, "token"))!);

    private static string Text(JsonElement e, string name) => e.TryGetProperty(name, out var p) && p.ValueKind == JsonValueKind.String ? p.GetString()! : "";

    private static bool Is(JsonElement e, string name) => e.GetProperty(name).GetBoolean();

    private static List<JsonElement> Messages(JsonElement e) => [.. e.GetProperty("messages").EnumerateArray()];

    private static List<long> Seqs(JsonElement e) => [.. Messages(e).Select(m => m.GetProperty("seq").GetInt64())];
}
