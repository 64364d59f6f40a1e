using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Text;

namespace Imcc.Infrastructure.Notices;

/// <summary>Tells somebody's address something, signed as Standard Webhooks has it, and only where <see cref="CallbackAddress"/> allows.</summary>
internal sealed class SignedPost(NoticeSecrets secrets, CallbackAddress addresses, IHttpClientFactory clients, TimeProvider time)
{
    public const string Gone = "HTTP 410";
    public const string NotAllowed = "address not allowed";

    /// <param name="keyId">Whose secret signs: an API key's, an alert rule's.</param>
    /// <param name="id">The same for the same thing told again: by it receivers know what they have heard already.</param>
    /// <param name="body">JSON.</param>
    /// <returns>Null: it was told; else why not, without a word of what the other side said.</returns>
    public async Task<string?> SendAsync(string address, Guid keyId, string id, byte[] body, CancellationToken cancellationToken)
    {
        if (!addresses.IsAllowed(address))
            return NotAllowed;
        try
        {
            var at = time.GetUtcNow().ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
            using var request = new HttpRequestMessage(HttpMethod.Post, address) { Content = new ByteArrayContent(body) };
            request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json", "utf-8");
            request.Headers.Add("webhook-id", id);
            request.Headers.Add("webhook-timestamp", at);
            request.Headers.Add("webhook-signature", await secrets.SignAsync(keyId, [.. Encoding.UTF8.GetBytes(id + "." + at + "."), .. body], cancellationToken));
            using var client = clients.CreateClient(CallbackClient.Name);
            using var response = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
            return response.IsSuccessStatusCode ? null
                : response.StatusCode == HttpStatusCode.Gone ? Gone
                : string.Create(CultureInfo.InvariantCulture, $"HTTP {(int)response.StatusCode}");
        }
        catch (HttpRequestException e)
        {
            return e.HttpRequestError.ToString();
        }
        catch (Exception e) when (e is IOException or OperationCanceledException && !cancellationToken.IsCancellationRequested)
        {
            return e is IOException ? "connection lost" : "time-out";
        }
    }
}
