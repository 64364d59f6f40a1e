using System.Collections.Concurrent;
using Imcc.Core.Channels.Qq;
using Imcc.Infrastructure.Channels.WeChat;

namespace Imcc.Infrastructure.Channels.Qq;

/// <summary>
/// The access token of each bot, one refresh at a time whoever asks. QQ gives the same token again until its last 60 s, in which the next one is given and both
/// are good: so it is asked for then, and nodes need not agree on who does.
/// </summary>
internal sealed partial class QqTokens(QqHttp http, TimeProvider time, ILogger<QqTokens> logger)
{
    private static readonly TimeSpan Early = TimeSpan.FromSeconds(55);

    private readonly ConcurrentDictionary<(string TokenBase, string AppId, string Secret), Holder> _holders = new();

    public Task<QqTokenOutcome> GetAsync(QqSettings settings, CancellationToken cancellationToken) => GetAsync(settings, null, cancellationToken);

    /// <summary>A token other than <paramref name="failed"/>, if there is one to be had.</summary>
    public Task<QqTokenOutcome> ReplaceAsync(QqSettings settings, string failed, CancellationToken cancellationToken) => GetAsync(settings, failed, cancellationToken);

    private async Task<QqTokenOutcome> GetAsync(QqSettings settings, string? failed, CancellationToken cancellationToken)
    {
        var holder = _holders.GetOrAdd((settings.TokenBase, settings.AppId, settings.Secret), _ => new Holder());
        Task<QqTokenOutcome> refresh;
        lock (holder.Gate)
        {
            if (failed is not null && holder.Token?.Value == failed)
                holder.Token = null;
            if (holder.Token is { } token && token.RefreshAt > time.GetUtcNow())
                return new QqTokenOutcome.Valid(token.Value);
            refresh = holder.Refresh is { IsCompleted: false } running
                ? running
                // Away from the lock and the caller: it belongs to all who wait, and none of them may cancel it.
                : holder.Refresh = Task.Run(() => RefreshAsync(settings, holder), CancellationToken.None);
        }

        return await refresh.WaitAsync(cancellationToken);
    }

    private async Task<QqTokenOutcome> RefreshAsync(QqSettings settings, Holder holder)
    {
        var body = WeChatJson.Object(("appId", settings.AppId), ("clientSecret", settings.Secret));
        var response = await http.CallAsync(HttpMethod.Post, settings.TokenBase + "/app/getAppAccessToken", null, settings.AppId, body, CancellationToken.None);
        var now = time.GetUtcNow();
        var (token, verdict) = response switch
        {
            QqResponse.Answered { Code: 0 } answer when answer.Text("access_token") is { } value => (value, default(QqVerdict?)),
            QqResponse.Answered { Code: 0 } => (null, new QqVerdict(QqReaction.Retry, "QQ 没有返回访问令牌")),
            // Asked for a token, "not authorised" is the secret's fault.
            QqResponse.Answered { Code: 401 or 403 } => (null, QqErrors.Judge(100016)),
            QqResponse.Answered answer => (null, answer.Verdict),
            QqResponse.Broken broken => (null, new QqVerdict(QqReaction.Retry, "连接 QQ 失败：" + broken.Error)),
            _ => throw new InvalidOperationException(response.ToString()),
        };
        lock (holder.Gate)
        {
            if (token is not null)
            {
                var seconds = ((QqResponse.Answered)response).Json.Number("expires_in") is { } given and >= 0 and < 1_000_000 ? given : 7200;
                var lifetime = TimeSpan.FromSeconds(seconds);
                // A short rest belongs to an old token: it is asked for again once it is over, not at every call.
                holder.Token = new Token(token, now + (lifetime > Early * 2 ? lifetime - Early : lifetime / 2), now + lifetime);
                Refreshed(settings.AppId);
                return new QqTokenOutcome.Valid(token);
            }

            // What we hold is good until its end, whatever went wrong with renewing it.
            if (holder.Token is { } still && still.ExpiresAt > now)
                return new QqTokenOutcome.Valid(still.Value);
        }

        NotRefreshed(settings.AppId, verdict!.Value.Reason);
        return new QqTokenOutcome.Unavailable(verdict.Value);
    }

    [LoggerMessage(LogLevel.Information, "QQ access token of {AppId} refreshed")]
    private partial void Refreshed(string appId);

    [LoggerMessage(LogLevel.Error, "QQ gives no access token to {AppId}: {Error}")]
    private partial void NotRefreshed(string appId, string error);

    private sealed class Holder
    {
        public Lock Gate { get; } = new();

        public Token? Token { get; set; }

        public Task<QqTokenOutcome>? Refresh { get; set; }
    }

    private sealed record Token(string Value, DateTimeOffset RefreshAt, DateTimeOffset ExpiresAt);
}

/// <summary>A token, or why there is none.</summary>
internal abstract record QqTokenOutcome
{
    public sealed record Valid(string Token) : QqTokenOutcome;

    public sealed record Unavailable(QqVerdict Verdict) : QqTokenOutcome;
}
