using System.Globalization;
using System.Net.Http.Headers;
using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using System.Threading.Channels;
using Imcc.Core.Channels;
using Imcc.Core.Channels.Open;
using Imcc.Infrastructure.Channels.Open;
using Imcc.Infrastructure.Demo;
using Imcc.Infrastructure.Organisation;
using Microsoft.Extensions.Options;
using Directory = Imcc.Core.Organisation.Directory;

namespace Imcc.Web.Simulator;

/// <summary>The page <c>/simulator/open</c>: a small system that has customers of its own and is connected by the open channel. For the demo mode only.</summary>
public static class OpenSimulator
{
    private const string ClientName = "open-simulator";
    private const string DemoKey = "open";
    private const int LargestFile = 5 * 1024 * 1024;
    private static readonly string[] FirstCustomers = ["小陈", "刘女士"];

    /// <summary>Call after <c>AddOpenChannel()</c>. The demo's account of it is made at the start.</summary>
    public static IServiceCollection AddOpenSimulator(this IServiceCollection services)
    {
        services.AddSingleton<OpenStandIn>();
        services.AddSingleton<OpenStandInHook>();
        services.AddTransient<OpenStandInRoute>();
        services.AddHttpClient(OpenServices.WebhookClient).AddHttpMessageHandler<OpenStandInRoute>();
        services.AddHttpClient(ClientName).ConfigureHttpClient(client => client.Timeout = TimeSpan.FromSeconds(30)).RemoveAllLoggers();
        services.AddSingleton(new SimulatorPage("/simulator/open", "开放渠道", "Open channel", 4));
        services.AddSingleton(new DemoAccount(DemoKey, ChannelKind.Open, "云软银行手机银行", () => new Dictionary<string, string>
        {
            [OpenSettings.WebhookUrl] = OpenStandInRoute.Webhook,
            [OpenSettings.SigningKey] = OpenForm.NewSigningKey(),
            [OpenSettings.AccessKey] = OpenForm.NewAccessKey(),
            [OpenSettings.Typing] = OpenSettings.Yes,
        }));
        // The stand-in is on this machine.
        services.AddOptions<OpenChannelOptions>().PostConfigure<IOptions<DemoOptions>>((options, demo) => options.AllowLoopback |= demo.Value.Enabled);
        return services;
    }

    public static IEndpointRouteBuilder MapOpenSimulator(this IEndpointRouteBuilder routes)
    {
        var group = routes.MapSimulatorGroup("/simulator/open");
        group.MapGet("", () => SimulatorTabs.Page("open.html", "text/html; charset=utf-8"));
        group.MapGet("open.css", () => SimulatorTabs.Page("open.css", "text/css; charset=utf-8"));
        group.MapGet("open.js", () => SimulatorTabs.Page("open.js", "text/javascript; charset=utf-8"));
        group.MapPost("webhook", (HttpRequest request, OpenStandInHook hook, CancellationToken cancellationToken) => hook.HearAsync(request, cancellationToken));
        group.MapGet("api/accounts", (Func<Directory> directory) => directory().Accounts.Values.Where(a => a is { Kind: ChannelKind.Open, Enabled: true }).OrderBy(a => a.Key, StringComparer.Ordinal)
            .Select(a => new { a.Key, a.Name, IsHere = new OpenSettings(a).Webhook?.AbsolutePath == OpenStandInRoute.Webhook }));
        group.MapGet("api/customers", Customers);
        group.MapPost("api/acts", ActAsync);
        group.MapPost("api/files", FileAsync);
        group.MapGet("api/entries", (string account, string customer, OpenStandIn standIn, long after = 0) => standIn.Look(account, customer, after).Entries);
        group.MapGet("api/stream", (string account, string customer, OpenStandIn standIn, IHostApplicationLifetime lifetime, HttpContext context) =>
            TypedResults.ServerSentEvents(NewsAsync(standIn, account, customer, lifetime.ApplicationStopping, context.RequestAborted)));
        group.MapPost("api/faults", Fault);
        group.MapDelete("api/faults", (OpenStandIn standIn) => standIn.ClearFaults());
        return routes;
    }

    private static IReadOnlyList<string> Customers(string account, OpenStandIn standIn)
    {
        if (standIn.Customers(account).Count == 0)
        {
            foreach (var name in FirstCustomers)
                standIn.Enrol(account, name);
        }

        return standIn.Customers(account);
    }

    private static IResult Fault(NewFault given, OpenStandIn standIn)
    {
        if (given.Status is not (>= 400 and <= 599) || given.Times is < 1 or > 20)
            return TypedResults.BadRequest();
        standIn.Fail(given.Status, given.Times);
        return TypedResults.NoContent();
    }

    private static async Task<IResult> ActAsync(OpenAct act, Func<Directory> directory, OpenStandIn standIn, IHttpClientFactory clients, OwnAddress own, CancellationToken cancellationToken)
    {
        if (Find(directory, act.Account) is not { } account || act.Customer is not { Length: > 0 and <= 40 } || act.Text is not { Length: > 0 and <= 4000 })
            return TypedResults.BadRequest();
        var id = act.Id ?? NewId(standIn);
        standIn.Say(account.Key, act.Customer, new(standIn.Now, act.Kind == "event" ? "note" : "me", act.Kind, act.Text, act.Kind == "link" ? act.Text : null));
        var from = new OpenParty(act.Customer, act.Customer);
        var message = act.Kind switch
        {
            "event" => new OpenIncoming { Id = id, From = from, Type = "event", Event = new(act.Text) },
            "location" => new OpenIncoming { Id = id, From = from, Type = "location", Location = new(31.2304, 121.4737, act.Text) },
            "link" => new OpenIncoming { Id = id, From = from, Type = "link", Link = new(act.Text, act.Text) },
            _ => new OpenIncoming { Id = id, From = from, Type = "text", Text = act.Text },
        };
        var statuses = await Task.WhenAll(Enumerable.Range(0, Math.Clamp(act.Times, 1, 3)).Select(_ => PostAsync(clients, own, account, JsonContent.Create(message), cancellationToken)));
        return TypedResults.Ok(new { id, statuses });
    }

    private static async Task<IResult> FileAsync(HttpRequest request, string account, string customer, string name, Func<Directory> directory, OpenStandIn standIn, IHttpClientFactory clients, OwnAddress own, CancellationToken cancellationToken)
    {
        if (Find(directory, account) is not { } found || customer.Length is 0 or > 40 || name.Length > 200)
            return TypedResults.BadRequest();
        if (request.ContentLength is null or > LargestFile)
            return TypedResults.StatusCode(StatusCodes.Status413PayloadTooLarge);
        var content = new byte[(int)request.ContentLength];
        await request.Body.ReadExactlyAsync(content, cancellationToken);
        var id = NewId(standIn);
        var type = request.ContentType?.Split('/')[0] switch { "image" => "picture", "audio" => "voice", "video" => "video", _ => "file" };
        standIn.Say(account, customer, new(standIn.Now, "me", type, name));
        using var form = new MultipartFormDataContent
        {
            { JsonContent.Create(new OpenIncoming { Id = id, From = new(customer, customer), Type = type }), "message" },
            { new ByteArrayContent(content), "file", name },
        };
        return TypedResults.Ok(new { id, statuses = new[] { await PostAsync(clients, own, found, form, cancellationToken) } });
    }

    private static async Task<int> PostAsync(IHttpClientFactory clients, OwnAddress own, ChannelAccount account, HttpContent content, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(own.Get(), $"api/v1/channels/{account.Key}/messages")) { Content = content };
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", account.Connection[OpenSettings.AccessKey]);
        using var client = clients.CreateClient(ClientName);
        using var response = await client.SendAsync(request, cancellationToken);
        return (int)response.StatusCode;
    }

    /// <summary>What is new for a customer and at the webhook, at each change and every few seconds.</summary>
    private static async IAsyncEnumerable<SseItem<object>> NewsAsync(
        OpenStandIn standIn, string account, string customer, CancellationToken stopping, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(stopping, cancellationToken);
        var signal = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });
        void OnChanged() => signal.Writer.TryWrite(true);
        standIn.Changed += OnChanged;
        try
        {
            var seen = 0L;
            while (!either.IsCancellationRequested)
            {
                var (entries, isTyping) = standIn.Look(account, customer, seen);
                if (entries.Count > 0)
                    seen = entries[^1].Seq;
                var (calls, faults) = standIn.Webhook(account);
                yield return new SseItem<object>(new { entries, isTyping, calls, faults });
                using var wait = CancellationTokenSource.CreateLinkedTokenSource(either.Token);
                wait.CancelAfter(TimeSpan.FromSeconds(5));
                await signal.Reader.WaitToReadAsync(wait.Token).AsTask().ContinueWith(_ => { }, CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);
                signal.Reader.TryRead(out _);
            }
        }
        finally
        {
            standIn.Changed -= OnChanged;
        }
    }

    private static string NewId(OpenStandIn standIn) => Guid.CreateVersion7(standIn.Now).ToString("N", CultureInfo.InvariantCulture);

    private static ChannelAccount? Find(Func<Directory> directory, string? key) =>
        key is not null && directory().AccountsByKey.TryGetValue(key, out var account) && account is { Kind: ChannelKind.Open, Enabled: true } ? account : null;

    private sealed record OpenAct(string? Account, string? Customer, string Kind = "text", string Text = "", int Times = 1, string? Id = null);

    private sealed record NewFault(int Status = 503, int Times = 1);
}
