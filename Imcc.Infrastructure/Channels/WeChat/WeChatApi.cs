using Imcc.Core.Channels.WeChat;

namespace Imcc.Infrastructure.Channels.WeChat;

/// <summary>Calls with the account's token; when WeChat calls the token bad, once more with another.</summary>
internal sealed class WeChatApi(WeChatHttp http, WeChatTokens tokens)
{
    private const int MaxJsonBytes = 1024 * 1024;

    public const int MaxMediaBytes = 20 * 1024 * 1024;

    public Task<WeChatCall> PostAsync(WeChatSettings settings, string path, string json, CancellationToken cancellationToken) =>
        WithTokenAsync(settings, token => http.PostJsonAsync(settings.ApiBase, path, token, json, cancellationToken), cancellationToken);

    public Task<WeChatCall> GetAsync(WeChatSettings settings, string path, CancellationToken cancellationToken) =>
        WithTokenAsync(settings, token => http.GetAsync(WeChatHttp.Address(settings.ApiBase, path, token), MaxJsonBytes, cancellationToken), cancellationToken);

    public Task<WeChatCall> UploadAsync(WeChatSettings settings, string kind, byte[] file, string fileName, string contentType, CancellationToken cancellationToken) =>
        WithTokenAsync(settings, token => http.UploadAsync(settings.ApiBase, token, kind, file, fileName, contentType, cancellationToken), cancellationToken);

    public Task<WeChatCall> DownloadAsync(WeChatSettings settings, string mediaId, CancellationToken cancellationToken) =>
        WithTokenAsync(settings, token => http.GetAsync(
            WeChatHttp.Address(settings.ApiBase, "/cgi-bin/media/get?media_id=" + Uri.EscapeDataString(mediaId), token), MaxMediaBytes, cancellationToken), cancellationToken);

    private async Task<WeChatCall> WithTokenAsync(WeChatSettings settings, Func<string, Task<WeChatResponse>> call, CancellationToken cancellationToken)
    {
        string? failed = null;
        while (true)
        {
            var token = failed is null
                ? await tokens.GetAsync(settings, cancellationToken)
                : await tokens.ReplaceAsync(settings, failed, cancellationToken);
            if (token is not TokenOutcome.Valid valid)
                return token is TokenOutcome.Unavailable none ? new WeChatCall.NoToken(none.Verdict) { Code = none.Code, Words = none.Words } : throw new InvalidOperationException(token.ToString());
            var response = await call(valid.Token);
            if (failed is not null || response is not WeChatResponse.Answered { Verdict.Reaction: WeChatReaction.RefreshToken })
                return new WeChatCall.Done(response);
            failed = valid.Token;
        }
    }
}

/// <summary>A call that was made, or could not be for want of a token.</summary>
internal abstract record WeChatCall
{
    public sealed record Done(WeChatResponse Response) : WeChatCall;

    public sealed record NoToken(WeChatVerdict Verdict) : WeChatCall
    {
        /// <summary>WeChat's; 0: it could not be asked.</summary>
        public int Code { get; init; }

        public string Words { get; init; } = "";
    }
}
