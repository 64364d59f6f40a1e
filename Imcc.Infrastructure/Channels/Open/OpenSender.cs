using System.Globalization;
using System.Text.Json;
using Imcc.Core.Channels;
using Imcc.Core.Channels.Open;
using Imcc.Core.Delivery;
using Imcc.Infrastructure.Files;
using Imcc.Infrastructure.Organisation;

namespace Imcc.Infrastructure.Channels.Open;

/// <summary>Sends messages of an open channel to the other system's webhook. Repeats carry the same id, so that it can drop what it has.</summary>
internal sealed class OpenSender(OpenWebhook webhook, FileTickets tickets, PublicAddress address, TimeProvider time) : IChannelSender
{
    /// <summary>How long a file's address is good; each attempt has a new one.</summary>
    public static readonly TimeSpan LinkLifetime = TimeSpan.FromHours(24);

    private const int LongestChannelId = 100;

    public ChannelKind Kind => ChannelKind.Open;

    /// <summary>In a group the other side wants to know to whom it is said.</summary>
    public bool NamesWhatItAnswers => true;

    public async Task<SendOutcome> SendAsync(OutboundMessage message, CancellationToken cancellationToken)
    {
        var settings = new OpenSettings(message.Account);
        if (settings.Webhook is not { } target)
            return new SendOutcome.Refused("没有设置推送地址 (no webhook address)", RefusalKind.Misconfigured);
        if (settings.Key is not { } key)
            return new SendOutcome.Refused("签名密钥无效 (bad signing key)", RefusalKind.Misconfigured);
        var now = time.GetUtcNow();
        var isRecall = message.Message.RecalledAt is not null;
        var body = isRecall
            ? OpenEvents.ForRecall(message.Account, message.ExternalId, message.Message, now)
            : Body(message, now);
        try
        {
            var answer = await webhook.PostAsync(target, key, message.Message.Id + (isRecall ? ".recall" : ""), body, cancellationToken);
            // After a recall the message keeps the id that it was given when it was taken.
            return Outcome(answer, isRecall ? message.Message.ChannelMessageId : null);
        }
        catch (Exception e) when (InternalAddressException.IsIn(e))
        {
            return new SendOutcome.Refused("推送地址不在公网上 (the webhook is not on the public network)", RefusalKind.Misconfigured);
        }
        catch (HttpRequestException e)
        {
            return new SendOutcome.TryAgain("无法连接推送地址 (webhook unreachable): " + e.HttpRequestError);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return new SendOutcome.TryAgain("推送地址没有及时回答 (webhook timed out)");
        }
    }

    private byte[] Body(OutboundMessage message, DateTimeOffset now)
    {
        var heard = message.Heard.FirstOrDefault(h => h.ChannelMessageId is not null && h.Content.IsSpeech);
        return OpenEvents.ForMessage(
            message.Account, message.ExternalId, message.Message, heard?.ChannelMessageId, heard?.Speaker, id => Link(id, message.Message.ThreadId, now), now);
    }

    private static SendOutcome Outcome(OpenAnswer answer, string? channelId)
    {
        var status = string.Create(CultureInfo.InvariantCulture, $"HTTP {answer.Status}");
        return answer.Status switch
        {
            >= 200 and <= 299 => new SendOutcome.Sent(channelId ?? ChannelId(answer.Body)),
            429 => new SendOutcome.TryAgain("推送地址要求放慢 " + status, answer.After, Slower: true),
            408 or >= 500 => new SendOutcome.TryAgain("推送地址暂时不可用 " + status, answer.After),
            413 or 415 or 422 => new SendOutcome.Refused("推送地址不接受此内容 " + status, RefusalKind.Content),
            _ => new SendOutcome.Refused("推送地址拒绝了消息 " + status),
        };
    }

    /// <summary>The other system's own id, where its answer is <c>{"id":"…"}</c>.</summary>
    private static string? ChannelId(byte[] body)
    {
        try
        {
            using var json = JsonDocument.Parse(body);
            return json.RootElement.ValueKind == JsonValueKind.Object && json.RootElement.TryGetProperty("id", out var id) && id.ValueKind == JsonValueKind.String
                && id.GetString() is { Length: > 0 and <= LongestChannelId } text
                ? text
                : null;
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            return null;
        }
    }

    private (string Url, DateTimeOffset Until) Link(string fileId, Guid threadId, DateTimeOffset now)
    {
        var until = now + LinkLifetime;
        return (address.Resolve($"/files/{fileId}?ticket={tickets.Issue(Guid.Parse(fileId), threadId, until)}"), until);
    }
}
