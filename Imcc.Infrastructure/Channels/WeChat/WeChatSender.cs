using Imcc.Core.Channels;
using Imcc.Core.Channels.WeChat;
using Imcc.Core.Conversations;
using Imcc.Core.Delivery;
using Microsoft.Extensions.Logging;

namespace Imcc.Infrastructure.Channels.WeChat;

/// <summary>Sends by WeChat's customer-service interface, and says what WeChat made of it.</summary>
internal sealed partial class WeChatSender(WeChatApi api, IMediaFiles files, ISendGate gate, TimeProvider time, ILogger<WeChatSender> logger) : IChannelSender, IChannelTyping
{
    private const string SendPath = "/cgi-bin/message/custom/send";
    private const string UploadPath = "/cgi-bin/media/upload";
    private static readonly TimeSpan AMinute = TimeSpan.FromSeconds(60);

    public ChannelKind Kind => ChannelKind.WeChat;

    public string ApiOf(MessageContent content) => content is TemplateContent template ? WeChatTemplates.PathOf(template) : SendPath;

    public async Task<SendOutcome> SendAsync(OutboundMessage message, CancellationToken cancellationToken)
    {
        var (account, externalId) = (message.Account, message.ExternalId);
        if (account.WeChat is not { } settings)
            return new SendOutcome.Refused("渠道账号没有微信设置", RefusalKind.Misconfigured);
        if (message.Content is TemplateContent template)
            return await PostAsync(account, settings, WeChatTemplates.PathOf(template), WeChatTemplates.Body(externalId, template, ClientId(message.SendId)), cancellationToken);
        return WeChatMessage.Of(message.Content) is { } own
            ? await SendAsync(account, settings, externalId, own, message.Message.Sender is MessageSender.Agent or MessageSender.Lead ? settings.ShownAs : "", cancellationToken)
            : new SendOutcome.Refused("公众号不支持发送此类消息", RefusalKind.Content);
    }

    public async Task TypingAsync(ChannelAccount account, string externalId, bool isTyping, CancellationToken cancellationToken)
    {
        if (account.WeChat is not { } settings)
            return;
        var json = WeChatJson.Object(("touser", externalId), ("command", isTyping ? "Typing" : "CancelTyping"));
        // A courtesy: when it fails nobody is worse off, and it is not tried again.
        var call = await api.PostAsync(settings, "/cgi-bin/message/custom/typing", json, cancellationToken);
        if (call is WeChatCall.Done { Response: WeChatResponse.Answered { Verdict.Reaction: not (WeChatReaction.None or WeChatReaction.Ignore) } answer })
            NotTyping(account.Key, answer.Code);
    }

    private async Task<SendOutcome> SendAsync(
        ChannelAccount account, WeChatSettings settings, string externalId, WeChatMessage message, string shownAs, CancellationToken cancellationToken)
    {
        var mediaIds = message.Files.Select(f => f.Media.ProviderId).ToArray();
        for (var attempt = 0; ; attempt++)
        {
            for (var i = 0; i < mediaIds.Length; i++)
            {
                if (mediaIds[i] is not null)
                    continue;
                switch (await UploadAsync(account, settings, message.Files[i].Kind, message.Files[i].Media, cancellationToken))
                {
                    case Uploaded.As(var id):
                        mediaIds[i] = id;
                        break;
                    case Uploaded.Not(var outcome):
                        Note(account, outcome);
                        return outcome;
                }
            }

            var call = await api.PostAsync(settings, SendPath, message.For(externalId, mediaIds!, shownAs), cancellationToken);
            // What is kept at WeChat's side expires after three days: once more from our own copies.
            if (attempt == 0 && message.Files.Any(f => f.Media.FileId is not null) && call is WeChatCall.Done { Response: WeChatResponse.Answered { Verdict.Reaction: WeChatReaction.UploadAgain } })
            {
                for (var i = 0; i < mediaIds.Length; i++)
                    mediaIds[i] = message.Files[i].Media.FileId is null ? mediaIds[i] : null;
                continue;
            }

            var result = Outcome(call);
            Note(account, result);
            return result;
        }
    }

    private async Task<Uploaded> UploadAsync(ChannelAccount account, WeChatSettings settings, string kind, MediaRef media, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        // Uploads have a quota of their own: while it is spent only what carries a file waits.
        if (gate.StopOf(account.Id, UploadPath) is { } stop && !(stop.Until <= now))
            return new Uploaded.Not(new SendOutcome.TryAgain(stop.Reason, stop.Until - now ?? AMinute, Slower: true, Kind: stop.Kind) { Api = UploadPath });
        if (media.FileId is null || await files.OpenAsync(media.FileId, cancellationToken) is not { } file)
            return new Uploaded.Not(new SendOutcome.Refused("文件已不存在", RefusalKind.Media));
        await using var content = file.Content;
        using var bytes = new MemoryStream();
        var buffer = new byte[64 * 1024];
        int read;
        while ((read = await content.ReadAsync(buffer, cancellationToken)) > 0)
        {
            if (bytes.Length + read > WeChatApi.MaxMediaBytes)
                return new Uploaded.Not(new SendOutcome.Refused("文件超过 20 MB", RefusalKind.Media));
            bytes.Write(buffer, 0, read);
        }

        // The name says nothing to the customer, and only ASCII is safe in that header.
        var call = await api.UploadAsync(settings, kind, bytes.ToArray(), "file" + Extension(file.ContentType, kind), file.ContentType, cancellationToken);
        if (call is WeChatCall.Done { Response: WeChatResponse.Answered { Code: 0 } answer } && (answer.Text("media_id") ?? answer.Text("thumb_media_id")) is { Length: > 0 } id)
            return new Uploaded.As(id);
        return new Uploaded.Not(Outcome(call) switch
        {
            // Nothing has gone to the customer yet.
            SendOutcome.TryAgain again => again with { MaybeDelivered = false, Api = UploadPath },
            SendOutcome.Refused refused => refused with { Api = UploadPath },
            _ => new SendOutcome.TryAgain("微信没有返回媒体编号"),
        });
    }

    private async Task<SendOutcome> PostAsync(ChannelAccount account, WeChatSettings settings, string path, string json, CancellationToken cancellationToken)
    {
        var call = await api.PostAsync(settings, path, json, cancellationToken);
        var outcome = Outcome(call);
        Note(account, outcome);
        // WeChat tells later, by this id, whether it arrived.
        return outcome is SendOutcome.Sent && call is WeChatCall.Done { Response: WeChatResponse.Answered answer } ? new SendOutcome.Sent(answer.Text("msgid")) : outcome;
    }

    /// <summary>Of two attempts with the same message WeChat sends one.</summary>
    private static string ClientId(Guid sendId) => sendId.ToString("N");

    internal SendOutcome Outcome(WeChatCall call) => call switch
    {
        WeChatCall.NoToken(var verdict) => Outcome(verdict, ""),
        WeChatCall.Done { Response: WeChatResponse.Answered answer } => Outcome(answer.Verdict, answer.Message),
        WeChatCall.Done { Response: WeChatResponse.Broken broken } => new SendOutcome.TryAgain("连接微信失败：" + broken.Error, MaybeDelivered: broken.RequestLeft),
        _ => new SendOutcome.TryAgain("微信的回答无法理解", MaybeDelivered: true),
    };

    private SendOutcome Outcome(WeChatVerdict verdict, string words) => verdict.Reaction switch
    {
        WeChatReaction.None => new SendOutcome.Sent(),
        WeChatReaction.Retry => new SendOutcome.TryAgain(Error(verdict, words)),
        WeChatReaction.WaitAMinute => new SendOutcome.TryAgain(Error(verdict, words), AMinute, Slower: true),
        WeChatReaction.WaitForMidnight => new SendOutcome.TryAgain(Error(verdict, words), WeChatErrors.UntilMidnight(time.GetUtcNow()), Slower: true, Kind: verdict.Kind),
        // A new token was refused, too: forced refreshes are counted, and every message would ask for another.
        WeChatReaction.RefreshToken => new SendOutcome.TryAgain(Error(verdict, words), AMinute, Slower: true, Kind: verdict.Kind),
        _ => new SendOutcome.Refused(Error(verdict, words), verdict.Kind),
    };

    /// <summary>Our sentence and WeChat's own words, without the part that changes with each call.</summary>
    private static string Error(WeChatVerdict verdict, string words)
    {
        var end = words.IndexOf(" rid:", StringComparison.Ordinal);
        var plain = (end >= 0 ? words[..end] : words).ReplaceLineEndings(" ").Trim();
        return plain.Length == 0 ? verdict.Reason : verdict.Reason + " " + (plain.Length <= 120 ? plain : plain[..120]);
    }

    private static string Extension(string contentType, string kind) => contentType switch
    {
        "image/png" => ".png",
        "image/gif" => ".gif",
        "audio/mpeg" or "audio/mp3" => ".mp3",
        _ => kind switch { "image" => ".jpg", "voice" => ".amr", _ => ".mp4" },
    };

    private void Note(ChannelAccount account, SendOutcome outcome)
    {
        switch (outcome)
        {
            case SendOutcome.TryAgain again:
                Later(account.Key, again.Error, again.MaybeDelivered);
                break;
            case SendOutcome.Refused refused:
                Refused(account.Key, refused.Error);
                break;
        }
    }

    [LoggerMessage(LogLevel.Warning, "WeChat did not take a message of {Account} yet: {Error}; it may have arrived: {MaybeDelivered}")]
    private partial void Later(string account, string error, bool maybeDelivered);

    [LoggerMessage(LogLevel.Warning, "WeChat refused a message of {Account}: {Error}")]
    private partial void Refused(string account, string error);

    [LoggerMessage(LogLevel.Debug, "WeChat did not show typing for {Account}: {Code}")]
    private partial void NotTyping(string account, int code);

    private abstract record Uploaded
    {
        public sealed record As(string MediaId) : Uploaded;

        public sealed record Not(SendOutcome Outcome) : Uploaded;
    }
}
