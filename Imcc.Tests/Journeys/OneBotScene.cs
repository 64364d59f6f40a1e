using System.Text.Json;
using Imcc.Core.Channels;
using Imcc.Core.Contacts;
using Imcc.Infrastructure.Channels.OneBot;
using Imcc.Infrastructure.Conversations;
using Imcc.Core.Conversations;
using Imcc.Web.Simulator;
using Microsoft.Extensions.DependencyInjection;
using Directory = Imcc.Core.Organisation.Directory;

namespace Imcc.Tests.Journeys;

/// <summary>One personal QQ account, its group of agents, and the people who write to it.</summary>
internal sealed class OneBotScene(OneBotHost hosts, Scene scene, int index) : IAsyncDisposable
{
    public const string Zhang = "20001001";
    public const string Li = "20001002";
    public const string Wang = "20001003";

    public Scene Scene => scene;

    public string Self => OneBotHost.SelfOf(index);

    public string Key => "ob-" + index;

    public OneBotStandIn StandIn => hosts.StandIn;

    public ChannelAccount Account => hosts.Host.Services.GetRequiredService<Func<Directory>>()().AccountsByKey[Key];

    public OneBotStanding Standing => hosts.Host.Services.GetRequiredService<IOneBotDoor>().Standing(Account);

    public Task ConnectedAsync() => Eventually.Async(() => Task.FromResult(Standing.CanSend), "the implementation is connected");

    public string Say(string person, string text, string? replyTo = null) => StandIn.Say(Self, person, person, text, replyTo: replyTo);

    public string SayInGroup(string person, string text, bool isAt = false, string? replyTo = null, int times = 1) =>
        StandIn.Say(Self, OneBotStandIn.Group, person, text, isAt, times: times, replyTo: replyTo);

    /// <summary>What our account has said in a chat.</summary>
    public IReadOnlyList<OneBotEntry> Heard(string chat) => [.. StandIn.Entries(Self, chat).Where(e => e.Side == "account")];

    public Task<OneBotEntry> HearsAsync(string chat, string text) =>
        Eventually.Async(() => Task.FromResult(Heard(chat).FirstOrDefault(e => e.Text.Contains(text, StringComparison.Ordinal))),
            $"“{text}” is heard; heard is {string.Join(" | ", Heard(chat).Select(e => e.Text))}");

    public Task<IReadOnlyList<ThreadMessage>> ThreadAsync(string externalId) =>
        hosts.Host.Services.GetRequiredService<ThreadReader>().LatestForCustomerAsync(ThreadKey.For(Account.Id, externalId), 200, CancellationToken.None);

    public Task<IReadOnlyList<ThreadMessage>> GroupThreadAsync() => ThreadAsync(GroupThread.Of(OneBotStandIn.Group));

    public Task StandsAsync(string externalId, string text) =>
        Eventually.Async(async () => (await ThreadAsync(externalId)).Any(m => m.Content is TextContent t && t.Text == text), $"“{text}” stands in the thread");

    public Task<JsonElement> ServedAsync(string customer) => scene.Agents[0].FindAsync(
        c => c.GetProperty("customerName").GetString() == customer && c.GetProperty("state").GetString() == "Active", $"{customer} is served");

    public ValueTask DisposeAsync() => scene.DisposeAsync();
}
