using System.Net.Http.Json;
using System.Text.Json;
using Imcc.Core.Channels;
using Imcc.Core.Channels.Qq;
using Imcc.Infrastructure.Organisation;
using Imcc.Web.Simulator;
using Microsoft.Extensions.DependencyInjection;

namespace Imcc.Tests.Journeys;

/// <summary>A talk with a bot of a scene's own, over the telephone of the simulator: signed events over HTTP, and what is read.</summary>
internal sealed class QqTalk : IDisposable
{
    private readonly Scene _scene;
    private readonly HttpClient _http;

    private QqTalk(Scene scene, string account, string chat) => (_scene, Account, Chat, _http) = (scene, account, chat, new HttpClient { BaseAddress = scene.Host.Url, Timeout = TimeSpan.FromSeconds(20) });

    public string Account { get; }

    public string Chat { get; }

    private string AppId => "1020" + _scene.Index;

    public QqStandIn StandIn => _scene.Host.Services.GetRequiredService<QqStandIn>();

    public IReadOnlyList<QqEntry> Entries => StandIn.Find(AppId, Chat) is { } chat ? StandIn.Entries(chat) : [];

    /// <summary>What the account said, in order.</summary>
    public IReadOnlyList<QqEntry> Read => [.. Entries.Where(e => e.Side == "account")];

    /// <summary>Makes the bot's account as an administrator does on screen.</summary>
    public static async Task<QqTalk> BeginAsync(Scene scene, string chat)
    {
        var admin = await Scene.AdminAsync(scene.Host);
        var accounts = scene.Host.Services.GetRequiredService<AccountAdministration>();
        var group = (await scene.Host.Services.GetRequiredService<GroupAdministration>().ListAsync(admin)).Single(g => g.Name == "组" + scene.Index);
        var key = "qq-scene-" + scene.Index;
        var made = await accounts.SaveAsync(admin, new AccountDraft
        {
            Kind = ChannelKind.Qq,
            Key = key,
            Name = "QQ " + key,
            OrgUnitId = group.OrgUnitId,
            SkillGroupId = group.Id!.Value,
            Texts = new ReceptionTexts { Greeting = "您好，客服{agent}为您服务", Farewell = "感谢您的咨询" },
            Values = { [QqForm.AppId] = "1020" + scene.Index, [QqForm.Secret] = "QqSceneSecret" + scene.Index, [QqForm.ApiBase] = QqStandIn.ApiBase, [QqForm.TokenBase] = QqStandIn.ApiBase },
        });
        Assert.True(made.Made, string.Join(", ", made.Problems));
        return new QqTalk(scene, key, chat);
    }

    public Task SayAsync(string text, string member = "") => ActAsync("text", text, member);

    public async Task ActAsync(string kind, string text = "", string member = "", string? mediaId = null)
    {
        using var response = await _http.PostAsJsonAsync("simulator/qq/api/acts", new { account = Account, chat = Chat, kind, text, member, mediaId });
        var result = await response.Content.ReadFromJsonAsync<JsonElement>();
        Assert.Equal("HTTP 200 {\"op\":12,\"d\":0}", result.GetProperty("note").GetString());
    }

    public Task ReadsAsync(string text) => Eventually.Async(() => Task.FromResult(Read.Any(e => e.Text == text)), $"{Chat} reads: {text}");

    public Task<IReadOnlyList<JsonElement>> ThreadAsync() => _scene.Host.ThreadAsync(Account, Chat);

    public void Dispose() => _http.Dispose();
}
