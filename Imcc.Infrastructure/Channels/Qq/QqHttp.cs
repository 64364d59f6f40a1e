using System.Net.Http.Headers;
using System.Text;

namespace Imcc.Infrastructure.Channels.Qq;

/// <summary>One HTTP exchange with QQ's server, every way of failing turned into a value.</summary>
internal sealed class QqHttp(IHttpClientFactory clients)
{
    public const string ClientName = "qq";

    /// <summary>For files, which lie at hosts of QQ's choice: no token goes there.</summary>
    public const string FileClientName = "qq-files";

    /// <summary>QQ asks for at least five seconds.</summary>
    public static readonly TimeSpan Timeout = TimeSpan.FromSeconds(8);

    private const int MaxJson = 1024 * 1024;

    public Task<QqResponse> CallAsync(HttpMethod method, string address, string? token, string appId, string? json, CancellationToken cancellationToken) =>
        ExchangeAsync(ClientName, () =>
        {
            var request = new HttpRequestMessage(method, new Uri(address));
            request.Headers.Accept.Add(new("application/json"));
            if (token is not null)
            {
                request.Headers.TryAddWithoutValidation("Authorization", "QQBot " + token);
                request.Headers.TryAddWithoutValidation("X-Union-Appid", appId);
            }

            if (json is not null)
            {
                request.Content = new ByteArrayContent(Encoding.UTF8.GetBytes(json));
                request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json", "utf-8");
            }

            return request;
        }, cancellationToken);

    /// <summary>One part of a file, to where QQ said.</summary>
    public Task<QqResponse> PutAsync(Uri address, ReadOnlyMemory<byte> part, CancellationToken cancellationToken) =>
        ExchangeAsync(FileClientName, () => new HttpRequestMessage(HttpMethod.Put, address) { Content = new ReadOnlyMemoryContent(part) }, cancellationToken);

    private async Task<QqResponse> ExchangeAsync(string name, Func<HttpRequestMessage> make, CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(name == FileClientName ? Timeout * 6 : Timeout);
        var left = false;
        try
        {
            using var request = make();
            using var client = clients.CreateClient(name);
            left = true;
            using var response = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, limit.Token);
            var body = await ReadAsync(response.Content, limit.Token);
            if (body is null)
                return new QqResponse.Broken("too long an answer", RequestLeft: true);
            if (name == FileClientName)
                return new QqResponse.Answered(response.IsSuccessStatusCode ? 0 : (int)response.StatusCode, default, "");
            var trace = response.Headers.TryGetValues("X-Tps-trace-ID", out var traces) ? traces.First() : "";
            return QqResponse.Read((int)response.StatusCode, body, trace);
        }
        catch (HttpRequestException e)
        {
            // Without a connection nothing has left.
            return new QqResponse.Broken(e.HttpRequestError.ToString(), left && e.HttpRequestError is not (HttpRequestError.ConnectionError or HttpRequestError.NameResolutionError or HttpRequestError.SecureConnectionError));
        }
        catch (IOException)
        {
            return new QqResponse.Broken("connection lost", left);
        }
        catch (Exception e) when (e is UriFormatException or NotSupportedException or InvalidOperationException)
        {
            return new QqResponse.Answered(11251, default, "");
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return new QqResponse.Broken("time-out", left);
        }
    }

    private static async Task<byte[]?> ReadAsync(HttpContent content, CancellationToken cancellationToken)
    {
        if (content.Headers.ContentLength > MaxJson)
            return null;
        await using var stream = await content.ReadAsStreamAsync(cancellationToken);
        using var bytes = new MemoryStream();
        var buffer = new byte[16 * 1024];
        int read;
        while ((read = await stream.ReadAsync(buffer, cancellationToken)) > 0)
        {
            if (bytes.Length + read > MaxJson)
                return null;
            bytes.Write(buffer, 0, read);
        }

        return bytes.ToArray();
    }
}
