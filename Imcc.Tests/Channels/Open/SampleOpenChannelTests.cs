using System.Collections.Concurrent;
using System.Diagnostics;
using Imcc.Infrastructure.Organisation;
using Imcc.Tests.Hubs;
using Imcc.Tests.Journeys;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Imcc.Tests.Channels.Open;

/// <summary>The sample of the documentation really connects another system, from the first check of its address to a talk.</summary>
public sealed class SampleOpenChannelTests(OpenChannelHost open)
{
    [Fact]
    public async Task The_sample_of_the_documentation_is_verified_then_posts_and_hears()
    {
        var (account, scene) = await open.SceneAsync(capacities: 1);
        await using var _ = scene;
        var lines = new ConcurrentQueue<string>();
        using var node = Start(account, lines);
        try
        {
            var listening = await LineAsync(lines, l => l.StartsWith("listening on ", StringComparison.Ordinal));
            var webhook = $"http://127.0.0.1:{listening["listening on ".Length..]}/webhook";
            // As an administrator enters it: it is asked to say a word back, which needs the right key.
            Assert.Equal(["NoEcho", "Refused:401", ""], [
                await SaveAsync(account, $"{open.Receiver.Url}/hook/nobody", OpenReceiver.WrittenKey, r => r.Answer("nobody", 204)),
                await SaveAsync(account, webhook, OpenReceiver.WrittenKey.Replace("whsec_Y", "whsec_Z", StringComparison.Ordinal)),
                await SaveAsync(account, webhook, OpenReceiver.WrittenKey)]);

            await scene.Agents[0].BeAsync("Available");
            await node.StandardInput.WriteLineAsync("kunde-7 我的卡丢了");
            var conversation = await scene.Agents[0].ConversationAsync("kunde-7", "Active");
            await scene.Agents[0].SayAsync(conversation, "您好，我来帮您挂失");
            await LineAsync(lines, l => l == "kunde-7 <- 您好，我来帮您挂失");
        }
        finally
        {
            node.Kill();
            await node.WaitForExitAsync(TestContext.Current.CancellationToken);
        }
    }

    private static async Task<string> LineAsync(ConcurrentQueue<string> lines, Func<string, bool> isIt) =>
        await Eventually.Async(() => Task.FromResult(lines.FirstOrDefault(isIt)), $"the sample says so; it said {string.Join(" | ", lines)}");

    private Process Start(string account, ConcurrentQueue<string> lines)
    {
        var node = Process.Start(new ProcessStartInfo("node", [Path.Combine(HubHost.RepositoryRoot, "docs", "samples", "open-channel.mjs")])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            StandardInputEncoding = new System.Text.UTF8Encoding(false),
            StandardOutputEncoding = System.Text.Encoding.UTF8,
            Environment =
            {
                ["IMCC_URL"] = open.Host.Url.GetLeftPart(UriPartial.Authority),
                ["IMCC_ACCOUNT"] = account,
                ["IMCC_ACCESS_KEY"] = OpenChannelHost.AccessKey,
                ["IMCC_SIGNING_KEY"] = OpenReceiver.WrittenKey,
                ["PORT"] = "0",
            },
        })!;
        node.OutputDataReceived += (_, e) => lines.Enqueue(e.Data ?? "");
        node.BeginOutputReadLine();
        return node;
    }

    /// <returns>The problem with the address, if there is one.</returns>
    private async Task<string> SaveAsync(string account, string webhook, string signingKey, Action<OpenReceiver>? before = null)
    {
        before?.Invoke(open.Receiver);
        var accounts = open.Host.Services.GetRequiredService<AccountAdministration>();
        using var scope = open.Host.Services.CreateScope();
        await using var context = scope.ServiceProvider.GetRequiredService<Infrastructure.Storage.DirectoryContext>();
        var admin = await context.Users.Where(u => u.UserName == "admin").Select(u => u.Id).SingleAsync();
        var draft = (await accounts.OpenAsync(admin, open.Host.Services.GetRequiredService<DirectoryCache>().Current.AccountsByKey[account].Id))!;
        (draft.Values["WebhookUrl"], draft.Values["SigningKey"]) = (webhook, signingKey);
        var problems = (await accounts.SaveAsync(admin, draft)).Problems;
        return string.Join(' ', problems.Select(p => p.Code + (p.Argument is string { Length: > 0 } detail ? ":" + detail : "")));
    }
}
