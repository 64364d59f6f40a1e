using Imcc.Core.Channels;

namespace Imcc.Infrastructure.Channels.Qq;

/// <summary>Fetches what a customer sent from the address in the message. Events are signed, so the address is QQ's own word.</summary>
internal sealed class QqMedia(IHttpClientFactory clients) : IChannelMedia
{
    private const int MaxBytes = 50 * 1024 * 1024;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    public ChannelKind Kind => ChannelKind.Qq;

    public async Task<FetchedMedia> FetchAsync(ChannelAccount account, MediaRef media, CancellationToken cancellationToken)
    {
        if (!Uri.TryCreate(media.ProviderUrl, UriKind.Absolute, out var address) || address.Scheme is not ("http" or "https"))
            return new FetchedMedia.Gone("消息里没有文件地址");
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(Patience);
        try
        {
            using var client = clients.CreateClient(QqHttp.FileClientName);
            using var response = await client.GetAsync(address, HttpCompletionOption.ResponseHeadersRead, limit.Token);
            if ((int)response.StatusCode is 429 or >= 500)
                return new FetchedMedia.TryAgain("HTTP " + (int)response.StatusCode);
            if (!response.IsSuccessStatusCode)
                return new FetchedMedia.Gone("HTTP " + (int)response.StatusCode);
            if (response.Content.Headers.ContentLength > MaxBytes)
                return new FetchedMedia.Gone("文件超过 50 MB");
            await using var stream = await response.Content.ReadAsStreamAsync(limit.Token);
            using var bytes = new MemoryStream((int)(response.Content.Headers.ContentLength ?? 64 * 1024));
            var buffer = new byte[64 * 1024];
            int read;
            while ((read = await stream.ReadAsync(buffer, limit.Token)) > 0)
            {
                if (bytes.Length + read > MaxBytes)
                    return new FetchedMedia.Gone("文件超过 50 MB");
                bytes.Write(buffer, 0, read);
            }

            return new FetchedMedia.Content(bytes.ToArray(), response.Content.Headers.ContentType?.MediaType ?? media.ContentType ?? "application/octet-stream", media.Name);
        }
        catch (HttpRequestException e)
        {
            return new FetchedMedia.TryAgain("连接 QQ 失败：" + e.HttpRequestError);
        }
        catch (IOException)
        {
            return new FetchedMedia.TryAgain("连接中断");
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return new FetchedMedia.TryAgain("下载超时");
        }
    }
}
