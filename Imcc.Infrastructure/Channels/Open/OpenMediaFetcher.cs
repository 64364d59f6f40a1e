using System.Net;
using Imcc.Core.Channels;
using Imcc.Core.Channels.Open;
using Imcc.Infrastructure.Organisation;

namespace Imcc.Infrastructure.Channels.Open;

/// <summary>Fetches files that a posted message names by their addresses. Redirections are followed, but never into the house.</summary>
internal sealed class OpenMediaFetcher(IHttpClientFactory clients) : IChannelMedia
{
    public const string ClientName = "open-channel-media";

    public ChannelKind Kind => ChannelKind.Open;

    public async Task<FetchedMedia> FetchAsync(ChannelAccount account, MediaRef media, CancellationToken cancellationToken)
    {
        if (!Uri.TryCreate(media.ProviderUrl, UriKind.Absolute, out var address))
            return new FetchedMedia.Gone("消息里没有文件地址");
        try
        {
            using var client = clients.CreateClient(ClientName);
            using var response = await client.GetAsync(address, cancellationToken);
            if (response.IsSuccessStatusCode)
            {
                return new FetchedMedia.Content(
                    await response.Content.ReadAsByteArrayAsync(cancellationToken), response.Content.Headers.ContentType?.MediaType ?? "application/octet-stream", media.Name ?? NameOf(address));
            }

            var error = "文件地址返回 HTTP " + (int)response.StatusCode;
            return response.StatusCode is HttpStatusCode.RequestTimeout or HttpStatusCode.TooManyRequests || (int)response.StatusCode >= 500
                ? new FetchedMedia.TryAgain(error)
                : new FetchedMedia.Gone(error);
        }
        catch (Exception e) when (InternalAddressException.IsIn(e))
        {
            return new FetchedMedia.Gone("文件地址不在公网上");
        }
        catch (HttpRequestException e) when (e.HttpRequestError == HttpRequestError.ConfigurationLimitExceeded)
        {
            return new FetchedMedia.Gone($"文件超过 {OpenCheck.LargestFile / (1024 * 1024)} MB");
        }
        catch (HttpRequestException e)
        {
            return new FetchedMedia.TryAgain("无法连接文件地址：" + e.HttpRequestError);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return new FetchedMedia.TryAgain("文件地址没有及时回答");
        }
    }

    private static string? NameOf(Uri address) => Path.GetFileName(Uri.UnescapeDataString(address.AbsolutePath)) is { Length: > 0 and <= 200 } name ? name : null;
}
