using System.Collections.Concurrent;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Imcc.Core.Answering;
using Imcc.Core.Channels;
using Imcc.Infrastructure.Answering.Robots;
using Imcc.Tests.Journeys;
using Imcc.Tests.Storage;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;

namespace Imcc.Tests.Answering;

/// <summary>Against a server that does what robots do, the bad things among it.</summary>
public sealed class RobotTests : IAsyncLifetime
{
    private readonly ConcurrentQueue<(string Path, string Body, Dictionary<string, string> Headers)> _asked = new();
    private Func<HttpContext, Task<IResult>> _answer = _ => Task.FromResult(Results.Json(new { answer = "年费 200 元", confidence = 0.9 }));
    private WebApplication? _service;
    private DirectoryDatabase? _database;

    private DirectoryDatabase Database => _database!;

    public async ValueTask InitializeAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        _service = builder.Build();
        _service.Urls.Add("http://127.0.0.1:0");
        _service.MapPost("/{**path}", async (HttpContext http) =>
        {
            using var reader = new StreamReader(http.Request.Body);
            _asked.Enqueue((http.Request.Path, await reader.ReadToEndAsync(), http.Request.Headers.ToDictionary(h => h.Key, h => h.Value.ToString(), StringComparer.OrdinalIgnoreCase)));
            return await _answer(http);
        });
        await _service.StartAsync();
        _database = await DirectoryDatabase.StartAsync(demo: true, settings: new() { ["Imcc:Robots:AllowPrivateHosts"] = "true" });
    }

    public async ValueTask DisposeAsync()
    {
        await _service!.DisposeAsync();
        await Database.DisposeAsync();
    }

    [Fact]
    public async Task A_robot_is_told_the_words_without_anybodys_numbers_and_signs_for_itself()
    {
        await SaveAsync(Draft(RobotKind.Http, RobotProof.Signature));
        var answer = await AskAsync("我的手机 13812345678，年费多少", "卡号 4111111111111111");
        Assert.Equal((AnswerStep.Robot, "小云"), (answer!.Step, answer.Source));
        Assert.Equal([new TextContent("年费 200 元")], answer.Contents);
        var (_, body, headers) = Assert.Single(_asked);
        Assert.Equal(
            """{"text":"我的手机 138****5678，年费多少","history":["卡号 4111********1111"],"account":"demo","channel":"WeChat","conversation":"00000000-0000-0000-0000-000000000007"}""", body);
        var at = headers["X-Imcc-Timestamp"];
        Assert.Equal(Database.Time.GetUtcNow().ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture), at);
        Assert.Equal("sha256=" + Convert.ToHexStringLower(HMACSHA256.HashData("geheim"u8, Encoding.UTF8.GetBytes($"{at}.{body}"))), headers["X-Imcc-Signature"]);
        await using var context = Database.Context();
        Assert.DoesNotContain("geheim", (await context.Robots.SingleAsync()).Secret, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_language_model_is_asked_as_all_of_them_are_and_may_say_that_it_does_not_know()
    {
        var draft = Draft(RobotKind.Chat, RobotProof.Bearer);
        (draft.Model, draft.Prompt) = ("small-1", "你是银行客服。");
        await SaveAsync(draft);
        _answer = _ => Task.FromResult(Results.Json(new { choices = new[] { new { message = new { role = "assistant", content = "在手机银行中查看。" } } } }));
        Assert.Equal([new TextContent("在手机银行中查看。")], (await AskAsync("账单在哪里看", "你好"))!.Contents);
        var (path, body, headers) = Assert.Single(_asked);
        Assert.Equal(("/bot/chat/completions", "Bearer geheim"), (path, headers["Authorization"]));
        var asked = JsonDocument.Parse(body).RootElement;
        Assert.Equal("small-1", asked.GetProperty("model").GetString());
        Assert.Equal(["system", "user", "user"], asked.GetProperty("messages").EnumerateArray().Select(m => m.GetProperty("role").GetString()));
        Assert.StartsWith("你是银行客服。", asked.GetProperty("messages")[0].GetProperty("content").GetString(), StringComparison.Ordinal);
        _answer = _ => Task.FromResult(Results.Json(new { choices = new[] { new { message = new { content = " no_answer。" } } } }));
        Assert.Null(await AskAsync("天气怎么样"));
    }

    [Fact]
    public async Task What_a_robot_says_is_used_only_where_it_can_be_understood()
    {
        var draft = Draft(RobotKind.Http, RobotProof.None);
        draft.MinConfidence = 50;
        await SaveAsync(draft);
        (string Said, int Status, RobotOutcome Outcome)[] cases =
        [
            ("""{"messages":[{"text":"一"},{"link":{"title":"官网","url":"https://example.com"}}]}""", 200, RobotOutcome.Answered),
            ("""{"answer":""}""", 200, RobotOutcome.Silent),
            ("{}", 200, RobotOutcome.Silent),
            ("""{"answer":"也许","confidence":0.4}""", 200, RobotOutcome.Unsure),
            ("""{"answer":"是","confidence":9}""", 200, RobotOutcome.Garbled),
            ("""{"answer":7}""", 200, RobotOutcome.Garbled),
            ("""{"messages":[{"link":{"title":"x","url":"javascript:alert(1)"}}]}""", 200, RobotOutcome.Garbled),
            ("<html>", 200, RobotOutcome.Garbled),
            ("[]", 200, RobotOutcome.Garbled),
            ("""{"answer":"是"}""", 500, RobotOutcome.Refused),
            ("""{"answer":"是"}""", 429, RobotOutcome.Refused),
        ];
        foreach (var (said, status, outcome) in cases)
        {
            _answer = _ => Task.FromResult(Results.Text(said, "application/json", statusCode: status));
            Assert.Equal(outcome, (await Database.Get<RobotAdministration>().TryAsync(Admin, draft, Ask("问题"), "demo")).Outcome);
            Assert.Equal(outcome == RobotOutcome.Answered, await AskAsync("问题") is not null);
            // Whatever it was, it is asked again.
            Database.Time.Advance(RobotCircuit.Rest);
        }
    }

    [Fact]
    public async Task A_redirect_is_not_followed_for_the_secret_would_go_with_it()
    {
        await SaveAsync(Draft(RobotKind.Http, RobotProof.Bearer));
        _answer = http => Task.FromResult(http.Request.Path == "/bot" ? Results.Redirect("/elsewhere", preserveMethod: true) : Results.Json(new { answer = "x" }));
        Assert.Null(await AskAsync("问题"));
        Assert.Equal("/bot", Assert.Single(_asked).Path);
    }

    [Fact]
    public async Task One_that_answers_too_slowly_or_without_end_is_given_up()
    {
        await SaveAsync(Draft(RobotKind.Http, RobotProof.None));
        var reached = new TaskCompletionSource();
        _answer = async http =>
        {
            reached.TrySetResult();
            await Task.Delay(Timeout.Infinite, http.RequestAborted).ContinueWith(_ => { }, TaskScheduler.Default);
            return Results.Empty;
        };
        var asking = AskAsync("问题").AsTask();
        await reached.Task;
        Assert.False(asking.IsCompleted);
        Database.Time.Advance(RobotSettings.UsualTimeout);
        Assert.Null(await asking);
        _answer = _ => Task.FromResult(Results.Text($$"""{"answer":"{{new string('长', 100_000)}}"}"""));
        Assert.Null(await AskAsync("问题"));
    }

    [Fact]
    public async Task One_that_fails_again_and_again_is_left_in_peace_and_tried_once_after_a_while()
    {
        await SaveAsync(Draft(RobotKind.Http, RobotProof.None));
        _answer = _ => Task.FromResult(Results.StatusCode(503));
        for (var i = 0; i < RobotCircuit.MostFailures + 3; i++)
            Assert.Null(await AskAsync("问题"));
        Assert.Equal(RobotCircuit.MostFailures, _asked.Count);
        var standing = (await Database.Get<RobotAdministration>().OpenAsync(Admin)).Robots.Single().Standing;
        Assert.Equal((true, 503), (standing.IsResting, standing.Last!.Status));
        Database.Time.Advance(RobotCircuit.Rest);
        Assert.Null(await AskAsync("问题"));
        Assert.Null(await AskAsync("问题"));
        Assert.Equal(RobotCircuit.MostFailures + 1, _asked.Count);
        Database.Time.Advance(RobotCircuit.Rest);
        _answer = _ => Task.FromResult(Results.Json(new { answer = "好了" }));
        Assert.NotNull(await AskAsync("问题"));
        Assert.NotNull(await AskAsync("问题"));
    }

    [Fact]
    public async Task One_that_hangs_for_the_longest_time_that_it_may_take_is_left_in_peace_too()
    {
        var draft = Draft(RobotKind.Http, RobotProof.None);
        draft.Timeout = (int)RobotSettings.LongestTimeout.TotalMilliseconds;
        await SaveAsync(draft);
        var reached = new SemaphoreSlim(0);
        _answer = async http =>
        {
            reached.Release();
            await Task.Delay(Timeout.Infinite, http.RequestAborted).ContinueWith(_ => { }, TaskScheduler.Default);
            return Results.Empty;
        };
        for (var i = 0; i < RobotCircuit.MostFailures; i++)
        {
            var asking = AskAsync("问题").AsTask();
            await reached.WaitAsync(TestContext.Current.CancellationToken);
            Database.Time.Advance(RobotSettings.LongestTimeout);
            Database.Time.Advance(TimeSpan.FromMilliseconds(100));
            Assert.Null(await asking);
        }

        Assert.Null(await AskAsync("问题"));
        Assert.Equal(RobotCircuit.MostFailures, _asked.Count);
    }

    [Fact]
    public async Task It_is_asked_for_its_accounts_alone_and_the_next_one_where_it_is_silent()
    {
        var first = Draft(RobotKind.Http, RobotProof.None);
        (first.Name, first.Position) = ("先", 1);
        await SaveAsync(first);
        var second = Draft(RobotKind.Http, RobotProof.None);
        (second.Name, second.Position, second.Url) = ("后", 2, Url("/second"));
        await SaveAsync(second, known: 2);
        _answer = http => Task.FromResult(http.Request.Path == "/second" ? Results.Json(new { answer = "我知道" }) : Results.Json(new { answer = "" }));
        Assert.Equal("后", (await AskAsync("问题"))!.Source);
        _asked.Clear();
        Assert.Null(await Database.Get<IRobot>().AskAsync(Ask("问题") with { AccountId = Database.Cache.Current.AccountsByKey["web"].Id }));
        Assert.Null(await Database.Get<IRobot>().AskAsync(Ask("KEY") with { IsTap = true }));
        Assert.Empty(_asked);
    }

    [Fact]
    public async Task A_stored_secret_is_not_sent_to_another_address_that_somebody_types_in()
    {
        await SaveAsync(Draft(RobotKind.Http, RobotProof.Bearer));
        var robots = Database.Get<RobotAdministration>();
        var draft = (await robots.OpenAsync(Admin)).Robots.Single();
        Assert.Equal(RobotOutcome.Answered, (await robots.TryAsync(Admin, draft, Ask("问题"), "demo")).Outcome);
        draft.Url = Url("/thief");
        await robots.TryAsync(Admin, draft, Ask("问题"), "demo");
        Assert.Equal(["/bot Bearer geheim", "/thief"], _asked.Select(a => $"{a.Path} {a.Headers.GetValueOrDefault("Authorization")}".TrimEnd()));
        await Assert.ThrowsAsync<UnauthorizedAccessException>(() => robots.OpenAsync(Database.Cache.Current.Agents.Values.Single(a => a.UserName == "lead1").Id));
    }

    private Guid Admin => Database.Cache.Current.Agents.Values.Single(a => a.UserName == "admin").Id;

    private string Url(string path) => _service!.Urls.Single() + path;

    private RobotDraft Draft(RobotKind kind, RobotProof proof) => new()
    {
        Name = "小云", Kind = kind, Url = Url("/bot"), Proof = proof, NewSecret = "geheim", Model = "m", Enabled = true, Accounts = [Database.Cache.Current.AccountsByKey["demo"].Id],
    };

    private AnswerAsk Ask(string text, params string[] before) =>
        new(Database.Cache.Current.AccountsByKey["demo"].Id, ChannelKind.WeChat, new(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 7), text, Database.Time.GetUtcNow(), Before: [.. before]);

    private ValueTask<AutomaticAnswer?> AskAsync(string text, params string[] before) => Database.Get<IRobot>().AskAsync(Ask(text, before));

    private async Task SaveAsync(RobotDraft draft, int known = 1)
    {
        var made = await Database.Get<RobotAdministration>().SaveAsync(Admin, draft);
        Assert.Empty(made.Problems);
        var robots = Database.Get<Robots>();
        await Eventually.Async(() => Task.FromResult(robots.Count == known), "the robot is known on this node");
    }
}
