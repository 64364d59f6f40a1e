using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Imcc.Core.Channels;
using Imcc.Core.Desk;
using Imcc.Tests.Files;
using Imcc.Tests.Journeys;
using Microsoft.Extensions.DependencyInjection;
using Directory = Imcc.Core.Organisation.Directory;

namespace Imcc.Tests.Channels.Open;

public sealed class OpenChannelTests(OpenChannelHost open)
{
    [Fact]
    public async Task What_a_customer_writes_comes_in_and_what_the_agent_says_goes_out_signed()
    {
        var (account, scene) = await open.SceneAsync(capacities: 1);
        await using var _ = scene;
        var (agent, conversation) = await open.ServedAsync(scene, account, "c-1");
        await agent.SayAsync(conversation, "您好 😀，请问有什么可以帮您？");

        var heard = await open.Receiver.HeardAsync(account, c => c.Text?.StartsWith("您好", StringComparison.Ordinal) == true, "the answer");
        Assert.True(heard.IsGenuine);
        Assert.Equal("message", heard.Type);
        var said = heard.Body.GetProperty("message");
        Assert.Equal((heard.Id, "text", "agent"), (said.GetProperty("id").GetString(), said.GetProperty("type").GetString(), said.GetProperty("by").GetString()));
        Assert.Equal((account, "c-1", "hello"), (heard.Body.GetProperty("account").GetString(), heard.Body.GetProperty("to").GetProperty("id").GetString(), heard.Body.GetProperty("inReplyTo").GetProperty("id").GetString()));
        Assert.Equal("您好 😀，请问有什么可以帮您？", heard.Text);
        // As people read it, not as \u….
        Assert.Contains("您好 😀，请问有什么可以帮您？", heard.Raw, StringComparison.Ordinal);

        await StandsAsync(account, heard.Id, "sent");
        using var client = open.Client();
        var standing = await client.GetFromJsonAsync<JsonElement>(new Uri($"/api/v1/channels/{account}/messages/{heard.Id}", UriKind.Relative));
        Assert.Equal("theirs-" + heard.Id, standing.GetProperty("id").GetString());
        var posted = await client.GetFromJsonAsync<JsonElement>(new Uri($"/api/v1/channels/{account}/messages/hello?from=c-1", UriKind.Relative));
        Assert.Equal(("taken", "Inbound"), (posted.GetProperty("state").GetString(), posted.GetProperty("direction").GetString()));
    }

    [Fact]
    public async Task A_webhook_that_is_away_gets_it_later_under_the_same_id_and_what_follows_waits()
    {
        var (account, scene) = await open.SceneAsync(capacities: 1);
        await using var _ = scene;
        var (agent, conversation) = await open.ServedAsync(scene, account, "c-1");
        open.Receiver.Answer(account, 503);
        open.Receiver.Answer(account, 429, ("Retry-After", "1"));
        await agent.SayAsync(conversation, "第一句");
        await agent.SayAsync(conversation, "第二句");

        await open.Receiver.HeardAsync(account, c => c.Text == "第二句", "the second");
        var calls = open.Receiver.Of(account, "c-1");
        Assert.Equal(["第一句", "第一句", "第一句", "第二句"], calls.Select(c => c.Text));
        Assert.Equal(2, calls.Select(c => c.Id).Distinct().Count());
        Assert.All(calls, c => Assert.True(c.IsGenuine));
    }

    [Fact]
    public async Task What_a_webhook_refuses_has_failed_and_the_agent_sees_why()
    {
        var (account, scene) = await open.SceneAsync(capacities: 1);
        await using var _ = scene;
        var (agent, conversation) = await open.ServedAsync(scene, account, "c-1");
        open.Receiver.Answer(account, 422);
        await agent.SayAsync(conversation, "收不了");

        JsonElement Failed() => agent.Events.FirstOrDefault(e =>
            e.GetProperty("event").GetString() == "delivery" && e.GetProperty("state").GetString() == "Failed" && e.GetProperty("error").GetString()!.Contains("422", StringComparison.Ordinal));
        await Eventually.Async(() => Task.FromResult(Failed().ValueKind == JsonValueKind.Object), "the agent sees the 422");
        await StandsAsync(account, Failed().GetProperty("messageId").GetString()!, "failed");
        Assert.Single(open.Receiver.Of(account, "c-1"), c => c.Text == "收不了");
    }

    [Fact]
    public async Task The_same_message_posted_many_times_at_once_is_taken_once_and_answered_alike()
    {
        var (account, scene) = await open.SceneAsync();
        await using var _ = scene;
        using var client = open.Client();
        var picture = new { id = "twice", from = new { id = "c-1" }, type = "picture", media = new { data = SampleFiles.Png, name = "点.png" } };
        var answers = await Task.WhenAll(Enumerable.Range(0, 12).Select(i => OpenChannelHost.AcceptedAsync(client, account, picture)));
        Assert.Single(answers.Select(a => a.GetProperty("messageId").GetString()).Distinct());
        Assert.Equal(answers[0].GetRawText(), (await OpenChannelHost.AcceptedAsync(client, account, picture)).GetRawText());

        // Another customer's may have the same id.
        var other = await OpenChannelHost.AcceptedAsync(client, account, new { id = "twice", from = new { id = "c-2" }, type = "text", text = "我的" });
        Assert.NotEqual(answers[0].GetProperty("messageId").GetString(), other.GetProperty("messageId").GetString());
        var message = Assert.Single(await InAsync(account, "c-1", 1));
        Assert.Equal((answers[0].GetProperty("messageId").GetString(), "twice"), (message.GetProperty("id").GetString(), message.GetProperty("channelMessageId").GetString()));
    }

    [Fact]
    public async Task Every_kind_of_message_comes_in_as_what_it_is()
    {
        var (account, scene) = await open.SceneAsync();
        await using var _ = scene;
        using var client = open.Client();
        open.Receiver.Files["合同.pdf"] = (SampleFiles.Pdf, "application/pdf");
        var from = new { id = "c-1", name = "王先生" };
        await OpenChannelHost.AcceptedAsync(client, account, new { id = "1", from, type = "text", text = "一", choice = "c-9", time = "2026-03-01T08:00:00+08:00" });
        await OpenChannelHost.AcceptedAsync(client, account, new { id = "2", from, type = "voice", text = "挂失", media = new { data = SampleFiles.Amr, name = "a.amr" } });
        await OpenChannelHost.AcceptedAsync(client, account, new { id = "3", from, type = "file", media = new { url = $"{open.Receiver.Url}/files/合同.pdf" } });
        await OpenChannelHost.AcceptedAsync(client, account, new { id = "4", from, type = "location", location = new { latitude = 31.23, longitude = 121.47, label = "上海" } });
        await OpenChannelHost.AcceptedAsync(client, account, new { id = "5", from, type = "link", link = new { title = "帮助", url = "https://bank.example/help" } });
        await OpenChannelHost.AcceptedAsync(client, account, new { id = "6", from, type = "event", @event = new { name = "opened", key = "home", fields = new { page = "卡" } } });
        using (var form = new MultipartFormDataContent())
        {
            form.Add(JsonContent.Create(new { id = "7", from, type = "picture" }), "message");
            form.Add(new ByteArrayContent(SampleFiles.Png), "file", "点.png");
            using var response = await client.PostAsync(new Uri($"/api/v1/channels/{account}/messages", UriKind.Relative), form);
            Assert.Equal(HttpStatusCode.Accepted, response.StatusCode);
        }

        var all = await InAsync(account, "c-1", 7);
        Assert.Equal(["text", "voice", "file", "location", "link", "event", "picture"], all.Select(m => m.GetProperty("content").GetProperty("kind").GetString()));
        JsonElement Of(int index, string part) => all[index].GetProperty("content").GetProperty(part);
        Assert.Equal(("一", "c-9"), (Of(0, "text").GetString(), Of(0, "menuItemId").GetString()));
        Assert.Equal(("挂失", "audio/amr"), (Of(1, "recognition").GetString(), Of(1, "media").GetProperty("contentType").GetString()));
        Assert.Equal((31.23, "上海"), (Of(3, "latitude").GetDouble(), Of(3, "label").GetString()));
        Assert.Equal("卡", Of(5, "fields").GetProperty("page").GetString());
        Assert.Equal("点.png", Of(6, "media").GetProperty("name").GetString());
        await Eventually.Async(
            async () => (await InAsync(account, "c-1", 7))[2].GetProperty("content").GetProperty("media") is var file && file.TryGetProperty("fileId", out var id) && id.ValueKind == JsonValueKind.String && file.GetProperty("name").GetString() == "合同.pdf",
            "the file is fetched from its address");
    }

    [Fact]
    public async Task A_file_of_ours_goes_out_as_an_address_that_opens_this_file_alone_and_can_be_taken_back()
    {
        var (account, scene) = await open.SceneAsync(capacities: 1);
        await using var _ = scene;
        var (agent, conversation) = await open.ServedAsync(scene, account, "c-1");
        using var upload = new ByteArrayContent(SampleFiles.Png);
        using var agents = open.Host.Client();
        using var kept = await agents.PostAsync(new Uri("/files?name=回单.png", UriKind.Relative), upload);
        var file = (await kept.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("id").GetString()!;
        var id = Guid.CreateVersion7(TimeProvider.System.GetUtcNow());
        Assert.Equal("Done", await agent.DoAsync("ReplyFile", conversation.GetProperty("id").GetString(), id, file));

        var heard = await open.Receiver.HeardAsync(account, c => c.Id == id.ToString(), "the picture");
        var media = heard.Body.GetProperty("message").GetProperty("media");
        Assert.Equal(("image/png", "回单.png"), (media.GetProperty("contentType").GetString(), media.GetProperty("name").GetString()));
        using var stranger = new HttpClient();
        var address = media.GetProperty("url").GetString()!;
        Assert.Equal(SampleFiles.Png, await stranger.GetByteArrayAsync(new Uri(address)));
        using var refused = await stranger.GetAsync(new Uri(address[..address.IndexOf('?', StringComparison.Ordinal)]));
        Assert.Equal(HttpStatusCode.NotFound, refused.StatusCode);

        await StandsAsync(account, id.ToString(), "sent");
        var agentId = open.Host.Services.GetRequiredService<Func<Directory>>()().Agents.Values.Single(a => a.UserName == scene.AgentNames[0]).Id;
        var handling = open.Host.Services.GetRequiredService<IMessageHandling>();
        Assert.Equal(CommandOutcome.Done, await handling.RecallAsync(agentId, conversation.GetProperty("id").GetGuid(), id, TestContext.Current.CancellationToken));
        var recall = await open.Receiver.HeardAsync(account, c => c.Type == "recall", "the recall");
        Assert.True(recall.IsGenuine);
        Assert.Equal((id.ToString(), id + ".recall"), (recall.Body.GetProperty("message").GetProperty("id").GetString(), recall.Id));
        await StandsAsync(account, id.ToString(), "recalled");
    }

    [Fact]
    public async Task In_a_group_the_thread_is_the_groups_and_who_speaks_is_told()
    {
        var (account, scene) = await open.SceneAsync();
        await using var _ = scene;
        using var client = open.Client();
        await OpenChannelHost.AcceptedAsync(client, account, new { id = "1", from = new { id = "u-1", name = "小李" }, group = new { id = "g-1", name = "业主群" }, type = "text", text = "@客服 停水了？" });
        var message = Assert.Single(await InAsync(account, "group:g-1", 1));
        Assert.Equal("@客服 停水了？", message.GetProperty("text").GetString());
        using var known = await client.GetAsync(new Uri($"/api/v1/channels/{account}/messages/1?group=g-1", UriKind.Relative));
        Assert.Equal(HttpStatusCode.OK, known.StatusCode);
    }

    [Fact]
    public async Task All_that_is_wrong_with_a_post_is_said_in_both_languages_by_field()
    {
        var (account, scene) = await open.SceneAsync();
        await using var _ = scene;
        using var client = open.Client();
        using var bad = await OpenChannelHost.PostAsync(client, account, new { id = "有空格 ", from = new { id = "group:1" }, type = "picture", media = new { url = "ftp://x" } });
        Assert.Equal(HttpStatusCode.BadRequest, bad.StatusCode);
        var problem = await bad.Content.ReadFromJsonAsync<JsonElement>();
        Assert.Equal(["from.id", "id", "media.url"], problem.GetProperty("errors").EnumerateObject().Select(p => p.Name).Order(StringComparer.Ordinal));
        Assert.Contains("需要 http 或 https 地址。", problem.GetProperty("detail").GetString(), StringComparison.Ordinal);
        Assert.Contains("Must be an http or https address.", problem.GetProperty("detail").GetString(), StringComparison.Ordinal);

        using var garbled = new StringContent("{\"id\":", System.Text.Encoding.UTF8, "application/json");
        using var unreadable = await client.PostAsync(new Uri($"/api/v1/channels/{account}/messages", UriKind.Relative), garbled);
        Assert.Equal(HttpStatusCode.BadRequest, unreadable.StatusCode);
        using var halved = new StringContent("{\"id\":\"1\",\"from\":{\"id\":\"c\"},\"type\":\"text\",\"text\":\"\\ud83d\"}", System.Text.Encoding.UTF8, "application/json");
        using var half = await client.PostAsync(new Uri($"/api/v1/channels/{account}/messages", UriKind.Relative), halved);
        Assert.Equal(HttpStatusCode.BadRequest, half.StatusCode);
        using var script = await OpenChannelHost.PostAsync(client, account, new { id = "1", from = new { id = "c" }, type = "file", media = new { data = SampleFiles.Html, name = "a.html" } });
        Assert.Equal(HttpStatusCode.UnsupportedMediaType, script.StatusCode);
        using var large = await OpenChannelHost.PostAsync(client, account, new { id = "1", from = new { id = "c" }, type = "file", media = new { data = new byte[20 * 1024 * 1024 + 1], name = "a.bin" } });
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, large.StatusCode);
        Assert.Empty(await open.Host.ThreadAsync(account, "c"));
    }

    [Theory]
    [InlineData(null, "open-0", HttpStatusCode.Unauthorized)]
    [InlineData("och_another-access-key-0123456789", "open-0", HttpStatusCode.Unauthorized)]
    [InlineData(OpenChannelHost.AccessKey, "no-such-account", HttpStatusCode.Unauthorized)]
    [InlineData(OpenChannelHost.AccessKey, "demo", HttpStatusCode.Unauthorized)]
    [InlineData(ImccHost.ApiKey, "no-such-account", HttpStatusCode.NotFound)]
    [InlineData(ImccHost.ApiKey, "open-0", HttpStatusCode.BadRequest)]
    public async Task Only_the_accounts_own_key_or_an_API_key_with_the_scope_may_post(string? key, string account, HttpStatusCode status)
    {
        await open.StartAsync();
        using var client = open.Client(key);
        using var response = await OpenChannelHost.PostAsync(client, account, new { });
        Assert.Equal(status, response.StatusCode);
    }

    [Fact]
    public async Task Whoever_writes_shows_at_the_other_side_where_the_account_wants_to_know()
    {
        await open.StartAsync();
        var account = open.Host.Services.GetRequiredService<Func<Directory>>()().AccountsByKey["open-13"];
        var typing = open.Host.Services.GetServices<IChannelTyping>().Single(t => t.Kind == ChannelKind.Open);
        await typing.TypingAsync(account, "c-1", true, TestContext.Current.CancellationToken);
        var heard = await open.Receiver.HeardAsync("open-13", c => c.Type == "typing", "the typing");
        Assert.True(heard.IsGenuine && heard.Body.GetProperty("isTyping").GetBoolean());
        Assert.Equal("c-1", heard.Body.GetProperty("to").GetProperty("id").GetString());
    }

    [Fact]
    public async Task The_interface_is_described()
    {
        await open.StartAsync();
        using var client = open.Client();
        var paths = (await client.GetFromJsonAsync<JsonElement>(new Uri("/openapi/v1.json", UriKind.Relative))).GetProperty("paths");
        var post = paths.GetProperty("/api/v1/channels/{key}/messages").GetProperty("post");
        Assert.True(post.GetProperty("requestBody").GetProperty("content").TryGetProperty("multipart/form-data", out _));
        Assert.Equal(["202", "400", "401", "403", "413", "415", "503"], post.GetProperty("responses").EnumerateObject().Select(r => r.Name).Order(StringComparer.Ordinal));
        Assert.True(paths.TryGetProperty("/api/v1/channels/{key}/messages/{id}", out _));
    }

    private async Task<IReadOnlyList<JsonElement>> InAsync(string account, string customer, int count)
    {
        IReadOnlyList<JsonElement> found = [];
        await Eventually.Async(async () => (found = [.. (await open.Host.ThreadAsync(account, customer)).Where(m => m.GetProperty("direction").GetString() == "Inbound")]).Count >= count, $"{customer} has written {count} messages");
        return found;
    }

    private async Task StandsAsync(string account, string messageId, string state)
    {
        using var client = open.Client();
        await Eventually.Async(
            async () => (await client.GetFromJsonAsync<JsonElement>(new Uri($"/api/v1/channels/{account}/messages/{messageId}", UriKind.Relative))).GetProperty("state").GetString() == state,
            $"message {messageId} is {state}");
    }
}
