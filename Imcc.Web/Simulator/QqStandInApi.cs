using System.Globalization;
using System.Text.Json;
using Imcc.Core.Channels.Qq;
using Imcc.Web.Webhooks;
using Microsoft.AspNetCore.Mvc;

namespace Imcc.Web.Simulator;

/// <summary>The stand-in's HTTP side: the paths of QQ's API that we call.</summary>
public static class QqStandInApi
{
    private const int MaxJson = 1024 * 1024;
    private const int MaxPart = 8 * 1024 * 1024;

    public static IEndpointRouteBuilder MapQqStandIn(this IEndpointRouteBuilder routes, string prefix)
    {
        var group = routes.MapGroup(prefix).AllowAnonymous().DisableAntiforgery().WithMetadata(new SkipStatusCodePagesAttribute()).ExcludeFromDescription();
        Map("POST", "/app/getAppAccessToken", TokenAsync);
        Map("POST", "/v2/{scope}/{id}/messages", (context, bot, standIn) => SendAsync(context, bot!, standIn));
        Map("DELETE", "/v2/{scope}/{id}/messages/{message}", (context, bot, standIn) => Task.FromResult(Recall(context, bot!, standIn)));
        Map("POST", "/v2/{scope}/{id}/files", (context, _, standIn) => FileAsync(context, standIn));
        Map("POST", "/v2/{scope}/{id}/upload_prepare", (context, _, standIn) => PrepareAsync(context, standIn));
        Map("POST", "/v2/{scope}/{id}/upload_part_finish", (context, _, standIn) => FinishAsync(context, standIn));
        Map("PUT", "/interactions/{id}", (context, _, standIn) => AcknowledgeAsync(context, standIn));
        RequestDelegate part = PartAsync;
        RequestDelegate media = MediaAsync;
        group.MapPut("/parts/{upload}/{index:int}", part);
        group.MapGet("/media/{id}", media);
        return routes;

        void Map(string method, string path, Func<HttpContext, string?, QqStandIn, Task<(int Status, string Json)>> handle)
        {
            RequestDelegate run = context => RunAsync(context, path, handle);
            group.MapMethods(path, [method], run);
        }
    }

    private static async Task RunAsync(HttpContext context, string path, Func<HttpContext, string?, QqStandIn, Task<(int Status, string Json)>> handle)
    {
        var standIn = context.RequestServices.GetRequiredService<QqStandIn>();
        string? bot = null;
        if (!path.StartsWith("/app/", StringComparison.Ordinal))
        {
            var given = context.Request.Headers.Authorization.ToString();
            bot = given.StartsWith("QQBot ", StringComparison.Ordinal) ? standIn.BotOf(given["QQBot ".Length..]) : null;
            if (bot is null)
            {
                await WriteAsync(context, (401, Error(11244, "token expired")));
                return;
            }

            standIn.Count(bot, path);
        }

        var fault = standIn.TakeFault(path);
        (int Status, string Json)? effect = fault is null or { AfterEffect: true } or { Code: 0, Drop: false, HttpStatus: 0 } ? await handle(context, bot, standIn) : null;
        if (fault is { Delay.Ticks: > 0 })
            await Task.Delay(fault.Delay, context.RequestAborted).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (fault is { Drop: true })
            context.Abort();
        else if (fault is { HttpStatus: > 0 })
            context.Response.StatusCode = fault.HttpStatus;
        else
            await WriteAsync(context, fault is { Code: not 0 } ? (400, Error(fault.Code, "injected")) : effect!.Value);
    }

    private static async Task<(int Status, string Json)> TokenAsync(HttpContext context, string? _, QqStandIn standIn)
    {
        if (await ReadAsync(context) is not { } body)
            return (200, "{\"code\":100001,\"message\":\"bad request\"}");
        var (code, token, expiresIn) = standIn.IssueToken(body.Word("appId") ?? "", body.Word("clientSecret") ?? "");
        // As the example on QQ's page has it: a string. Errors say 200, too.
        return (200, code == 0
            ? string.Create(CultureInfo.InvariantCulture, $"{{\"access_token\":\"{token}\",\"expires_in\":\"{expiresIn}\"}}")
            : string.Create(CultureInfo.InvariantCulture, $"{{\"code\":{code},\"message\":\"appid invalid\"}}"));
    }

    private static async Task<(int Status, string Json)> SendAsync(HttpContext context, string bot, QqStandIn standIn)
    {
        if (await ReadAsync(context) is not { } body)
            return Refused(50006);
        var scope = Scope(context);
        var chat = standIn.Enrol(bot, (scope == "groups" ? "group:" : "") + context.Request.RouteValues["id"]);
        var (refusal, entry) = Entry(standIn, scope, body);
        if (refusal != 0)
            return Refused(refusal);
        var (code, id) = standIn.Deliver(chat, body.Word("msg_id") ?? body.Word("event_id") ?? "", (int)(body.Number("msg_seq") ?? 1), entry);
        return code switch
        {
            0 => (200, $"{{\"id\":\"{id}\",\"timestamp\":\"{standIn.Now.ToOffset(TimeSpan.FromHours(8)):yyyy-MM-ddTHH:mm:sszzz}\",\"ext_info\":{{\"ref_idx\":\"REFIDX_{id}\"}}}}"),
            304023 => (202, $"{{\"code\":304023,\"message\":\"push message is waiting for audit now\",\"data\":{{\"message_audit\":{{\"audit_id\":\"{id}\"}}}}}}"),
            _ => Refused(code),
        };
    }

    /// <returns>0 and what is read; null: it only shows that somebody types.</returns>
    private static (int Refusal, QqEntry? Entry) Entry(QqStandIn standIn, string scope, JsonElement body)
    {
        var now = standIn.Now;
        var raw = body.GetRawText();
        var content = body.Text("content") ?? "";
        switch (body.Number("msg_type"))
        {
            case 0:
                return string.IsNullOrWhiteSpace(content) ? (40034008, null) : content.Length > 5000 ? (40054007, null) : (0, new(now, "account", "text", content) { Raw = raw });
            case 2:
                var markdown = body.Inner("markdown").Text("content") ?? "";
                if (markdown.Length == 0 || content.Length > 0)
                    return (40034009, null);
                var buttons = body.Inner("keyboard").Inner("content").Items("rows").SelectMany(r => r.Items("buttons"))
                    .Select(b => new StandInMenuItem(b.Inner("action").Word("data") ?? "", b.Inner("render_data").Word("label") ?? "")).ToList();
                return (0, new(now, "account", "markdown", markdown) { Buttons = buttons.Count == 0 ? null : buttons, Raw = raw });
            case 6:
                return scope == "users" && body.Inner("input_notify").Number("input_type") == 1 ? (0, null) : (40034029, null);
            case 7:
                var file = standIn.Files.Find(body.Inner("media").Word("file_info") ?? "");
                if (file is null || file.Scope != scope)
                    return (304082, null);
                return (0, new(now, "account", file.Kind switch { 1 => "image", 2 => "video", 3 => "voice", _ => "file" }, file.Name) { MediaId = file.Id, Url = file.Url, Raw = raw });
            default:
                return (40034010, null);
        }
    }

    private static (int Status, string Json) Recall(HttpContext context, string bot, QqStandIn standIn)
    {
        var chat = standIn.Find(bot, (Scope(context) == "groups" ? "group:" : "") + context.Request.RouteValues["id"]);
        var code = chat is null ? 40034024 : standIn.Recall(chat, (string)context.Request.RouteValues["message"]!);
        return code == 0 ? (200, "") : Refused(code);
    }

    private static async Task<(int Status, string Json)> FileAsync(HttpContext context, QqStandIn standIn)
    {
        if (await ReadAsync(context) is not { } body)
            return Refused(50006);
        var file = body.Word("upload_id") is { } upload ? standIn.Files.Complete(upload)
            : body.Word("url") is { } url ? standIn.Files.Keep(Scope(context), (int)(body.Number("file_type") ?? 4), [], "", body.Word("file_name") ?? "", url)
            : null;
        return file is null ? Refused(40034004) : (200, $"{{\"file_uuid\":\"{Guid.CreateVersion7(standIn.Now):N}\",\"file_info\":\"{file.Id}\",\"ttl\":3600}}");
    }

    private static async Task<(int Status, string Json)> PrepareAsync(HttpContext context, QqStandIn standIn)
    {
        if (await ReadAsync(context) is not { } body || body.Number("file_size") is not (> 0 and <= 200L * 1024 * 1024 and var size)
            || body.Number("file_type") is not (>= 1 and <= 4 and var kind) || body.Word("md5") is not { Length: 32 } md5 || body.Word("sha1")?.Length != 40 || body.Word("md5_10m")?.Length != 32)
            return Refused(50006);
        var (id, parts) = standIn.Files.Prepare(Scope(context), (int)kind, size, body.Word("file_name") ?? "", md5);
        var at = context.RequestServices.GetRequiredService<OwnAddress>().Get();
        var list = string.Join(',', Enumerable.Range(1, parts).Select(i => string.Create(CultureInfo.InvariantCulture, $"{{\"index\":{i},\"presigned_url\":\"{at}{QqStandInRoute.Prefix[1..]}/parts/{id}/{i}\"}}")));
        return (200, string.Create(CultureInfo.InvariantCulture,
            $"{{\"upload_id\":\"{id}\",\"block_size\":\"{standIn.Files.BlockSize}\",\"parts\":[{list}],\"upload_config\":{{\"concurrency\":1,\"retry_timeout\":300,\"retry_delay\":1}}}}"));
    }

    private static async Task<(int Status, string Json)> FinishAsync(HttpContext context, QqStandIn standIn)
    {
        if (await ReadAsync(context) is not { } body)
            return Refused(50006);
        var code = standIn.Files.Finish(body.Word("upload_id") ?? "", (int)(body.Number("part_index") ?? 0), (int)(body.Number("block_size") ?? 0), body.Word("md5") ?? "");
        return code == 0 ? (200, "{}") : Refused(code);
    }

    private static async Task<(int Status, string Json)> AcknowledgeAsync(HttpContext context, QqStandIn standIn)
    {
        if (await ReadAsync(context) is not { } body || body.Number("code") is not (>= 0 and <= 5 and var code))
            return Refused(50006);
        standIn.Acknowledge((string)context.Request.RouteValues["id"]!, (int)code);
        return (204, "");
    }

    private static async Task PartAsync(HttpContext context)
    {
        var standIn = context.RequestServices.GetRequiredService<QqStandIn>();
        var (status, body) = await RequestBody.ReadAsync(context, MaxPart);
        context.Response.StatusCode = body is null ? status
            // A presigned address needs no token, and whoever sends one there gives it away.
            : context.Request.Headers.Authorization.Count > 0 ? 400
            : standIn.Files.Put((string)context.Request.RouteValues["upload"]!, int.Parse((string)context.Request.RouteValues["index"]!, CultureInfo.InvariantCulture), body) ? 200 : 404;
    }

    private static async Task MediaAsync(HttpContext context)
    {
        if (context.RequestServices.GetRequiredService<QqStandIn>().Files.Find((string)context.Request.RouteValues["id"]!) is not { Url: null } file)
        {
            context.Response.StatusCode = StatusCodes.Status404NotFound;
            return;
        }

        context.Response.ContentType = file.ContentType;
        context.Response.Headers.XContentTypeOptions = "nosniff";
        context.Response.Headers.ContentSecurityPolicy = "default-src 'none'; sandbox";
        await context.Response.Body.WriteAsync(file.Content, context.RequestAborted);
    }

    private static string Scope(HttpContext context) => (string)context.Request.RouteValues["scope"]! == "groups" ? "groups" : "users";

    private static async Task<JsonElement?> ReadAsync(HttpContext context)
    {
        var (_, body) = await RequestBody.ReadAsync(context, MaxJson);
        if (body is null)
            return null;
        try
        {
            using var document = JsonDocument.Parse(body);
            return document.RootElement.ValueKind == JsonValueKind.Object ? document.RootElement.Clone() : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static (int Status, string Json) Refused(int code) => (400, Error(code, "refused"));

    private static string Error(int code, string words) => string.Create(CultureInfo.InvariantCulture, $"{{\"err_code\":{code},\"message\":\"{words}\",\"trace_id\":\"simulated\"}}");

    private static async Task WriteAsync(HttpContext context, (int Status, string Json) answer)
    {
        context.Response.StatusCode = answer.Status;
        if (answer.Json.Length == 0)
            return;
        context.Response.ContentType = "application/json";
        await context.Response.WriteAsync(answer.Json, context.RequestAborted);
    }
}
