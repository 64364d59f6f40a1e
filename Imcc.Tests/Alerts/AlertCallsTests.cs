using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Imcc.Core.Alerts;
using Imcc.Core.Conversations;
using Imcc.Infrastructure.Alerts;
using Imcc.Infrastructure.Storage;
using Imcc.Tests.Storage;
using Microsoft.EntityFrameworkCore;

namespace Imcc.Tests.Alerts;

/// <summary>An alert on its way to a rule's webhook: over a real connection, to a server that answers, is broken, silent, or gone.</summary>
public sealed class AlertCallsTests(PostgresServer postgres)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory, InlineData(DatabaseProvider.Sqlite), InlineData(DatabaseProvider.PostgreSql)]
    public async Task An_alert_is_told_signed_and_again_as_the_same_until_it_is_heard(DatabaseProvider provider)
    {
        await using var receiver = await AlertReceiver.StartAsync();
        await using var scene = await AlertScene.StartAsync(provider, postgres);
        var rule = await scene.RuleAsync(AlertKind.Waiting, 1, r => r with { Webhook = receiver.Address });
        var waiting = await scene.ConversationAsync(ConversationState.Queued, c => c with { EnqueuedAt = scene.Now });
        receiver.Answers.Enqueue(http => AlertReceiver.StatusAsync(http, 500));
        receiver.Answers.Enqueue(http =>
        {
            // Nobody is led elsewhere.
            http.Response.Redirect("/alerts?elsewhere");
            return Task.CompletedTask;
        });
        var told = Assert.Single(await scene.Node().RunAsync(Cancel));
        Assert.Equal(1, await scene.Calls.RunAsync(Cancel));
        Assert.Equal(0, await scene.Calls.RunAsync(Cancel));
        scene.Wait(7);
        Assert.Equal(1, await scene.Calls.RunAsync(Cancel));
        scene.Wait(38);
        Assert.Equal(1, await scene.Calls.RunAsync(Cancel));
        Assert.Equal(3, receiver.All.Count);
        Assert.Single(receiver.All.Select(h => (h.Id, h.Body)).Distinct());
        await using (var context = scene.Store.Read())
            Assert.Empty(await context.AlertCalls.ToListAsync(Cancel));

        // As the receiver's library checks it: with the secret that the screen shows, over id, time and body.
        var secret = Convert.FromBase64String((await scene.Rules.SecretAsync(scene.Admin, rule.Id, Cancel))["whsec_".Length..]);
        Assert.All(receiver.All, heard => Assert.Equal(
            "v1," + Convert.ToBase64String(HMACSHA256.HashData(secret, Encoding.UTF8.GetBytes($"{heard.Id}.{heard.Timestamp}.{heard.Body}"))), heard.Signature));
        Assert.Equal(scene.Now.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture), receiver.All.Last().Timestamp);
        Assert.StartsWith("application/json", receiver.All.Last().ContentType, StringComparison.Ordinal);
        using var body = JsonDocument.Parse(receiver.All.Last().Body);
        var data = body.RootElement.GetProperty("data");
        Assert.Equal(("alert.fired", told.Id, rule.Id, "个人业务", 1), (
            body.RootElement.GetProperty("type").GetString(), data.GetProperty("id").GetGuid(), data.GetProperty("rule").GetProperty("id").GetGuid(), data.GetProperty("subject").GetProperty("name").GetString(), data.GetProperty("figure").GetInt32()));

        await scene.CloseAsync(waiting);
        scene.Wait(21);
        await scene.Node().RunAsync(Cancel);
        Assert.Equal(1, await scene.Calls.RunAsync(Cancel));
        Assert.Contains("alert.cleared", receiver.All.Last().Body, StringComparison.Ordinal);
        Assert.NotEqual(receiver.All.First().Id, receiver.All.Last().Id);
    }

    [Fact]
    public async Task Whoever_does_not_answer_holds_up_nobody_and_is_asked_again_and_whoever_is_gone_is_not()
    {
        await using var receiver = await AlertReceiver.StartAsync();
        await using var silent = await AlertReceiver.StartAsync();
        await using var scene = await AlertScene.StartAsync(DatabaseProvider.Sqlite, postgres);
        await scene.RuleAsync(AlertKind.Wait, 1, r => r with { Name = "不应答", Webhook = silent.Address });
        var gone = await scene.RuleAsync(AlertKind.Waiting, 1, r => r with { Name = "已下线", Webhook = receiver.Address });
        await scene.ConversationAsync(ConversationState.Queued, c => c with { EnqueuedAt = scene.Now.AddSeconds(-5) });
        silent.Answers.Enqueue(http => Task.Delay(Timeout.InfiniteTimeSpan, http.RequestAborted));
        receiver.Answers.Enqueue(http => AlertReceiver.StatusAsync(http, 410));
        Assert.Equal(2, (await scene.Node().RunAsync(Cancel)).Count);
        Assert.Equal(2, await scene.Calls.RunAsync(Cancel));
        var left = Assert.Single(await CallsAsync(scene));
        Assert.NotEqual(gone.Id, left.RuleId);
        Assert.Equal(1, left.Attempts);

        // Another alert for the silent one waits until it is asked whether it is back; no attempt is counted for that.
        await scene.RuleAsync(AlertKind.Silence, 1, r => r with { Name = "又一条", Webhook = silent.Address });
        await scene.ConversationAsync(ConversationState.Active, c => c with { AgentId = scene.Person("agent1"), WaitingSince = scene.Now.AddSeconds(-5) });
        scene.Wait(21);
        await scene.Node().RunAsync(Cancel);
        await scene.Calls.RunAsync(Cancel);
        Assert.Single(silent.All);
        Assert.Equal([0, 1], (await CallsAsync(scene)).Select(c => c.Attempts).Order());
        // One asks, and when it is answered the other follows.
        scene.Wait(60);
        await scene.Calls.RunAsync(Cancel);
        scene.Wait(40);
        await scene.Calls.RunAsync(Cancel);
        Assert.Empty(await CallsAsync(scene));
        Assert.Equal(3, silent.All.Count);
    }

    private static async Task<List<AlertCallRow>> CallsAsync(AlertScene scene)
    {
        await using var context = scene.Store.Read();
        return await context.AlertCalls.ToListAsync(Cancel);
    }
}
