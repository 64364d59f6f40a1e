using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using Imcc.Core.Channels.WeChat;

namespace Imcc.Infrastructure.Channels.WeChat;

/// <summary>One HTTP exchange with WeChat's server, every way of failing turned into a value.</summary>
internal sealed class WeChatHttp(IHttpClientFactory clients)
{
    public const string ClientName = "wechat";
    public static readonly TimeSpan Timeout = TimeSpan.FromSeconds(5);
    private const int MaxJson = 1024 * 1024;

    public Task<WeChatResponse> PostJsonAsync(string apiBase, string path, string? token, string json, CancellationToken cancellationToken)
    {
        var bytes = Encoding.UTF8.GetBytes(json);
        return ExchangeAsync(() =>
        {
            var content = new ByteArrayContent(bytes);
            content.Headers.ContentType = new MediaTypeHeaderValue("application/json", "utf-8");
            return new HttpRequestMessage(HttpMethod.Post, Address(apiBase, path, token)) { Content = content };
        }, MaxJson, cancellationToken);
    }

    /// <param name="kind">image, voice, video or thumb.</param>
    public Task<WeChatResponse> UploadAsync(
        string apiBase, string token, string kind, byte[] file, string fileName, string contentType, CancellationToken cancellationToken) =>
        ExchangeAsync(() =>
        {
            var part = new ByteArrayContent(file);
            part.Headers.ContentType = MediaTypeHeaderValue.TryParse(contentType, out var type) ? type : new("application/octet-stream");
            // WeChat wants the quotes (else 41005), which the framework leaves out where it can; and none around the boundary.
            part.Headers.TryAddWithoutValidation("Content-Disposition", $"form-data; name=\"media\"; filename=\"{fileName}\"");
            const string boundary = "----imcc7f3a9d5e1c";
            var form = new MultipartFormDataContent(boundary) { part };
            form.Headers.Remove("Content-Type");
            form.Headers.TryAddWithoutValidation("Content-Type", "multipart/form-data; boundary=" + boundary);
            return new HttpRequestMessage(HttpMethod.Post, Address(apiBase, "/cgi-bin/media/upload?type=" + kind, token)) { Content = form };
        }, MaxJson, cancellationToken);

    public Task<WeChatResponse> GetAsync(Uri address, int maxBytes, CancellationToken cancellationToken) =>
        ExchangeAsync(() => new HttpRequestMessage(HttpMethod.Get, address), maxBytes, cancellationToken);

    public static Uri Address(string apiBase, string path, string? token)
    {
        var address = apiBase.TrimEnd('/') + path;
        return new Uri(token is null ? address : address + (path.Contains('?', StringComparison.Ordinal) ? "&" : "?") + "access_token=" + Uri.EscapeDataString(token));
    }

    private async Task<WeChatResponse> ExchangeAsync(Func<HttpRequestMessage> make, int maxBytes, CancellationToken cancellationToken)
    {
        var left = new Departure();
        // The time-out spans the body too, which HttpClient's own does not once headers are read.
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(maxBytes > MaxJson ? Timeout * 6 : Timeout);
        try
        {
            using var request = make();
            if (request.Content is not null)
                request.Content = new NotedContent(request.Content, left);
            using var client = clients.CreateClient(ClientName);
            using var response = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, limit.Token);
            left.Noted = true;
            if (response.StatusCode != HttpStatusCode.OK)
                return Refused(response.StatusCode);
            var bytes = await ReadAsync(response.Content, maxBytes, limit.Token);
            return bytes is null ? new WeChatResponse.TooLarge() : Read(response.Content.Headers, bytes);
        }
        catch (HttpRequestException e)
        {
            return new WeChatResponse.Broken(e.HttpRequestError.ToString(), left.Noted);
        }
        catch (IOException)
        {
            return new WeChatResponse.Broken("connection lost", left.Noted);
        }
        catch (Exception e) when (e is UriFormatException or NotSupportedException)
        {
            return new WeChatResponse.Answered(40013, "API address", default);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return new WeChatResponse.Broken("time-out", left.Noted);
        }
    }

    private static WeChatResponse Read(HttpContentHeaders headers, byte[] bytes)
    {
        var type = headers.ContentType?.MediaType;
        var start = bytes.AsSpan().TrimStart(" \r\n\t\uFEFF"u8);
        // By both signs: errors come as text/plain, too, and a picture is never taken for one.
        if (start.StartsWith("{"u8) && (type is null or "application/json" or "text/plain" or "text/html" or "text/json"))
            return WeChatResponse.TryParse(bytes) ?? (WeChatResponse)new WeChatResponse.Broken("no JSON", RequestLeft: true);
        if (start.StartsWith("{\"errcode\""u8) && WeChatResponse.TryParse(bytes) is { } error)
            return error;
        if (type is null or "application/json" or "text/plain" or "text/html" or "text/json" && headers.ContentDisposition is null)
            return new WeChatResponse.Broken("no JSON", RequestLeft: true);
        return new WeChatResponse.File(bytes, type, headers.ContentDisposition?.FileName?.Trim('"'));
    }

    private static WeChatResponse Refused(HttpStatusCode status) => (int)status switch
    {
        429 => new WeChatResponse.Answered(45011, "HTTP 429", default),
        >= 500 => new WeChatResponse.Broken(string.Create(CultureInfo.InvariantCulture, $"HTTP {(int)status}"), RequestLeft: status != HttpStatusCode.ServiceUnavailable),
        // Not WeChat's API at all, or not at this path.
        _ => new WeChatResponse.Answered(40013, string.Create(CultureInfo.InvariantCulture, $"HTTP {(int)status}"), default),
    };

    private static async Task<byte[]?> ReadAsync(HttpContent content, int maxBytes, CancellationToken cancellationToken)
    {
        if (content.Headers.ContentLength > maxBytes)
            return null;
        await using var stream = await content.ReadAsStreamAsync(cancellationToken);
        using var bytes = new MemoryStream((int)(content.Headers.ContentLength ?? 512));
        var buffer = new byte[16 * 1024];
        int read;
        while ((read = await stream.ReadAsync(buffer, cancellationToken)) > 0)
        {
            if (bytes.Length + read > maxBytes)
                return null;
            bytes.Write(buffer, 0, read);
        }

        return bytes.ToArray();
    }

    private sealed class Departure
    {
        public volatile bool Noted;
    }

    /// <summary>Notes that a connection stood and the body began to leave.</summary>
    private sealed class NotedContent : HttpContent
    {
        private readonly HttpContent _inner;
        private readonly Departure _left;

        public NotedContent(HttpContent inner, Departure left)
        {
            _inner = inner;
            _left = left;
            foreach (var header in inner.Headers)
                Headers.TryAddWithoutValidation(header.Key, header.Value);
        }

        protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) =>
            SerializeToStreamAsync(stream, context, CancellationToken.None);

        protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context, CancellationToken cancellationToken)
        {
            _left.Noted = true;
            return _inner.CopyToAsync(stream, context, cancellationToken);
        }

        protected override bool TryComputeLength(out long length)
        {
            length = _inner.Headers.ContentLength ?? 0;
            return _inner.Headers.ContentLength is not null;
        }

        protected override void Dispose(bool disposing)
        {
            if (disposing)
                _inner.Dispose();
            base.Dispose(disposing);
        }
    }
}
