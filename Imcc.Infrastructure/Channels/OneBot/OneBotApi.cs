using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using Imcc.Core.Channels;
using Imcc.Core.Channels.OneBot;

namespace Imcc.Infrastructure.Channels.OneBot;

/// <summary>Calls an implementation: through the socket that it opened, or by HTTP, as the account is set.</summary>
internal sealed class OneBotApi(OneBotLinks links, IHttpClientFactory clients)
{
    public const string ClientName = "onebot";

    /// <summary>A delivery is on lease for 30 s: by then its outcome must be known.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private const int MaxAnswer = 32 * 1024 * 1024;

    public OneBotStanding Standing(ChannelAccount account) => links.Standing(account);

    public async Task<OneBotCall> CallAsync(ChannelAccount account, string action, JsonObject parameters, CancellationToken cancellationToken)
    {
        var settings = OneBotSettings.Of(account);
        if (settings.IsHttp)
            return await PostAsync(settings, action, parameters, cancellationToken);
        return links.ForCall(account.Id) is { } socket ? await socket.CallAsync(action, parameters, Patience, cancellationToken) : new OneBotCall.Unsent("QQ 账号未连接");
    }

    private async Task<OneBotCall> PostAsync(OneBotSettings settings, string action, JsonObject parameters, CancellationToken cancellationToken)
    {
        if (!Uri.TryCreate(settings.HttpBase + "/" + action, UriKind.Absolute, out var address) || address.Scheme is not ("http" or "https"))
            return new OneBotCall.Done(new("failed", 1403, "", "HttpBase", "null"));
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(Patience);
        try
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, address)
            {
                Content = new StringContent(OneBotJson.Write(parameters), Encoding.UTF8, "application/json"),
            };
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", settings.Token);
            using var client = clients.CreateClient(ClientName);
            client.MaxResponseContentBufferSize = MaxAnswer;
            using var response = await client.SendAsync(request, limit.Token);
            return Read(response.StatusCode, await response.Content.ReadAsStringAsync(limit.Token));
        }
        catch (HttpRequestException e) when (e.HttpRequestError is HttpRequestError.ConnectionError or HttpRequestError.NameResolutionError or HttpRequestError.SecureConnectionError)
        {
            return new OneBotCall.Unsent("连接 OneBot 失败：" + e.HttpRequestError);
        }
        catch (Exception e) when (e is HttpRequestException or IOException)
        {
            return new OneBotCall.Lost("连接在等待结果时断开");
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return new OneBotCall.Lost("等待结果超时");
        }
    }

    /// <summary>The status first: a refused token is answered without a code, and NapCat's success and failure are both 200.</summary>
    private static OneBotCall Read(HttpStatusCode status, string body) => (int)status switch
    {
        200 => OneBotAnswer.TryRead(body) is { } answer ? new OneBotCall.Done(answer) : new OneBotCall.Lost("OneBot 的回答无法理解"),
        401 or 403 => new OneBotCall.Done(new("failed", 1403, "", "", "null")),
        404 => new OneBotCall.Done(new("failed", 1404, "", "", "null")),
        400 or 406 => new OneBotCall.Done(new("failed", 1400, "", body.Length <= 200 ? body : body[..200], "null")),
        502 or 503 => new OneBotCall.Unsent("HTTP " + (int)status),
        _ => new OneBotCall.Lost("HTTP " + (int)status),
    };
}
