using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Threading.Channels;
using Imcc.Core.Channels;
using Imcc.Core.Channels.OneBot;
using Imcc.Infrastructure.Demo;
using Imcc.Infrastructure.Organisation;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Directory = Imcc.Core.Organisation.Directory;

namespace Imcc.Web.Simulator;

/// <summary>The page <c>/simulator/onebot</c>: telephones of three people who know a personal QQ account, one by one and in a group. For the demo mode only.</summary>
public static class OneBotSimulator
{
    private const int MaxPicture = 5 * 1024 * 1024;

    public static IServiceCollection AddOneBotSimulator(this IServiceCollection services)
    {
        services.AddSingleton(new SimulatorPage("/simulator/onebot", "OneBot", "OneBot", 3));
        services.AddSingleton(provider => new OneBotStandIn(provider.GetRequiredService<TimeProvider>()));
        services.AddHostedService<OneBotStandInLink>();
        services.AddSingleton(new DemoAccount("onebot", ChannelKind.OneBot, "云软银行 QQ 群客服", () => new Dictionary<string, string>
        {
            [nameof(OneBotSettings.Mode)] = OneBotSettings.Reverse,
            [nameof(OneBotSettings.SelfId)] = "10001000",
            [nameof(OneBotSettings.Token)] = AccountRules.NewToken(),
            [nameof(OneBotSettings.Secret)] = AccountRules.NewToken(),
            [nameof(OneBotSettings.HttpBase)] = OneBotStandIn.ApiBase,
            [nameof(OneBotSettings.Prefixes)] = "/客服",
        }));
        return services;
    }

    public static IEndpointRouteBuilder MapOneBotSimulator(this IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("/simulator/onebot").AllowAnonymous().DisableAntiforgery().WithMetadata(new SkipStatusCodePagesAttribute()).ExcludeFromDescription();
        group.MapGet("", () => Page("onebot.html", "text/html; charset=utf-8"));
        group.MapGet("onebot.css", () => Page("onebot.css", "text/css; charset=utf-8"));
        group.MapGet("onebot.js", () => Page("onebot.js", "text/javascript; charset=utf-8"));
        group.MapGet("api/accounts", Accounts);
        group.MapPost("api/acts", Act);
        group.MapPost("api/recalls", Recall);
        group.MapPost("api/state", Change);
        group.MapGet("api/entries", Entries);
        group.MapGet("api/stream", Stream);
        group.MapGet("api/files/{id}", File);
        routes.MapPost(OneBotStandIn.ApiBase + "/{action}", CallAsync).AllowAnonymous().DisableAntiforgery().WithMetadata(new SkipStatusCodePagesAttribute()).ExcludeFromDescription();
        return routes;
    }

    private static FileStreamHttpResult Page(string name, string type) =>
        TypedResults.Stream(typeof(OneBotSimulator).Assembly.GetManifestResourceStream("simulator/" + name)!, type);

    private static IReadOnlyList<object> Accounts(Func<Directory> directory) =>
        [.. directory().Accounts.Values.Where(OneBotStandInLink.IsHere).OrderBy(a => a.Key, StringComparer.Ordinal).Select(a => new
        {
            a.Key, a.Name, OneBotSettings.Of(a).SelfId, Group = new { Id = OneBotStandIn.Group, Name = OneBotStandIn.GroupName }, OneBotStandIn.People,
        })];

    /// <summary>Somebody says something: <c>{account, chat, person, text, at, picture}</c>.</summary>
    private static IResult Act(OneBotAct act, Func<Directory> directory, OneBotStandIn standIn)
    {
        if (Self(directory, act.Account) is not { } self || act.Person is not { Length: >= 5 and <= 20 } || !act.Person.All(char.IsAsciiDigit) || act.Text is not { Length: <= 4000 })
            return TypedResults.BadRequest();
        var picture = act.Picture is { Length: > 0 and < MaxPicture * 4 / 3 } encoded ? Convert.FromBase64String(encoded) : null;
        if (act.Text.Length == 0 && picture is null && !act.At)
            return TypedResults.BadRequest();
        var id = standIn.Say(self, act.Chat ?? act.Person, act.Person, act.Text, act.At, picture, Math.Clamp(act.Times, 1, 3), act.ReplyTo, act.IsString);
        return TypedResults.Ok(new { MessageId = id });
    }

    private static IResult Recall(OneBotRecalled given, Func<Directory> directory, OneBotStandIn standIn)
    {
        if (Self(directory, given.Account) is not { } self || given.Person is null || given.MessageId is null)
            return TypedResults.BadRequest();
        standIn.Recall(self, given.Chat ?? given.Person, given.Person, given.MessageId);
        return TypedResults.NoContent();
    }

    private static IResult Change(OneBotState given, Func<Directory> directory, OneBotStandIn standIn)
    {
        if (Self(directory, given.Account) is not { } self)
            return TypedResults.NotFound();
        if (given.Online is { } isOnline)
            standIn.SetOnline(self, isOnline);
        if (given.Cut)
            standIn.Disconnect(self);
        if (given.Fault is { } code)
            standIn.Fail(self, code, code == 0 ? "" : given.Words ?? "消息发送失败", Math.Clamp(given.Times, 1, 20));
        return TypedResults.NoContent();
    }

    private static IResult Entries(string account, string chat, long? after, Func<Directory> directory, OneBotStandIn standIn) =>
        Self(directory, account) is { } self ? TypedResults.Ok(standIn.Entries(self, chat, after ?? 0)) : TypedResults.NotFound();

    private static IResult File(string id, string account, Func<Directory> directory, OneBotStandIn standIn, HttpResponse response)
    {
        if (Self(directory, account) is not { } self || standIn.File(self, id) is not { } content || WeChatStandInApi.PictureType(content) is not { } type)
            return TypedResults.NotFound();
        response.Headers.XContentTypeOptions = "nosniff";
        response.Headers.ContentSecurityPolicy = "default-src 'none'; sandbox";
        return TypedResults.Bytes(content, type);
    }

    private static IResult Stream(string account, string chat, Func<Directory> directory, OneBotStandIn standIn, IHostApplicationLifetime lifetime, HttpContext context) =>
        Self(directory, account) is { } self ? TypedResults.ServerSentEvents(NewsAsync(standIn, self, chat, lifetime.ApplicationStopping, context.RequestAborted)) : TypedResults.NotFound();

    private static async IAsyncEnumerable<SseItem<object>> NewsAsync(
        OneBotStandIn standIn, string self, string chat, CancellationToken stopping, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(stopping, cancellationToken);
        var signal = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });
        void OnChanged(string changed)
        {
            if (changed == self)
                signal.Writer.TryWrite(true);
        }

        standIn.Changed += OnChanged;
        try
        {
            var seen = 0L;
            while (!either.IsCancellationRequested)
            {
                var entries = standIn.Entries(self, chat, seen);
                if (entries.Count > 0)
                    seen = entries[^1].Seq;
                yield return new SseItem<object>(new { entries, isOnline = standIn.IsOnline(self) });
                using var wait = CancellationTokenSource.CreateLinkedTokenSource(either.Token);
                wait.CancelAfter(TimeSpan.FromSeconds(10));
                await signal.Reader.WaitToReadAsync(wait.Token).AsTask().ContinueWith(_ => { }, CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);
                signal.Reader.TryRead(out _);
            }
        }
        finally
        {
            standIn.Changed -= OnChanged;
        }
    }

    /// <summary>The implementation's HTTP interface, as NapCat answers: 403 for a wrong token, failures with 200 and another code than over a socket.</summary>
    private static async Task<IResult> CallAsync(string action, HttpRequest request, Func<Directory> directory, OneBotStandIn standIn, CancellationToken cancellationToken)
    {
        var token = OneBotSignature.TokenOf(request.Headers.Authorization, request.Query["access_token"]);
        if (directory().Accounts.Values.FirstOrDefault(a => OneBotStandInLink.IsHere(a) && OneBotSignature.Same(token, OneBotSettings.Of(a).Token)) is not { } account)
            return TypedResults.Json(new { message = "token verify failed!" }, statusCode: StatusCodes.Status403Forbidden);
        try
        {
            using var parameters = await JsonDocument.ParseAsync(request.Body, cancellationToken: cancellationToken);
            var answer = standIn.Do(OneBotSettings.Of(account).SelfId, action, parameters.RootElement);
            if (answer is null)
            {
                request.HttpContext.Abort();
                return TypedResults.Empty;
            }

            var code = answer["retcode"]!.GetValue<int>();
            answer["retcode"] = code is 1404 or 1200 ? 200 : code == 1400 ? 400 : code;
            answer["echo"] = "";
            return TypedResults.Text(answer.ToJsonString(), "application/json");
        }
        catch (JsonException)
        {
            return TypedResults.Text("Invalid JSON", statusCode: StatusCodes.Status400BadRequest);
        }
    }

    private static string? Self(Func<Directory> directory, string? key) =>
        key is not null && directory().AccountsByKey.TryGetValue(key, out var account) && OneBotStandInLink.IsHere(account) ? OneBotSettings.Of(account).SelfId : null;

    private sealed record OneBotAct(
        string? Account, string? Chat, string? Person, string Text = "", bool At = false, string? Picture = null, int Times = 1, string? ReplyTo = null, bool IsString = false);

    private sealed record OneBotRecalled(string? Account, string? Chat, string? Person, string? MessageId);

    private sealed record OneBotState(string? Account, bool? Online = null, bool Cut = false, int? Fault = null, string? Words = null, int Times = 1);
}
