using System.Net.Http.Headers;
using System.Text.Json;
using Imcc.Infrastructure;
using Imcc.Tests.Storage;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;

namespace Imcc.Tests.Journeys;

/// <summary>
/// The whole product as it runs: the real host on a real port, a real database, the demo's people and the stand-in of WeChat's server.
/// Tests enter as the outside does, through HTTP and the hubs, and keep apart by customers and groups of their own.
/// </summary>
public class ImccHost : WebApplicationFactory<Program>
{
    public const string ApiKey = "journey-key-0123456789-0123456789-01234567";
    public const string Token = "JourneyToken2026";
    public const string AesKey = "Q2FsbENlbnRlckRlbW9BZXNLZXkwMTIzNDU2Nzg5QUI";
    public const string AppId = "wxjourney00112233";

    private readonly Dictionary<string, string?> _settings;

    public ImccHost(IReadOnlyDictionary<string, string?>? settings = null, string? folder = null, ShiftableTime? time = null)
    {
        Time = time ?? new();
        Folder = folder ?? System.IO.Directory.CreateTempSubdirectory("imcc-journey-").FullName;
        _settings = new()
        {
            ["Imcc:Demo:Enabled"] = "true",
            ["Imcc:Demo:PastDays"] = "0",
            ["Imcc:Demo:ApiKey"] = ApiKey,
            ["Imcc:Logs:Path"] = "",
            ["Imcc:History:Path"] = Path.Combine(Folder, "history"),
            ["Imcc:Knowledge:Path"] = Path.Combine(Folder, "knowledge"),
            ["Imcc:Files:Path"] = Path.Combine(Folder, "files"),
            ["Imcc:Database:Directory"] = $"Data Source={Folder}/directory.db",
            ["Imcc:Database:Conversations:0"] = $"Data Source={Folder}/conversations.db",
        };
        foreach (var (key, value) in settings ?? new Dictionary<string, string?>())
            _settings[key] = value;
        MigratedDatabases.LayDirectory(Path.Combine(Folder, "directory.db"));
        MigratedDatabases.LayConversations(Path.Combine(Folder, "conversations.db"));
        UseKestrel(0);
        StartServer();
        Url = ClientOptions.BaseAddress;
    }

    public string Folder { get; }

    public Uri Url { get; }

    public ShiftableTime Time { get; }

    /// <summary>A WeChat account of a test's own, with a skill group of its own, configured at the start.</summary>
    public static IEnumerable<KeyValuePair<string, string?>> Account(int index, string key, string group, IReadOnlyDictionary<string, string>? texts = null) =>
        new Dictionary<string, string?>
        {
            [$"Imcc:Channels:WeChat:{index}:Key"] = key,
            [$"Imcc:Channels:WeChat:{index}:Name"] = "云软银行 " + key,
            [$"Imcc:Channels:WeChat:{index}:AppId"] = AppId + index,
            [$"Imcc:Channels:WeChat:{index}:AppSecret"] = "journey-secret-0011223344556677",
            [$"Imcc:Channels:WeChat:{index}:Token"] = Token,
            [$"Imcc:Channels:WeChat:{index}:EncodingAesKey"] = AesKey,
            [$"Imcc:Channels:WeChat:{index}:ApiBase"] = "http://wechat.simulator",
            [$"Imcc:Channels:WeChat:{index}:SkillGroup"] = group,
        }.Concat((texts ?? new Dictionary<string, string>()).Select(t => new KeyValuePair<string, string?>($"Imcc:Channels:WeChat:{index}:{t.Key}", t.Value)));

    /// <summary>A web-chat account whose visitors come to the same group.</summary>
    public static IEnumerable<KeyValuePair<string, string?>> WebAccount(int index, string key, string group) =>
    [
        new($"Imcc:Channels:WebChat:{index}:Key", key),
        new($"Imcc:Channels:WebChat:{index}:Name", "云软银行在线客服 " + key),
        new($"Imcc:Channels:WebChat:{index}:SkillGroup", group),
    ];

    public async Task ReadyAsync()
    {
        var readiness = Services.GetRequiredService<Readiness>();
        await Eventually.Async(() => Task.FromResult(readiness.IsReady), "the host is ready");
    }

    public HttpClient Client(bool withKey = true)
    {
        var client = new HttpClient { BaseAddress = Url, Timeout = TimeSpan.FromSeconds(20) };
        if (withKey)
            client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", ApiKey);
        return client;
    }

    /// <summary>What the open interface says of a customer's thread.</summary>
    public async Task<IReadOnlyList<JsonElement>> ThreadAsync(string account, string customer)
    {
        using var client = Client();
        return await OpenApi.ThreadAsync(client, account, customer);
    }

    protected override void ConfigureWebHost(IWebHostBuilder builder)
    {
        builder.UseEnvironment("Development");
        foreach (var (key, value) in _settings)
            builder.UseSetting(key, value);
        builder.ConfigureTestServices(services => services.AddSingleton<TimeProvider>(Time));
    }
}
