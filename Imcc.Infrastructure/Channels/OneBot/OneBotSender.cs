using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Imcc.Core.Channels;
using Imcc.Core.Channels.OneBot;
using Imcc.Core.Delivery;

namespace Imcc.Infrastructure.Channels.OneBot;

/// <summary>Sends as the personal account, unhurried, and takes back what was sent.</summary>
internal sealed partial class OneBotSender(OneBotApi api, OneBotPace pace, IMediaFiles files, TimeProvider time, ILogger<OneBotSender> logger) : IChannelSender, IChannelRecall
{
    private const int MaxFile = 20 * 1024 * 1024;

    /// <summary>An answer that the account could not give for so long is of no use any more.</summary>
    private static readonly TimeSpan MaxAge = TimeSpan.FromMinutes(30);

    private static readonly TimeSpan LookAgain = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan AfterRefusal = TimeSpan.FromSeconds(10);

    public ChannelKind Kind => ChannelKind.OneBot;

    // A quoted message is named by the channel's own id of it.
    public bool NamesWhatItAnswers => true;

    public async Task<SendOutcome> SendAsync(OutboundMessage message, CancellationToken cancellationToken)
    {
        if (api.Standing(message.Account) is { CanSend: false } standing)
            return Waiting(message, standing.IsConnected ? "QQ 账号已掉线" : "QQ 账号未连接");
        var to = GroupThread.Is(message.ExternalId) ? message.Message.Speaker : null;
        var (segments, refusal) = await WriteAsync(message, to, cancellationToken);
        if (segments is not { } written)
            return refusal!;
        var (isTaken, wait) = pace.Take(message.Account.Id);
        if (!isTaken)
            return new SendOutcome.TryAgain("发送间隔保护", wait);
        if (wait > TimeSpan.Zero)
            await Task.Delay(wait, time, cancellationToken);
        // As they wrote last: whoever has become a friend since writes directly.
        var by = message.Heard.FirstOrDefault(h => h.Content.IsSpeech)?.Content.Extra?.GetValueOrDefault(OneBotMessage.ByGroup);
        var (action, parameters) = OneBotMessage.Send(message.ExternalId, written, by);
        return await api.CallAsync(message.Account, action, parameters, cancellationToken) switch
        {
            OneBotCall.Done done => Outcome(message, done.Answer),
            OneBotCall.Unsent unsent => Waiting(message, unsent.Error),
            OneBotCall.Lost lost => new SendOutcome.TryAgain(lost.Error, AfterRefusal, MaybeDelivered: true),
            var other => throw new InvalidOperationException(other.ToString()),
        };
    }

    public async Task<bool> RecallAsync(ChannelAccount account, string externalId, string channelMessageId, CancellationToken cancellationToken) =>
        await api.CallAsync(account, "delete_msg", new JsonObject { ["message_id"] = OneBotMessage.Id(channelMessageId) }, cancellationToken) is OneBotCall.Done { Answer.IsDone: true };

    /// <summary>The account comes back by itself: the message waits for it, as long as it is worth saying.</summary>
    private SendOutcome Waiting(OutboundMessage message, string error) => time.GetUtcNow() - message.Message.At > MaxAge
        ? new SendOutcome.Refused(error + "，已超过 30 分钟", RefusalKind.Expired)
        : new SendOutcome.TryAgain(error, LookAgain);

    private SendOutcome Outcome(OutboundMessage message, OneBotAnswer answer)
    {
        if (answer.IsDone || answer.IsAsync)
            return new SendOutcome.Sent(answer["message_id"]);
        Refused(message.Account.Key, answer.Code, message.Message.Id);
        var words = answer.Words.Length == 0 ? answer.Code.ToString(System.Globalization.CultureInfo.InvariantCulture) : answer.Words;
        return OneBotReactions.Of(answer) switch
        {
            // Once more; whoever insists makes it worse.
            OneBotReaction.OnceMore when message.Attempt <= 1 => new SendOutcome.TryAgain("QQ 未接受：" + words, AfterRefusal),
            OneBotReaction.OnceMoreMaybeSent when message.Attempt <= 1 => new SendOutcome.TryAgain("QQ 未确认：" + words, AfterRefusal, MaybeDelivered: true),
            OneBotReaction.OnceMore or OneBotReaction.OnceMoreMaybeSent => new SendOutcome.Refused("QQ 未接受（可能被风控）：" + words, RefusalKind.Unreachable),
            OneBotReaction.Unreachable => new SendOutcome.Refused("对方不是好友、已退群或账号被禁言：" + words, RefusalKind.Unreachable),
            OneBotReaction.Misconfigured => new SendOutcome.Refused("访问令牌或地址不正确，请检查渠道账号", RefusalKind.Misconfigured),
            OneBotReaction.Unsupported => new SendOutcome.Refused("OneBot 实现不支持发送：" + words, RefusalKind.Content),
            OneBotReaction.Fault => new SendOutcome.Refused("请求参数不被接受：" + words, RefusalKind.Fault),
            _ => new SendOutcome.Refused("QQ 拒绝：" + words),
        };
    }

    private async Task<(ImmutableArray<OneBotSegment>? Segments, SendOutcome? Refusal)> WriteAsync(OutboundMessage message, Speaker? to, CancellationToken cancellationToken)
    {
        if (message.Content.MediaOf() is { } media)
            return await FileAsync(message.Content, media, to, cancellationToken);
        var quoted = message.Content is TextContent { Quote: { } quote } ? message.Heard.FirstOrDefault(h => h.Id == quote.MessageId)?.ChannelMessageId : null;
        return OneBotMessage.Write(message.Content, to, quoted) is { } segments ? (segments, null) : (null, new SendOutcome.Refused("QQ 不支持发送此类消息", RefusalKind.Content));
    }

    private async Task<(ImmutableArray<OneBotSegment>? Segments, SendOutcome? Refusal)> FileAsync(MessageContent content, MediaRef media, Speaker? to, CancellationToken cancellationToken)
    {
        if (media.FileId is null || await files.OpenAsync(media.FileId, cancellationToken) is not { } file)
            return (null, new SendOutcome.Refused("文件已不存在", RefusalKind.Media));
        await using var stream = file.Content;
        if (file.Size > MaxFile)
            return (null, new SendOutcome.Refused("文件超过 20 MB", RefusalKind.Media));
        using var bytes = new MemoryStream((int)file.Size);
        await stream.CopyToAsync(bytes, cancellationToken);
        // It may run on another machine, which sees none of our files and none of our addresses.
        var inline = "base64://" + Convert.ToBase64String(bytes.GetBuffer(), 0, (int)bytes.Length);
        return (OneBotMessage.Write(content, inline, media.Name ?? file.Name, to), null);
    }

    [LoggerMessage(LogLevel.Warning, "The implementation of {Account} answered {Code} to message {MessageId}")]
    private partial void Refused(string account, int code, Guid messageId);
}
