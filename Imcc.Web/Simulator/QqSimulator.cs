using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using System.Threading.Channels;
using Imcc.Core.Channels;
using Imcc.Core.Channels.Qq;
using Imcc.Infrastructure.Channels.Qq;
using Imcc.Infrastructure.Demo;
using Imcc.Web.Webhooks;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Directory = Imcc.Core.Organisation.Directory;

namespace Imcc.Web.Simulator;

/// <summary>The page <c>/simulator/qq</c>: people and a group who talk to our QQ bots, and QQ's server behind them. For the demo mode only.</summary>
public static class QqSimulator
{
    private const string AccountKey = "qq";
    private const int MaxFile = 10 * 1024 * 1024;
    private static readonly string[] Members = ["小红", "老张", "阿杰"];

    /// <summary>Call after <see cref="QqServices.AddQq"/> and <see cref="WeChatSimulator.AddWeChatSimulator"/>: it leads that client's calls to <see cref="QqStandIn.ApiBase"/> back to this process.</summary>
    public static IServiceCollection AddQqSimulator(this IServiceCollection services)
    {
        services.AddSingleton(provider => new QqStandIn(provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton<QqPhone>();
        services.AddSingleton(new SimulatorPage("/simulator/qq", "QQ", "QQ", 2));
        services.AddTransient<QqStandInRoute>();
        foreach (var client in new[] { "qq", "qq-files" })
            services.AddHttpClient(client).AddHttpMessageHandler<QqStandInRoute>();
        services.AddSingleton(new DemoAccount(AccountKey, ChannelKind.Qq, "云软银行 QQ 机器人", () => new Dictionary<string, string>
        {
            [QqForm.AppId] = "102000001",
            [QqForm.Secret] = System.Security.Cryptography.RandomNumberGenerator.GetString("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789", 32),
            [QqForm.ApiBase] = QqStandIn.ApiBase,
            [QqForm.TokenBase] = QqStandIn.ApiBase,
            [QqForm.Markdown] = QqForm.On,
        }));
        return services;
    }

    public static IEndpointRouteBuilder MapQqSimulator(this IEndpointRouteBuilder routes)
    {
        routes.MapQqStandIn(QqStandInRoute.Prefix);
        var group = routes.MapGroup("/simulator/qq").AllowAnonymous().DisableAntiforgery().WithMetadata(new SkipStatusCodePagesAttribute()).ExcludeFromDescription();
        group.MapGet("", () => Page("qq.html", "text/html; charset=utf-8"));
        group.MapGet("qq.css", () => Page("qq.css", "text/css; charset=utf-8"));
        group.MapGet("qq.js", () => Page("qq.js", "text/javascript; charset=utf-8"));
        group.MapGet("api/accounts", Accounts);
        group.MapGet("api/chats", Chats);
        group.MapPost("api/chats", AddChat);
        group.MapPost("api/acts", ActAsync);
        group.MapPost("api/files", FileAsync);
        group.MapGet("api/entries", Entries);
        group.MapGet("api/stream", Stream);
        group.MapPost("api/reviews", ReviewAsync);
        group.MapPost("api/check", CheckAsync);
        group.MapPost("api/faults", AddFault);
        group.MapDelete("api/faults", ClearFaults);
        group.MapPost("api/tokens/expire", ExpireTokens);
        return routes;
    }

    private static FileStreamHttpResult Page(string name, string type) => TypedResults.Stream(typeof(QqSimulator).Assembly.GetManifestResourceStream("simulator/" + name)!, type);

    private static IReadOnlyList<object> Accounts(Func<Directory> directory) =>
        [.. directory().Accounts.Values.Where(a => a is { Kind: ChannelKind.Qq, Enabled: true }).OrderBy(a => a.Key, StringComparer.Ordinal)
            .Select(a => new { a.Key, a.Name, IsHere = QqSettings.Of(a) is { } settings && QqStandInRoute.IsHere(settings.ApiBase) })];

    private static IResult Chats(string account, Func<Directory> directory, QqStandIn standIn)
    {
        if (Bot(directory, account) is not { } bot)
            return TypedResults.NotFound();
        if (standIn.Chats(bot).All(c => c.Name.Length == 0))
        {
            foreach (var name in new[] { "晓雯", "陈先生" })
                standIn.Enrol(bot, QqStandIn.OpenIdOf(bot, name), name);
            standIn.Enrol(bot, "group:" + QqStandIn.OpenIdOf(bot, "群 理财交流群"), "理财交流群");
        }

        return TypedResults.Ok(standIn.Chats(bot).Select(View));
    }

    private static object View(QqChat c) => new { c.Address, Name = c.Name.Length > 0 ? c.Name : c.Address, c.IsGroup, c.IsThere, c.IsQuiet, Members = c.IsGroup ? Members : [] };

    private static IResult AddChat(NewChat given, Func<Directory> directory, QqStandIn standIn)
    {
        var name = given.Name?.Trim() ?? "";
        if (Bot(directory, given.Account) is not { } bot || name.Length is 0 or > 20)
            return TypedResults.BadRequest();
        return TypedResults.Ok(View(standIn.Enrol(bot, given.IsGroup ? "group:" + QqStandIn.OpenIdOf(bot, "群 " + name) : QqStandIn.OpenIdOf(bot, name), name)));
    }

    private static async Task<IResult> ActAsync(QqAct act, Func<Directory> directory, QqPhone phone, CancellationToken cancellationToken) =>
        Find(directory, act.Account) is { } account && act.Chat is { Length: > 0 and <= 100 } && act.Text is { Length: <= 6000 } && act.Member is { Length: <= 40 }
            ? TypedResults.Ok(await phone.DoAsync(account, act, cancellationToken))
            : TypedResults.BadRequest();

    private static async Task<IResult> FileAsync(string name, HttpContext context, QqStandIn standIn)
    {
        var (status, content) = await RequestBody.ReadAsync(context, MaxFile);
        if (content is null)
            return TypedResults.StatusCode(status);
        var type = WeChatStandInApi.PictureType(content);
        var file = standIn.Files.Keep("inbound", type is null ? 4 : 1, content, type ?? "file", name.Length <= 100 ? name : name[..100]);
        return TypedResults.Ok(new { MediaId = file.Id });
    }

    private static IResult Entries(string account, string chat, long? after, Func<Directory> directory, QqStandIn standIn) =>
        Bot(directory, account) is { } bot && standIn.Find(bot, chat) is { } found ? TypedResults.Ok(standIn.Entries(found, after ?? 0)) : TypedResults.NotFound();

    private static IResult Stream(string account, string chat, Func<Directory> directory, QqStandIn standIn, IHostApplicationLifetime lifetime, HttpContext context) =>
        Bot(directory, account) is { } bot && standIn.Find(bot, chat) is { } found
            ? TypedResults.ServerSentEvents(NewsAsync(standIn, found, lifetime.ApplicationStopping, context.RequestAborted))
            : TypedResults.NotFound();

    /// <summary>New lines and the state of the window, at each change and every few seconds (a window closes by itself).</summary>
    private static async IAsyncEnumerable<SseItem<object>> NewsAsync(
        QqStandIn standIn, QqChat chat, CancellationToken stopping, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(stopping, cancellationToken);
        var signal = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });
        void OnChanged(QqChat changed)
        {
            if (ReferenceEquals(changed, chat))
                signal.Writer.TryWrite(true);
        }

        standIn.Changed += OnChanged;
        try
        {
            var seen = 0L;
            while (!either.IsCancellationRequested)
            {
                var entries = standIn.Entries(chat, seen);
                if (entries.Count > 0)
                    seen = entries[^1].Seq;
                var window = standIn.Window(chat);
                yield return new SseItem<object>(new
                {
                    entries,
                    window = window is { } open ? new { open.Left, seconds = (int)(open.Until - standIn.Now).TotalSeconds } : null,
                    isTyping = standIn.IsTyping(chat),
                    chat.IsThere,
                    chat.IsQuiet,
                    calls = standIn.Calls(chat.AppId).Select(c => new { path = c.Key, used = c.Value }),
                    faults = standIn.Faults().Select(f => new { f.Code, f.Times, f.Drop, f.HttpStatus, delay = (int)f.Delay.TotalMilliseconds }),
                    reviews = standIn.Reviews().Where(r => ReferenceEquals(r.Chat, chat)).Select(r => new { r.Id, r.Entry.Text }),
                    standIn.ToReview,
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

    private static async Task<IResult> ReviewAsync(Verdict given, Func<Directory> directory, QqStandIn standIn, QqPhone phone, CancellationToken cancellationToken) =>
        Find(directory, given.Account) is { } account && QqSettings.Of(account) is not null && given.Id is { } id && standIn.Decide(id, given.IsPassed) is { } review
            ? TypedResults.Ok(await phone.DecideAsync(account, review, given.IsPassed, cancellationToken))
            : TypedResults.NotFound();

    private static async Task<IResult> CheckAsync(string account, Func<Directory> directory, QqPhone phone, CancellationToken cancellationToken) =>
        Find(directory, account) is { } found && QqSettings.Of(found) is not null ? TypedResults.Ok(await phone.CheckAsync(found, cancellationToken)) : TypedResults.NotFound();

    private static IResult AddFault(NewFault given, QqStandIn standIn)
    {
        if (given.Times is < 1 or > 100 || given.DelayMs is < 0 or > 60_000 || given.HttpStatus is not (0 or (>= 400 and <= 599)))
            return TypedResults.BadRequest();
        if (given.Review)
            standIn.ToReview += given.Times;
        else
            standIn.Inject(new StandInFault("/messages", given.Code, given.Times, TimeSpan.FromMilliseconds(given.DelayMs), given.Drop, given.AfterEffect, given.HttpStatus));
        return TypedResults.NoContent();
    }

    private static NoContent ClearFaults(QqStandIn standIn)
    {
        standIn.ClearFaults();
        return TypedResults.NoContent();
    }

    private static IResult ExpireTokens(string account, Func<Directory> directory, QqStandIn standIn)
    {
        if (Bot(directory, account) is not { } bot)
            return TypedResults.NotFound();
        standIn.ExpireTokens(bot);
        return TypedResults.NoContent();
    }

    private static ChannelAccount? Find(Func<Directory> directory, string? key) =>
        key is not null && directory().AccountsByKey.TryGetValue(key, out var account) && account is { Kind: ChannelKind.Qq, Enabled: true } ? account : null;

    private static string? Bot(Func<Directory> directory, string? key) => Find(directory, key) is { } account ? QqSettings.Of(account)?.AppId : null;

    private sealed record NewChat(string? Account, string? Name, bool IsGroup = false);

    private sealed record Verdict(string? Account, string? Id, bool IsPassed);

    private sealed record NewFault(int Code = 0, int Times = 1, int DelayMs = 0, bool Drop = false, bool AfterEffect = false, int HttpStatus = 0, bool Review = false);
}
