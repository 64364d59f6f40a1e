using System.Buffers;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Imcc.Core.Channels;
using Imcc.Core.Channels.WeChat;
using Imcc.Core.Contacts;
using Imcc.Infrastructure.Channels;
using Directory = Imcc.Core.Organisation.Directory;

namespace Imcc.Web.Webhooks;

/// <summary>
/// Takes one callback: genuine, readable, stored, then answered. Whatever a request holds it is never told a 5xx, for WeChat would send
/// it three times and then tell the customer that the account is broken.
/// </summary>
internal sealed partial class WeChatReceiver(Func<Directory> directory, IIntake intake, TimeProvider time, ILogger<WeChatReceiver> logger)
{
    public const int MaxBody = 1024 * 1024;

    /// <summary>How long the response waits for an answer to carry.</summary>
    private static readonly TimeSpan AnswerTime = TimeSpan.FromSeconds(1.5);

    /// <summary>WeChat gives up after 5 s; before that it must have heard something.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(4);

    private static readonly TextContent Busy = new("系统繁忙，请稍后再试");

    private static readonly byte[] Success = Encoding.UTF8.GetBytes(WeChatReply.Nothing);

    /// <summary>The console's check of the URL: the same signature in every mode, and the word back as it came.</summary>
    public Task CheckAsync(HttpContext context)
    {
        if (Account(context) is not { WeChat: { } settings })
            return EndAsync(context, StatusCodes.Status404NotFound);
        if (!WeChatCallback.IsSigned(settings, Query(context)))
            return EndAsync(context, StatusCodes.Status403Forbidden);
        return WriteAsync(context, "text/plain; charset=utf-8", Encoding.UTF8.GetBytes(context.Request.Query["echostr"].ToString()));
    }

    public async Task ReceiveAsync(HttpContext context)
    {
        var receivedAt = time.GetUtcNow();
        if (Account(context) is not { WeChat: { } settings } account)
        {
            await EndAsync(context, StatusCodes.Status404NotFound);
            return;
        }

        var (status, opened) = await OpenAsync(context, settings);
        if (opened is null)
        {
            Refused(account.Key, status);
            await EndAsync(context, status);
            return;
        }

        var message = WeChatCallback.Parse(account, Guid.CreateVersion7(receivedAt), receivedAt, opened, receivedAt + AnswerTime);
        if (message is null)
        {
            Refused(account.Key, StatusCodes.Status400BadRequest);
            await EndAsync(context, StatusCodes.Status400BadRequest);
            return;
        }

        await AnswerAsync(context, account, settings, opened, message, await TakeAsync(account, message, opened.Raw));
    }

    private ChannelAccount? Account(HttpContext context) =>
        context.Request.RouteValues["key"] is string key
        && directory().AccountsByKey.TryGetValue(key, out var account)
        && account is { Enabled: true, Kind: ChannelKind.WeChat }
            ? account
            : null;

    private static WeChatQuery Query(HttpContext context)
    {
        var query = context.Request.Query;
        return new(
            query["signature"].ToString(), query["timestamp"].ToString(), query["nonce"].ToString(),
            query["msg_signature"].ToString(), query["encrypt_type"].ToString());
    }

    private static async ValueTask<(int Status, WeChatOpened.Genuine? Opened)> OpenAsync(HttpContext context, WeChatSettings settings)
    {
        if (context.Request.ContentLength > MaxBody)
            return (StatusCodes.Status413PayloadTooLarge, null);
        var reader = context.Request.BodyReader;
        try
        {
            while (true)
            {
                var read = await reader.ReadAsync(context.RequestAborted);
                if (read.Buffer.Length > MaxBody)
                {
                    reader.AdvanceTo(read.Buffer.End);
                    return (StatusCodes.Status413PayloadTooLarge, null);
                }

                if (!read.IsCompleted)
                {
                    reader.AdvanceTo(read.Buffer.Start, read.Buffer.End);
                    continue;
                }

                var opened = WeChatCallback.Open(settings, Query(context), read.Buffer);
                reader.AdvanceTo(read.Buffer.End);
                return opened switch
                {
                    WeChatOpened.Genuine genuine => (StatusCodes.Status200OK, genuine),
                    WeChatOpened.Forged => (StatusCodes.Status403Forbidden, null),
                    _ => (StatusCodes.Status400BadRequest, null),
                };
            }
        }
        catch (BadHttpRequestException e)
        {
            return (e.StatusCode, null);
        }
        catch (Exception e) when (e is IOException or OperationCanceledException)
        {
            // Whoever sent it went away in the middle.
            return (StatusCodes.Status400BadRequest, null);
        }
    }

    /// <returns>Null when it could not be taken.</returns>
    private async Task<IntakeResult?> TakeAsync(ChannelAccount account, InboundMessage message, string raw)
    {
        // Not the request's own token: what was taken is answered for even when the caller is gone.
        using var patience = new CancellationTokenSource(Patience, time);
        try
        {
            return await intake.TakeAsync(account, message, raw, patience.Token).WaitAsync(patience.Token);
        }
        catch (Exception e)
        {
            NotTaken(e, account.Key, message.Id);
            return null;
        }
    }

    private async Task AnswerAsync(
        HttpContext context, ChannelAccount account, WeChatSettings settings, WeChatOpened.Genuine opened, InboundMessage message, IntakeResult? result)
    {
        // An event is nobody's question: the customer would not know what is busy.
        var answer = result is not null ? result.Answer : message.Content.IsSpeech ? Busy : null;
        var reply = answer is null ? null : Reply(settings, opened, message, answer);
        var written = reply is null
            ? await WriteAsync(context, "text/plain; charset=utf-8", Success)
            : await WriteAsync(context, "application/xml; charset=utf-8", Encoding.UTF8.GetBytes(reply));
        if (result?.AnswerId is { } answerId)
            // Not waited for: whoever keeps the connection open may send the next message. Should we die before it is noted, the answer is sent again, marked.
            _ = TellAsync(account, message, answerId, left: reply is not null && written);
    }

    private string? Reply(WeChatSettings settings, WeChatOpened.Genuine opened, InboundMessage message, MessageContent answer)
    {
        var now = time.GetUtcNow();
        // To the name that wrote, which is not always the person it is about.
        var reply = WeChatReply.Build(answer, opened.Fields["FromUserName"]?.Trim() ?? message.ExternalId, opened.Fields["ToUserName"]!.Trim(), now);
        if (reply is null)
            return null;
        if (reply.IsCut)
            Shortened(message.Id);
        if (opened.Key is null)
            return reply.Xml;
        Span<byte> random = stackalloc byte[24];
        RandomNumberGenerator.Fill(random);
        var nonce = BitConverter.ToUInt64(random[16..]).ToString(CultureInfo.InvariantCulture);
        return WeChatReply.Seal(reply.Xml, settings, opened.Key, now, nonce, random[..16]);
    }

    private async Task TellAsync(ChannelAccount account, InboundMessage message, Guid answerId, bool left)
    {
        var threadId = ThreadKey.For(account.Id, message.ExternalId);
        try
        {
            if (left)
                await intake.AnswerLeftAsync(threadId, answerId);
            else
                await intake.AnswerMissedAsync(threadId, answerId);
        }
        catch (Exception e)
        {
            NotNoted(e, account.Key, answerId);
        }
    }

    private static Task EndAsync(HttpContext context, int status)
    {
        context.Response.StatusCode = status;
        return Task.CompletedTask;
    }

    /// <returns>Whether it has really left: the caller was still there when the last byte had been handed over.</returns>
    private static async Task<bool> WriteAsync(HttpContext context, string type, byte[] body)
    {
        var response = context.Response;
        response.ContentType = type;
        response.ContentLength = body.Length;
        response.Headers.XContentTypeOptions = "nosniff";
        try
        {
            await response.Body.WriteAsync(body, context.RequestAborted);
            await response.CompleteAsync();
            return !context.RequestAborted.IsCancellationRequested;
        }
        catch (Exception e) when (e is IOException or OperationCanceledException)
        {
            return false;
        }
    }

    [LoggerMessage(LogLevel.Warning, "A callback for {Account} was refused with {Status}")]
    private partial void Refused(string account, int status);

    [LoggerMessage(LogLevel.Error, "Message {MessageId} for {Account} could not be taken; the customer was told to try again")]
    private partial void NotTaken(Exception exception, string account, Guid messageId);

    [LoggerMessage(LogLevel.Error, "Answer {AnswerId} of {Account} was carried in the response, but could not be noted")]
    private partial void NotNoted(Exception exception, string account, Guid answerId);

    [LoggerMessage(LogLevel.Warning, "The answer to message {MessageId} was longer than WeChat takes and lost its end")]
    private partial void Shortened(Guid messageId);
}
