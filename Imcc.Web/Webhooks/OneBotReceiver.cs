using System.Text;
using Imcc.Core.Channels;
using Imcc.Core.Channels.OneBot;
using Imcc.Infrastructure.Channels.OneBot;
using Directory = Imcc.Core.Organisation.Directory;

namespace Imcc.Web.Webhooks;

/// <summary>Sees whether whoever connects or posts is the account's own implementation, and lets it in.</summary>
internal sealed partial class OneBotReceiver(Func<Directory> directory, IOneBotDoor door, IHostApplicationLifetime lifetime, ILogger<OneBotReceiver> logger)
{
    private const int MaxBody = 4 * 1024 * 1024;

    public async Task ConnectAsync(HttpContext context)
    {
        if (Account(context) is not { } account)
        {
            context.Response.StatusCode = StatusCodes.Status404NotFound;
            return;
        }

        var settings = OneBotSettings.Of(account);
        var headers = context.Request.Headers;
        var token = OneBotSignature.TokenOf(headers.Authorization, context.Request.Query["access_token"]);
        var self = headers["X-Self-ID"].ToString().Trim();
        var status = !context.WebSockets.IsWebSocketRequest ? StatusCodes.Status400BadRequest
            : settings.IsHttp ? StatusCodes.Status404NotFound
            : token.Length == 0 ? StatusCodes.Status401Unauthorized
            : !OneBotSignature.Same(token, settings.Token) ? StatusCodes.Status403Forbidden
            // Another QQ number with the right token: the wrong account is logged in over there.
            : self.Length > 0 && self != settings.SelfId ? StatusCodes.Status403Forbidden
            : StatusCodes.Status101SwitchingProtocols;
        if (status != StatusCodes.Status101SwitchingProtocols || RoleOf(headers["X-Client-Role"].ToString(), context.Request.RouteValues["role"] as string) is not { } role)
        {
            context.Response.StatusCode = status == StatusCodes.Status101SwitchingProtocols ? StatusCodes.Status400BadRequest : status;
            Refused(account.Key, context.Response.StatusCode);
            return;
        }

        using var socket = await context.WebSockets.AcceptWebSocketAsync();
        using var either = CancellationTokenSource.CreateLinkedTokenSource(lifetime.ApplicationStopping, context.RequestAborted);
        await door.ServeAsync(account, role, socket, either.Token);
    }

    public async Task ReceiveAsync(HttpContext context)
    {
        if (Account(context) is not { } account)
        {
            context.Response.StatusCode = StatusCodes.Status404NotFound;
            return;
        }

        context.Response.StatusCode = await TakeAsync(context, account);
        if (context.Response.StatusCode >= 400)
            Refused(account.Key, context.Response.StatusCode);
    }

    private async Task<int> TakeAsync(HttpContext context, ChannelAccount account)
    {
        var settings = OneBotSettings.Of(account);
        var headers = context.Request.Headers;
        if (!settings.IsHttp)
            return StatusCodes.Status404NotFound;
        if (headers["X-Signature"].ToString() is not { Length: > 0 } signature)
            return StatusCodes.Status401Unauthorized;
        if (await BodyAsync(context) is not { } body)
            return StatusCodes.Status413PayloadTooLarge;
        if (!OneBotSignature.Matches(signature, settings.Secret, body))
            return StatusCodes.Status403Forbidden;
        if (headers["X-Self-ID"].ToString().Trim() is { Length: > 0 } self && self != settings.SelfId)
            return StatusCodes.Status403Forbidden;
        try
        {
            return await door.TakeAsync(account, Encoding.UTF8.GetString(body), CancellationToken.None) ? StatusCodes.Status204NoContent : StatusCodes.Status400BadRequest;
        }
        catch (Exception e)
        {
            NotTaken(e, account.Key);
            return StatusCodes.Status503ServiceUnavailable;
        }
    }

    /// <returns>Null: there is no such role.</returns>
    private static OneBotRole? RoleOf(string header, string? path) => (header.Trim().Length > 0 ? header.Trim() : path ?? "").ToLowerInvariant() switch
    {
        "" or "universal" => OneBotRole.Universal,
        "api" => OneBotRole.Api,
        "event" => OneBotRole.Event,
        _ => null,
    };

    private ChannelAccount? Account(HttpContext context) =>
        context.Request.RouteValues["key"] is string key && directory().AccountsByKey.TryGetValue(key, out var account) && account is { Enabled: true, Kind: ChannelKind.OneBot } ? account : null;

    private static async Task<byte[]?> BodyAsync(HttpContext context)
    {
        if (context.Request.ContentLength > MaxBody)
            return null;
        using var body = new MemoryStream();
        var buffer = new byte[16 * 1024];
        int read;
        while ((read = await context.Request.Body.ReadAsync(buffer, context.RequestAborted)) > 0)
        {
            if (body.Length + read > MaxBody)
                return null;
            body.Write(buffer, 0, read);
        }

        return body.ToArray();
    }

    [LoggerMessage(LogLevel.Warning, "An implementation of OneBot was refused for {Account} with {Status}")]
    private partial void Refused(string account, int status);

    [LoggerMessage(LogLevel.Error, "An event for {Account} could not be taken")]
    private partial void NotTaken(Exception exception, string account);
}
