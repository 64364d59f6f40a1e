using Imcc.Core.Channels.Qq;

namespace Imcc.Infrastructure.Channels.Qq;

/// <summary>Calls with the bot's token; when QQ calls the token bad, once more with another.</summary>
internal sealed class QqApi(QqHttp http, QqTokens tokens)
{
    /// <param name="path">With a slash in front: <c>/v2/users/{openid}/messages</c>.</param>
    public async Task<QqCall> CallAsync(QqSettings settings, HttpMethod method, string path, string? json, CancellationToken cancellationToken)
    {
        string? failed = null;
        while (true)
        {
            var token = failed is null ? await tokens.GetAsync(settings, cancellationToken) : await tokens.ReplaceAsync(settings, failed, cancellationToken);
            if (token is not QqTokenOutcome.Valid valid)
                return new QqCall.NoToken(((QqTokenOutcome.Unavailable)token).Verdict);
            var response = await http.CallAsync(method, settings.ApiBase + path, valid.Token, settings.AppId, json, cancellationToken);
            if (failed is not null || response is not QqResponse.Answered { Verdict.Reaction: QqReaction.RefreshToken })
                return new QqCall.Done(response);
            failed = valid.Token;
        }
    }
}

/// <summary>A call that was made, or could not be for want of a token.</summary>
internal abstract record QqCall
{
    public sealed record Done(QqResponse Response) : QqCall;

    public sealed record NoToken(QqVerdict Why) : QqCall;

    /// <summary>What it comes to: a broken connection is as good as busy.</summary>
    public QqVerdict Verdict => this switch
    {
        Done { Response: QqResponse.Answered answer } => answer.Verdict,
        Done { Response: QqResponse.Broken broken } => new(QqReaction.Retry, "连接 QQ 失败：" + broken.Error),
        NoToken(var verdict) => verdict,
        _ => throw new InvalidOperationException(ToString()),
    };

    /// <summary>The answer of a call that went well; null: it did not.</summary>
    public QqResponse.Answered? Success => this is Done { Response: QqResponse.Answered { Code: 0 } answer } ? answer : null;

    /// <summary>The request had left when the connection broke.</summary>
    public bool MayHaveArrived => this is Done { Response: QqResponse.Broken { RequestLeft: true } or QqResponse.Answered { Code: 504 } };
}
