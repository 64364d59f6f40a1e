using System.Collections.Concurrent;
using System.Globalization;
using Imcc.Core.Channels.WeChat;
using Microsoft.Extensions.Logging;

namespace Imcc.Infrastructure.Channels.WeChat;

/// <summary>
/// The access token of each account, one refresh at a time whoever asks. By <c>stable_token</c>, which gives every node the same
/// one, so that nodes need not agree on who refreshes.
/// </summary>
internal sealed partial class WeChatTokens(WeChatHttp http, TimeProvider time, ILogger<WeChatTokens> logger)
{
    private static readonly TimeSpan Early = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan MaxJitter = TimeSpan.FromMinutes(1);

    /// <summary>WeChat counts forced refreshes: about 20 a day, 30 s apart.</summary>
    private static readonly TimeSpan BetweenForced = TimeSpan.FromMinutes(1);

    private readonly ConcurrentDictionary<(string ApiBase, string AppId, string Secret), Holder> _holders = new();

    public Task<TokenOutcome> GetAsync(WeChatSettings settings, CancellationToken cancellationToken) =>
        GetAsync(settings, failed: null, cancellationToken);

    /// <summary>A token other than <paramref name="failed"/>, if there is one to be had.</summary>
    public Task<TokenOutcome> ReplaceAsync(WeChatSettings settings, string failed, CancellationToken cancellationToken) =>
        GetAsync(settings, failed, cancellationToken);

    private async Task<TokenOutcome> GetAsync(WeChatSettings settings, string? failed, CancellationToken cancellationToken)
    {
        var holder = _holders.GetOrAdd((settings.ApiBase, settings.AppId, settings.AppSecret), _ => new Holder());
        Task<TokenOutcome> refresh;
        lock (holder.Gate)
        {
            // Only the cached token can be the reason: if another has come meanwhile, that one is to be tried.
            if (failed is not null && holder.Token?.Value == failed)
                holder.Token = null;
            if (holder.Token is { } token && token.RefreshAt > time.GetUtcNow())
                return new TokenOutcome.Valid(token.Value);
            refresh = holder.Refresh is { IsCompleted: false } running
                ? running
                // Away from the lock and the caller: it belongs to all who wait, and none of them may cancel it.
                : holder.Refresh = Task.Run(() => RefreshAsync(settings, holder, failed), CancellationToken.None);
        }

        return await refresh.WaitAsync(cancellationToken);
    }

    private async Task<TokenOutcome> RefreshAsync(WeChatSettings settings, Holder holder, string? failed)
    {
        var outcome = await AskAsync(settings, force: false);
        if (outcome is Asked.Given given && given.Token == failed && MayForce(holder))
            outcome = await AskAsync(settings, force: true);

        var now = time.GetUtcNow();
        lock (holder.Gate)
        {
            switch (outcome)
            {
                case Asked.Given(var value, var lifetime):
                    var jitter = MaxJitter * Random.Shared.NextDouble();
                    var early = lifetime > Early * 2 ? Early + jitter : lifetime / 2;
                    holder.Token = new Token(value, now + lifetime - early, now + lifetime);
                    Refreshed(settings.AppId);
                    return new TokenOutcome.Valid(value);
                case Asked.Denied(var why):
                    // What we hold is good until its end, whatever went wrong with renewing it early.
                    if (holder.Token is { } still && still.ExpiresAt > now)
                        return new TokenOutcome.Valid(still.Value);
                    NotRefreshed(settings.AppId, why.Code, why.Error);
                    return why;
                default:
                    throw new InvalidOperationException(outcome.ToString());
            }
        }
    }

    private bool MayForce(Holder holder)
    {
        var now = time.GetUtcNow();
        lock (holder.Gate)
        {
            if (now - holder.ForcedAt < BetweenForced)
                return false;
            holder.ForcedAt = now;
            return true;
        }
    }

    private async Task<Asked> AskAsync(WeChatSettings settings, bool force)
    {
        var body = WeChatJson.Object(("grant_type", "client_credential"), ("appid", settings.AppId), ("secret", settings.AppSecret));
        if (force)
            body = string.Concat(body.AsSpan(0, body.Length - 1), ",\"force_refresh\":true}");
        switch (await http.PostJsonAsync(settings.ApiBase, "/cgi-bin/stable_token", null, body, CancellationToken.None))
        {
            case WeChatResponse.Answered { Code: 0 } answer when answer.Text("access_token") is { Length: > 0 } token:
                var seconds = double.TryParse(answer.Text("expires_in"), NumberStyles.Float, CultureInfo.InvariantCulture, out var given) && given is > 0 and < 1e6 ? given : 7200;
                return new Asked.Given(token, TimeSpan.FromSeconds(seconds));
            case WeChatResponse.Answered answer:
                // Asked for a token, 40001 means a wrong secret.
                var verdict = WeChatErrors.Judge(answer.Code is 40001 ? 40125 : answer.Code is 0 ? -1 : answer.Code);
                return new Asked.Denied(new TokenOutcome.Unavailable(answer.Code, verdict) { Words = answer.Message });
            case WeChatResponse.Broken broken:
                return new Asked.Denied(new TokenOutcome.Unavailable(0, new(WeChatReaction.Retry, "连接微信失败：" + broken.Error)));
            default:
                return new Asked.Denied(new TokenOutcome.Unavailable(0, new(WeChatReaction.Retry, "连接微信失败")));
        }
    }

    [LoggerMessage(LogLevel.Information, "WeChat access token of {AppId} refreshed")]
    private partial void Refreshed(string appId);

    [LoggerMessage(LogLevel.Error, "WeChat gives no access token to {AppId}: {Code} {Error}")]
    private partial void NotRefreshed(string appId, int code, string error);

    private sealed class Holder
    {
        public Lock Gate { get; } = new();

        public Token? Token { get; set; }

        public Task<TokenOutcome>? Refresh { get; set; }

        public DateTimeOffset ForcedAt { get; set; } = DateTimeOffset.MinValue;
    }

    private sealed record Token(string Value, DateTimeOffset RefreshAt, DateTimeOffset ExpiresAt);

    private abstract record Asked
    {
        public sealed record Given(string Token, TimeSpan Lifetime) : Asked;

        public sealed record Denied(TokenOutcome.Unavailable Why) : Asked;
    }
}

/// <summary>A token, or why there is none.</summary>
internal abstract record TokenOutcome
{
    public sealed record Valid(string Token) : TokenOutcome;

    public sealed record Unavailable(int Code, WeChatVerdict Verdict) : TokenOutcome
    {
        public string Error => Verdict.Reason;

        /// <summary>WeChat's own words, which may name our address.</summary>
        public string Words { get; init; } = "";
    }
}
