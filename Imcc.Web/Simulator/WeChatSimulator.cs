using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using System.Threading.Channels;
using Imcc.Core.Channels;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Directory = Imcc.Core.Organisation.Directory;

namespace Imcc.Web.Simulator;

/// <summary>The page <c>/simulator</c>: a telephone that follows our accounts, and WeChat's server behind it. For the demo mode only.</summary>
public static class WeChatSimulator
{
    private const int MaxPicture = 10 * 1024 * 1024;
    private static readonly string[] FirstFollowers = ["小明", "李女士", "王先生"];

    /// <summary>Call after <c>AddWeChat()</c>: it leads that client's calls to <see cref="WeChatStandIn.ApiBase"/> back to this process.</summary>
    public static IServiceCollection AddWeChatSimulator(this IServiceCollection services)
    {
        services.AddSingleton(provider => new WeChatStandIn(provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton<OwnAddress>();
        services.AddSingleton<WeChatPhone>();
        services.AddHostedService<StandInReports>();
        services.AddTransient<StandInRoute>();
        services.AddSingleton(new SimulatorPage("/simulator", "微信", "WeChat", 1));
        services.AddHttpClient("wechat").AddHttpMessageHandler<StandInRoute>();
        services.AddHttpClient(WeChatPhone.ClientName).ConfigureHttpClient(client => client.Timeout = TimeSpan.FromSeconds(5)).RemoveAllLoggers();
        return services;
    }

    public static IEndpointRouteBuilder MapWeChatSimulator(this IEndpointRouteBuilder routes)
    {
        routes.MapWeChatStandIn(StandInRoute.Prefix);
        routes.MapSimulatorTabs();
        var group = routes.MapGroup("/simulator").AllowAnonymous().DisableAntiforgery()
            .WithMetadata(new SkipStatusCodePagesAttribute()).ExcludeFromDescription();
        group.MapGet("", () => Page("phone.html", "text/html; charset=utf-8"));
        group.MapGet("phone.css", () => Page("phone.css", "text/css; charset=utf-8"));
        group.MapGet("phone.js", () => Page("phone.js", "text/javascript; charset=utf-8"));
        group.MapGet("api/accounts", Accounts);
        group.MapGet("api/followers", Followers);
        group.MapPost("api/followers", AddFollower);
        group.MapGet("api/codes", Codes);
        group.MapPost("api/acts", ActAsync);
        group.MapPost("api/pictures", PictureAsync);
        group.MapGet("api/media/{id}", Media);
        group.MapGet("api/entries", Entries);
        group.MapGet("api/stream", Stream);
        group.MapGet("api/menu", Menu);
        group.MapPost("api/faults", AddFault);
        group.MapDelete("api/faults", ClearFaults);
        group.MapPost("api/tokens/expire", ExpireTokens);
        return routes;
    }

    private static FileStreamHttpResult Page(string name, string type) =>
        TypedResults.Stream(typeof(WeChatSimulator).Assembly.GetManifestResourceStream("simulator/" + name)!, type);

    private static IReadOnlyList<object> Accounts(Func<Directory> directory) =>
        [.. directory().Accounts.Values.Where(a => a is { Kind: ChannelKind.WeChat, Enabled: true, WeChat: not null })
            .OrderBy(a => a.Key, StringComparer.Ordinal)
            .Select(a => new { a.Key, a.Name, HasKey = a.WeChat!.EncodingAesKey.Length > 0, IsHere = StandInRoute.IsHere(a.WeChat.ApiBase) })];

    private static IResult Followers(string account, Func<Directory> directory, WeChatStandIn standIn)
    {
        if (Find(directory, account)?.WeChat is not { } settings)
            return TypedResults.NotFound();
        if (standIn.Followers(settings.AppId).Count == 0)
        {
            foreach (var name in FirstFollowers)
                standIn.Enrol(settings.AppId, WeChatStandIn.OpenIdOf(settings.AppId, name), name);
        }

        return TypedResults.Ok(standIn.Followers(settings.AppId).Select(f => new { f.OpenId, f.Name, f.IsFollowing }));
    }

    /// <summary>What hangs at the walls: the codes that were made, the latest first.</summary>
    private static IResult Codes(string account, Func<Directory> directory, WeChatStandIn standIn) =>
        Find(directory, account)?.WeChat is { } settings
            ? TypedResults.Ok(standIn.Users.Codes(settings.AppId).Where(c => !(c.Until <= standIn.Now)).Reverse().Take(100).Select(c => new { c.Scene, c.Url }))
            : TypedResults.NotFound();

    private static IResult AddFollower(NewFollower given, Func<Directory> directory, WeChatStandIn standIn)
    {
        var name = given.Name?.Trim() ?? "";
        if (Find(directory, given.Account)?.WeChat is not { } settings || name.Length is 0 or > 20)
            return TypedResults.BadRequest();
        var follower = standIn.Enrol(settings.AppId, WeChatStandIn.OpenIdOf(settings.AppId, name), name);
        return TypedResults.Ok(new { follower.OpenId, follower.Name, follower.IsFollowing });
    }

    private static async Task<IResult> ActAsync(PhoneAct act, Func<Directory> directory, WeChatPhone phone, CancellationToken cancellationToken) =>
        Find(directory, act.Account) is { } account && act.Follower is { Length: > 0 and <= 64 } && act.Text is { Length: <= 4000 }
            ? TypedResults.Ok(await phone.DoAsync(account, act, cancellationToken))
            : TypedResults.BadRequest();

    private static async Task<IResult> PictureAsync(HttpRequest request, WeChatStandIn standIn, CancellationToken cancellationToken)
    {
        if (request.ContentLength is null or > MaxPicture)
            return TypedResults.StatusCode(StatusCodes.Status413PayloadTooLarge);
        var content = new byte[(int)request.ContentLength];
        await request.Body.ReadExactlyAsync(content, cancellationToken);
        return WeChatStandInApi.PictureType(content) is { } type
            ? TypedResults.Ok(new { MediaId = standIn.Keep(content, type, "picture", "image").Id })
            : TypedResults.BadRequest();
    }

    private static IResult Media(string id, WeChatStandIn standIn, HttpResponse response)
    {
        if (standIn.Media(id) is not { } media)
            return TypedResults.NotFound();
        response.Headers.XContentTypeOptions = "nosniff";
        response.Headers.ContentSecurityPolicy = "default-src 'none'; sandbox";
        return TypedResults.Bytes(media.Content, media.ContentType);
    }

    private static IResult Entries(string account, string follower, long? after, Func<Directory> directory, WeChatStandIn standIn) =>
        Find(directory, account)?.WeChat is { } settings && standIn.Find(settings.AppId, follower) is { } found
            ? TypedResults.Ok(standIn.Entries(found, after ?? 0))
            : TypedResults.NotFound();

    /// <summary>The menu that this follower sees; an empty list: none was published.</summary>
    private static IResult Menu(string account, string follower, Func<Directory> directory, WeChatStandIn standIn) =>
        Find(directory, account)?.WeChat is { } settings ? TypedResults.Content(standIn.Menus.For(settings.AppId, follower), "application/json") : TypedResults.NotFound();

    private static IResult Stream(
        string account, string follower, Func<Directory> directory, WeChatStandIn standIn, IHostApplicationLifetime lifetime, HttpContext context)
    {
        if (Find(directory, account)?.WeChat is not { } settings || standIn.Find(settings.AppId, follower) is not { } found)
            return TypedResults.NotFound();
        return TypedResults.ServerSentEvents(NewsAsync(standIn, found, lifetime.ApplicationStopping, context.RequestAborted));
    }

    /// <summary>New lines of the telephone and the state of its windows, at each change and every few seconds (windows close by themselves).</summary>
    private static async IAsyncEnumerable<SseItem<object>> NewsAsync(
        WeChatStandIn standIn, StandInFollower follower, CancellationToken stopping, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(stopping, cancellationToken);
        var signal = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });
        void OnChanged(StandInFollower changed)
        {
            if (ReferenceEquals(changed, follower))
                signal.Writer.TryWrite(true);
        }

        standIn.Changed += OnChanged;
        try
        {
            var seen = 0L;
            while (!either.IsCancellationRequested)
            {
                var entries = standIn.Entries(follower, seen);
                if (entries.Count > 0)
                    seen = entries[^1].Seq;
                var (windows, isTyping) = standIn.State(follower);
                yield return new SseItem<object>(new
                {
                    entries,
                    windows = windows.Select(w => new { trigger = w.Trigger.ToString(), w.Left, seconds = (int)(w.Until - standIn.Now).TotalSeconds }),
                    isTyping,
                    follower.IsFollowing,
                    calls = standIn.Calls(follower.AppId).Select(c => new { path = c.Key, used = c.Value, limit = WeChatStandInApi.DailyLimits.GetValueOrDefault(c.Key) }),
                    faults = standIn.Faults().Select(f => new { f.Code, f.Times, f.Drop, f.HttpStatus, delay = (int)f.Delay.TotalMilliseconds }),
                });
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

    private static IResult AddFault(NewFault given, WeChatStandIn standIn)
    {
        if (given.Times is < 1 or > 100 || given.DelayMs is < 0 or > 60_000 || given.HttpStatus is not (0 or (>= 400 and <= 599)) || given.Path is not { Length: > 0 and <= 100 })
            return TypedResults.BadRequest();
        standIn.Inject(new StandInFault(given.Path, given.Code, given.Times, TimeSpan.FromMilliseconds(given.DelayMs), given.Drop, given.AfterEffect, given.HttpStatus));
        return TypedResults.NoContent();
    }

    private static NoContent ClearFaults(WeChatStandIn standIn)
    {
        standIn.ClearFaults();
        return TypedResults.NoContent();
    }

    private static IResult ExpireTokens(string account, Func<Directory> directory, WeChatStandIn standIn)
    {
        if (Find(directory, account)?.WeChat is not { } settings)
            return TypedResults.NotFound();
        standIn.ExpireTokens(settings.AppId);
        return TypedResults.NoContent();
    }

    private static ChannelAccount? Find(Func<Directory> directory, string? key) =>
        key is not null && directory().AccountsByKey.TryGetValue(key, out var account) && account is { Kind: ChannelKind.WeChat, Enabled: true } ? account : null;

    private sealed record NewFollower(string? Account, string? Name);

    private sealed record NewFault(int Code = 0, int Times = 1, int DelayMs = 0, bool Drop = false, bool AfterEffect = false, int HttpStatus = 0, string Path = "/message/custom/send");
}
