using Imcc.Core.Channels;
using Imcc.Core.Channels.Qq;
using Imcc.Core.Delivery;

namespace Imcc.Infrastructure.Channels.Qq;

/// <summary>Sends by QQ's message interface: as an answer to what the customer said while that is allowed, else without naming it.</summary>
internal sealed partial class QqSender(QqApi api, QqFiles files, IQqReviews reviews, TimeProvider time, ILogger<QqSender> logger) : IChannelSender, IChannelTyping, IChannelRecall
{
    public ChannelKind Kind => ChannelKind.Qq;

    public bool NamesWhatItAnswers => true;

    public string ApiOf(MessageContent content) => "/v2/messages";

    /// <summary>Beyond the window it goes out unasked.</summary>
    public bool NeedsWindow(MessageContent content) => false;

    public async Task<SendOutcome> SendAsync(OutboundMessage message, CancellationToken cancellationToken)
    {
        var outcome = QqSettings.Of(message.Account) is { } settings
            ? await SendAsync(settings, message, cancellationToken)
            : new SendOutcome.Refused("渠道账号没有 QQ 设置", RefusalKind.Misconfigured);
        switch (outcome)
        {
            case SendOutcome.TryAgain again:
                Later(message.Account.Key, again.Error, again.MaybeDelivered);
                break;
            case SendOutcome.Refused refused:
                Refused(message.Account.Key, refused.Error);
                break;
        }

        return outcome;
    }

    public async Task TypingAsync(ChannelAccount account, string externalId, bool isTyping, CancellationToken cancellationToken)
    {
        // It goes out by itself; only a person is shown it.
        if (!isTyping || QqSettings.Of(account) is not { } settings || QqAddress.Of(externalId) is not { Kind: QqAddressKind.Person } to)
            return;
        if ((await api.CallAsync(settings, HttpMethod.Post, to.Path + "/messages", QqBody.Typing, cancellationToken)) is { Success: null } call)
            NotTyping(account.Key, call.Verdict.Reason);
    }

    public async Task<bool> RecallAsync(ChannelAccount account, string externalId, string channelMessageId, CancellationToken cancellationToken)
    {
        if (QqSettings.Of(account) is not { } settings)
            return false;
        var call = await api.CallAsync(settings, HttpMethod.Delete, QqAddress.Of(externalId).Path + "/messages/" + Uri.EscapeDataString(channelMessageId), null, cancellationToken);
        if (call.Success is not null)
            return true;
        NotRecalled(account.Key, call.Verdict.Reason);
        return false;
    }

    private async Task<SendOutcome> SendAsync(QqSettings settings, OutboundMessage message, CancellationToken cancellationToken)
    {
        var to = QqAddress.Of(message.ExternalId);
        var content = message.Content;
        for (var upload = 0; ; upload++)
        {
            string? body;
            if (content.MediaOf() is not null && !to.IsGuild)
            {
                var uploaded = await files.UploadAsync(settings, to, content, cancellationToken);
                if (uploaded is QqUpload.Not(var not))
                    return not;
                body = QqBody.Media(((QqUpload.As)uploaded).FileInfo);
            }
            else
            {
                body = QqBody.Of(content, settings.HasMarkdown);
            }

            if (body is null)
                return new SendOutcome.Refused("QQ 不支持发送此类消息", RefusalKind.Content);
            var (outcome, reaction) = await NamedAsync(settings, message, to, body, cancellationToken);
            // What is kept at QQ's side has expired: once more from our own copy.
            if (reaction != QqReaction.UploadAgain || upload > 0 || content.MediaOf() is null)
                return outcome;
        }
    }

    /// <summary>One name after the other, as long as QQ says that a message can no longer be answered.</summary>
    private async Task<(SendOutcome Outcome, QqReaction Reaction)> NamedAsync(QqSettings settings, OutboundMessage message, QqAddress to, string body, CancellationToken cancellationToken)
    {
        var plan = QqReplyPlan.For(message, settings, time.GetUtcNow());
        (SendOutcome Outcome, QqReaction Reaction) last = (new SendOutcome.Refused("客户已关闭主动消息，需等客户再次发言", RefusalKind.WindowClosed), QqReaction.WindowClosed);
        foreach (var name in plan.Names)
        {
            last = await PostAsync(settings, message, to, body, name, cancellationToken);
            if (last.Reaction != QqReaction.WindowClosed)
                break;
        }

        return last;
    }

    private async Task<(SendOutcome Outcome, QqReaction Reaction)> PostAsync(
        QqSettings settings, OutboundMessage message, QqAddress to, string body, QqName? name, CancellationToken cancellationToken)
    {
        // A first attempt whose number is taken: somebody else answers for this bot, too. Ours has not been sent yet.
        var isFirst = message.Attempt == 1;
        for (var again = 0; ; again++)
        {
            var json = to.IsGuild ? QqBody.OfGuild(message.Content, name)! : QqBody.Named(body, name);
            var call = await api.CallAsync(settings, HttpMethod.Post, to.Path + "/messages", json, cancellationToken);
            var verdict = call.Verdict;
            if (again == 0 && verdict.Reaction == QqReaction.RetryOnce)
            {
                isFirst = false;
                continue;
            }

            if (again == 0 && isFirst && name is not null && verdict.Reaction == QqReaction.Duplicate)
            {
                name = name with { Seq = name.Seq + 100 };
                continue;
            }

            if (call.Success is { } answer)
                return (new SendOutcome.Sent(answer.Text("id") is { Length: <= 128 } id ? id : null), QqReaction.None);
            if (verdict.Reaction == QqReaction.InReview)
                return (await InReviewAsync(message, (QqResponse.Answered)((QqCall.Done)call).Response), verdict.Reaction);
            return (QqOutcomes.Of(verdict, message.Attempt, call.MayHaveArrived, name is not null && !to.IsGuild), verdict.Reaction);
        }
    }

    /// <summary>QQ has it and will say what it decided: until then it counts as sent.</summary>
    private async Task<SendOutcome> InReviewAsync(OutboundMessage message, QqResponse.Answered answer)
    {
        if (QqResponse.AuditOf(answer.Json) is { Length: <= 128 } audit)
            await reviews.WaitAsync(message.Account.Id, audit, message.Message.ThreadId, message.Message.Id);
        return new SendOutcome.Sent();
    }

    [LoggerMessage(LogLevel.Warning, "QQ did not take a message of {Account} yet: {Error}; it may have arrived: {MaybeDelivered}")]
    private partial void Later(string account, string error, bool maybeDelivered);

    [LoggerMessage(LogLevel.Warning, "QQ refused a message of {Account}: {Error}")]
    private partial void Refused(string account, string error);

    [LoggerMessage(LogLevel.Debug, "QQ did not show typing for {Account}: {Error}")]
    private partial void NotTyping(string account, string error);

    [LoggerMessage(LogLevel.Warning, "QQ did not take back a message of {Account}: {Error}")]
    private partial void NotRecalled(string account, string error);
}
