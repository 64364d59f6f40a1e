using System.Globalization;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Mvc;

namespace Imcc.Web.Simulator;

/// <summary>The stand-in's HTTP side: the paths of api.weixin.qq.com that we call, which say 200 to business errors, too.</summary>
public static class WeChatStandInApi
{
    private const int MaxJson = 1024 * 1024;
    private const string NoRid = "00000000-00000000-00000000";
    private const int MaxUpload = 12 * 1024 * 1024;

    public static IEndpointRouteBuilder MapWeChatStandIn(this IEndpointRouteBuilder routes, string prefix)
    {
        var group = routes.MapGroup(prefix).AllowAnonymous().DisableAntiforgery()
            .WithMetadata(new SkipStatusCodePagesAttribute()).ExcludeFromDescription();
        Post("/cgi-bin/stable_token", StableTokenAsync);
        Get("/cgi-bin/token", TokenAsync);
        Post("/cgi-bin/message/custom/send", SendAsync);
        Post("/cgi-bin/message/custom/typing", TypingAsync);
        Post(StandInNotices.TemplatePath, StandInNotices.TemplateAsync);
        Post(StandInNotices.SubscriptionPath, StandInNotices.SubscriptionAsync);
        Post("/cgi-bin/media/upload", UploadAsync);
        Get("/cgi-bin/media/get", DownloadAsync);
        Get("/cgi-bin/user/info", UserInfoAsync);
        Post("/cgi-bin/openapi/quota/get", QuotaAsync);
        Post("/cgi-bin/clear_quota", ClearQuotaAsync);
        StandInAccountApi.Map(Post, Get);
        WeChatStandInUsersApi.Map(Post, Get);
        RequestDelegate video = VideoAsync;
        group.MapGet("/video/{id}", video);
        return routes;

        void Post(string path, Func<HttpContext, WeChatStandIn, Task<string?>> handle)
        {
            RequestDelegate run = context => RunAsync(context, path, handle);
            group.MapPost(path, run);
        }

        void Get(string path, Func<HttpContext, WeChatStandIn, Task<string?>> handle)
        {
            RequestDelegate run = context => RunAsync(context, path, handle);
            group.MapGet(path, run);
        }
    }

    /// <param name="handle">Gives the JSON to answer; null when it has answered by itself.</param>
    private static async Task RunAsync(HttpContext context, string path, Func<HttpContext, WeChatStandIn, Task<string?>> handle)
    {
        var standIn = context.RequestServices.GetRequiredService<WeChatStandIn>();
        var fault = standIn.TakeFault(path, standIn.AppOf(context.Request.Query["access_token"].ToString()));
        string? effect = null;
        if (fault is null or { AfterEffect: true } or { Code: 0, Drop: false, HttpStatus: 0 })
        {
            effect = await handle(context, standIn);
            if (effect is null)
                return;
        }

        if (fault is { Delay.Ticks: > 0 })
            await Task.Delay(fault.Delay, context.RequestAborted).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (fault is { Drop: true })
        {
            context.Abort();
            return;
        }

        if (fault is { HttpStatus: > 0 })
        {
            context.Response.StatusCode = fault.HttpStatus;
            return;
        }

        await WriteAsync(context, Named(standIn, path, fault is { Code: not 0 } ? Error(fault.Code, "injected") : effect!));
    }

    /// <summary>An error names its call, which can be looked up.</summary>
    private static string Named(WeChatStandIn standIn, string path, string answer)
    {
        if (!answer.Contains(NoRid, StringComparison.Ordinal))
            return answer;
        var rid = standIn.CallsRefused.NextRid();
        answer = answer.Replace(NoRid, rid, StringComparison.Ordinal);
        standIn.CallsRefused.Remember(rid, path, answer);
        return answer;
    }

    private static async Task<string?> StableTokenAsync(HttpContext context, WeChatStandIn standIn)
    {
        var (code, json) = await ReadAsync(context);
        if (json is not { } body)
            return Error(code, "data format error");
        var force = body.TryGetProperty("force_refresh", out var given) && given.ValueKind == JsonValueKind.True;
        return Text(body, "grant_type") == "client_credential" ? Token(standIn.IssueToken(Text(body, "appid"), Text(body, "secret"), true, force)) : Error(40002, "invalid grant_type");
    }

    private static Task<string?> TokenAsync(HttpContext context, WeChatStandIn standIn)
    {
        var query = context.Request.Query;
        return Task.FromResult<string?>(Token(standIn.IssueToken(query["appid"].ToString(), query["secret"].ToString(), false, false)));
    }

    private static string Token((int Code, string Token, int ExpiresIn) issued) => issued.Code == 0
        ? string.Create(CultureInfo.InvariantCulture, $"{{\"access_token\":\"{issued.Token}\",\"expires_in\":{issued.ExpiresIn}}}")
        : Error(issued.Code, "invalid appid or secret");

    private static async Task<string?> SendAsync(HttpContext context, WeChatStandIn standIn)
    {
        if (Denied(context, standIn, "/cgi-bin/message/custom/send", out var appId) is { } denied)
            return denied;
        var (code, json) = await ReadAsync(context);
        if (json is not { } body)
            return Error(code, "invalid request body");
        var (refusal, entry) = Entry(standIn, body);
        if (entry is null)
            return Error(refusal, "invalid message");
        return Error(standIn.Deliver(appId, Text(body, "touser"), entry), "");
    }

    private static (int Refusal, StandInEntry? Entry) Entry(WeChatStandIn standIn, JsonElement body)
    {
        var type = Text(body, "msgtype");
        if (type.Length == 0 || !body.TryGetProperty(type, out var inner) || inner.ValueKind != JsonValueKind.Object)
            return (40008, null);
        var now = standIn.Now;
        switch (type)
        {
            case "text":
                var text = Text(inner, "content");
                return text.Length == 0 ? (44004, null)
                    : Encoding.UTF8.GetByteCount(text) > 2048 ? (45002, null)
                    : (0, new StandInEntry(now, "account", type, text, Via: "api"));
            case "image" or "voice" or "video":
                var mediaId = Text(inner, "media_id");
                return standIn.Media(mediaId) is null ? (40007, null) : (0, new StandInEntry(now, "account", type, "", mediaId, "api"));
            case "news":
                if (!inner.TryGetProperty("articles", out var articles) || articles.ValueKind != JsonValueKind.Array || articles.GetArrayLength() != 1 || articles[0].ValueKind != JsonValueKind.Object)
                    return (45008, null);
                return (0, new StandInEntry(now, "account", "link", Text(articles[0], "title") + "\n" + Text(articles[0], "description"), Via: "api", Url: Text(articles[0], "url")));
            case "msgmenu":
                return MenuEntry(inner, now);
            default:
                return (0, new StandInEntry(now, "account", type, "[" + type + "]", Via: "api"));
        }
    }

    private static (int Refusal, StandInEntry? Entry) MenuEntry(JsonElement menu, DateTimeOffset now)
    {
        if (!menu.TryGetProperty("list", out var list) || list.ValueKind != JsonValueKind.Array || list.GetArrayLength() == 0)
            return (40008, null);
        var items = list.EnumerateArray().Select(i => new StandInMenuItem(Text(i, "id"), Text(i, "content"))).ToList();
        return items.Any(i => i.Id.Length == 0 || i.Content.Length == 0)
            ? (40008, null)
            : (0, new StandInEntry(now, "account", "msgmenu", Text(menu, "head_content"), Via: "api") { Menu = items, Tail = Text(menu, "tail_content") });
    }

    private static async Task<string?> TypingAsync(HttpContext context, WeChatStandIn standIn)
    {
        if (Denied(context, standIn, "/cgi-bin/message/custom/typing", out var appId) is { } denied)
            return denied;
        var (code, json) = await ReadAsync(context);
        if (json is not { } body)
            return Error(code, "invalid request body");
        return Text(body, "command") switch
        {
            "Typing" => Error(standIn.Type(appId, Text(body, "touser"), true), ""),
            "CancelTyping" => Error(standIn.Type(appId, Text(body, "touser"), false), ""),
            _ => Error(45072, "invalid command"),
        };
    }

    private static async Task<string?> UploadAsync(HttpContext context, WeChatStandIn standIn)
    {
        if (Denied(context, standIn, "/cgi-bin/media/upload", out _) is { } denied)
            return denied;
        var kind = context.Request.Query["type"].ToString();
        if (kind is not ("image" or "voice" or "video" or "thumb"))
            return Error(40004, "invalid media type");
        if (!context.Request.HasFormContentType || context.Request.ContentLength > MaxUpload)
            return Error(context.Request.ContentLength > MaxUpload ? 45001 : 41005, "media data missing");
        IFormCollection form;
        try
        {
            form = await context.Request.ReadFormAsync(context.RequestAborted);
        }
        catch (Exception e) when (e is InvalidDataException or IOException)
        {
            return Error(41005, "media data missing");
        }

        // The real server finds the file only by a quoted name.
        if (form.Files.GetFile("media") is not { } file || !file.ContentDisposition.Contains("filename=\"", StringComparison.Ordinal))
            return Error(41005, "media data missing");
        using var bytes = new MemoryStream();
        await file.CopyToAsync(bytes, context.RequestAborted);
        var content = bytes.ToArray();
        var type = kind == "image" ? PictureType(content) : file.ContentType;
        if (type is null || content.Length == 0)
            return Error(40005, "invalid file type");
        var media = standIn.Keep(content, type, Path.GetFileName(file.FileName), kind);
        return string.Create(CultureInfo.InvariantCulture, $"{{\"type\":\"{kind}\",\"media_id\":\"{media.Id}\",\"created_at\":{standIn.Now.ToUnixTimeSeconds()}}}");
    }

    private static async Task<string?> DownloadAsync(HttpContext context, WeChatStandIn standIn)
    {
        if (Denied(context, standIn, "/cgi-bin/media/get", out _) is { } denied)
            return denied;
        if (standIn.Media(context.Request.Query["media_id"].ToString()) is not { } media)
            return Error(40007, "invalid media_id");
        if (media.Kind == "video")
        {
            var address = $"{context.Request.Scheme}://{context.Request.Host}{context.Request.PathBase}"
                + context.Request.Path.Value!.Replace("/cgi-bin/media/get", "/video/" + media.Id, StringComparison.Ordinal);
            return "{\"video_url\":" + JsonSerializer.Serialize(address) + "}";
        }

        await WriteAsync(context, media);
        return null;
    }

    private static Task VideoAsync(HttpContext context)
    {
        var media = context.RequestServices.GetRequiredService<WeChatStandIn>().Media((string)context.Request.RouteValues["id"]!);
        if (media is { Kind: "video" })
            return WriteAsync(context, media);
        context.Response.StatusCode = StatusCodes.Status404NotFound;
        return Task.CompletedTask;
    }

    private static Task<string?> UserInfoAsync(HttpContext context, WeChatStandIn standIn) =>
        Task.FromResult<string?>(Denied(context, standIn, "/cgi-bin/user/info", out var appId) ?? StandInPerson.Info(standIn, appId, context.Request.Query["openid"].ToString()));

    private static async Task<string?> QuotaAsync(HttpContext context, WeChatStandIn standIn)
    {
        if (Denied(context, standIn, "/cgi-bin/openapi/quota/get", out var appId) is { } denied)
            return denied;
        var (code, json) = await ReadAsync(context);
        if (json is not { } body)
            return Error(code, "invalid request body");
        if (!DailyLimits.TryGetValue(Text(body, "cgi_path"), out var limit))
            return Error(76021, "cgi_path not found");
        var used = standIn.Calls(appId).GetValueOrDefault(Text(body, "cgi_path"));
        return string.Create(CultureInfo.InvariantCulture, $"{{\"errcode\":0,\"errmsg\":\"ok\",\"quota\":{{\"daily_limit\":{limit},\"used\":{used},\"remain\":{limit - used}}}}}");
    }

    private static Task<string?> ClearQuotaAsync(HttpContext context, WeChatStandIn standIn)
    {
        if (Denied(context, standIn, "/cgi-bin/clear_quota", out var appId) is { } denied)
            return Task.FromResult<string?>(denied);
        if (standIn.CallsRefused.Clear(appId) is var code and not 0)
            return Task.FromResult<string?>(Error(code, "forbid to clear quota because of reaching the limit"));
        standIn.ClearQuota(appId);
        return Task.FromResult<string?>(Error(0, ""));
    }

    /// <summary>What WeChat grants a day.</summary>
    public static IReadOnlyDictionary<string, int> DailyLimits { get; } = new Dictionary<string, int>(StringComparer.Ordinal)
    {
        ["/cgi-bin/token"] = 2000,
        ["/cgi-bin/stable_token"] = 500_000,
        ["/cgi-bin/message/custom/send"] = 500_000,
        ["/cgi-bin/message/custom/typing"] = 500_000,
        [StandInNotices.TemplatePath] = 100_000,
        [StandInNotices.SubscriptionPath] = 100_000,
        ["/cgi-bin/media/upload"] = 100_000,
        ["/cgi-bin/media/get"] = 200_000,
        ["/cgi-bin/user/info"] = 5_000_000,
        ["/cgi-bin/menu/create"] = 1000,
        ["/cgi-bin/menu/get"] = 10_000,
        ["/cgi-bin/menu/delete"] = 1000,
        ["/cgi-bin/menu/addconditional"] = 2000,
        ["/cgi-bin/template/get_all_private_template"] = 100_000,
        ["/cgi-bin/user/info/batchget"] = 5_000_000,
        ["/cgi-bin/user/get"] = 500,
        ["/cgi-bin/user/info/updateremark"] = 10_000,
        ["/cgi-bin/tags/create"] = 1000,
        ["/cgi-bin/tags/get"] = 1000,
        ["/cgi-bin/tags/update"] = 1000,
        ["/cgi-bin/tags/members/batchtagging"] = 100_000,
        ["/cgi-bin/tags/members/batchuntagging"] = 100_000,
        ["/cgi-bin/qrcode/create"] = 100_000,
    };

    internal static string? Denied(HttpContext context, WeChatStandIn standIn, string path, out string appId)
    {
        var code = standIn.CheckToken(context.Request.Query["access_token"].ToString(), out appId);
        if (code != 0)
            return Error(code, code == 42001 ? "access_token expired" : "invalid credential, access_token is invalid or not latest");
        standIn.Count(appId, path);
        return DailyLimits.TryGetValue(path, out var limit) && standIn.Calls(appId)[path] > limit ? Error(45009, "reach max api daily quota limit") : null;
    }

    internal static async Task<(int Code, JsonElement? Json)> ReadAsync(HttpContext context)
    {
        if (context.Request.ContentLength > MaxJson)
            return (45001, null);
        using var bytes = new MemoryStream();
        var buffer = new byte[8192];
        int read;
        while ((read = await context.Request.Body.ReadAsync(buffer, context.RequestAborted)) > 0)
        {
            if (bytes.Length + read > MaxJson)
                return (45001, null);
            bytes.Write(buffer, 0, read);
        }

        var json = bytes.GetBuffer().AsMemory(0, (int)bytes.Length);
        if (HasEscapedCharacter(json.Span))
            return (40033, null);
        try
        {
            using var document = JsonDocument.Parse(json);
            return document.RootElement.ValueKind == JsonValueKind.Object ? (0, document.RootElement.Clone()) : (47001, null);
        }
        catch (JsonException)
        {
            return (47001, null);
        }
    }

    private static bool HasEscapedCharacter(ReadOnlySpan<byte> json)
    {
        for (var i = 0; i + 1 < json.Length; i++)
        {
            if (json[i] != '\\')
                continue;
            if (json[++i] == 'u')
                return true;
        }

        return false;
    }

    /// <returns>Null when it is no picture that WeChat takes.</returns>
    internal static string? PictureType(ReadOnlySpan<byte> content) =>
        content.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xD8, 0xFF]) ? "image/jpeg"
        : content.StartsWith((ReadOnlySpan<byte>)[0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]) ? "image/png"
        : content.StartsWith("GIF87a"u8) || content.StartsWith("GIF89a"u8) ? "image/gif"
        : null;

    internal static string Text(JsonElement json, string name) =>
        json.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString()! : "";

    internal static string Error(int code, string words) => string.Create(CultureInfo.InvariantCulture,
        $"{{\"errcode\":{code},\"errmsg\":\"{(code == 0 ? "ok" : words.Length == 0 ? "refused" : words)}{(code == 0 ? "" : " rid: " + NoRid)}\"}}");

    private static Task WriteAsync(HttpContext context, string json)
    {
        context.Response.ContentType = "application/json; encoding=utf-8";
        return context.Response.WriteAsync(json, context.RequestAborted);
    }

    private static async Task WriteAsync(HttpContext context, StandInMedia media)
    {
        context.Response.ContentType = media.ContentType;
        context.Response.Headers.XContentTypeOptions = "nosniff";
        context.Response.Headers.ContentDisposition = "attachment; filename=\"" + media.Id + Path.GetExtension(media.Name) + "\"";
        await context.Response.Body.WriteAsync(media.Content, context.RequestAborted);
    }
}
