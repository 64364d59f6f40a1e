using System.Text.Json.Nodes;
using Imcc.Core.Channels;
using Imcc.Core.Channels.OneBot;

namespace Imcc.Infrastructure.Channels.OneBot;

/// <summary>
/// Fetches what customers sent: by the address in the message, which is good for about two hours, or through the implementation. Addresses of QQ's own servers
/// only: whoever could write an event could otherwise have us call anything in our network.
/// </summary>
internal sealed class OneBotMedia(OneBotApi api, IHttpClientFactory clients) : IChannelMedia
{
    private const int MaxBytes = 20 * 1024 * 1024;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);
    private static readonly string[] Hosts = [".qq.com", ".qq.com.cn", ".qpic.cn", ".gtimg.cn", ".qlogo.cn"];
    private const string Inline = "base64://";
    private static readonly string[] Recorded = [".amr", ".silk", ".slk"];

    public ChannelKind Kind => ChannelKind.OneBot;

    public async Task<FetchedMedia> FetchAsync(ChannelAccount account, MediaRef media, CancellationToken cancellationToken)
    {
        if (media.ProviderId is { } inline && inline.StartsWith(Inline, StringComparison.Ordinal))
            return Bytes(inline) is { } given ? new FetchedMedia.Content(given, "application/octet-stream", null) : new FetchedMedia.Gone("文件内容无法读取");
        // What QQ records no browser plays; the implementation can turn it into something that is.
        if (media.ProviderId is { } voice && Recorded.Any(e => voice.EndsWith(e, StringComparison.OrdinalIgnoreCase))
            && await AskAsync(account, "get_record", new JsonObject { ["file"] = voice, ["out_format"] = "mp3" }, cancellationToken) is FetchedMedia.Content sound)
            return sound with { ContentType = "audio/mpeg", Name = Path.ChangeExtension(sound.Name ?? voice, ".mp3") };
        var byAddress = Address(media.ProviderUrl) is { } address ? await GetAsync(address, media.Name, cancellationToken) : null;
        if (byAddress is FetchedMedia.Content || media.ProviderId is not { } id)
            return byAddress ?? new FetchedMedia.Gone("消息里没有文件");
        return await AskAsync(account, "get_file", new JsonObject { ["file_id"] = id, ["file"] = id }, cancellationToken) switch
        {
            // Implementations from before get_file know pictures only.
            FetchedMedia.Gone => await AskAsync(account, "get_image", new JsonObject { ["file"] = id }, cancellationToken),
            var found => found,
        };
    }

    private static Uri? Address(string? url) =>
        Uri.TryCreate(url, UriKind.Absolute, out var address) && address.Scheme is "http" or "https" && address.IsDefaultPort
            && Hosts.Any(h => address.Host.EndsWith(h, StringComparison.OrdinalIgnoreCase))
            ? address
            : null;

    private async Task<FetchedMedia> AskAsync(ChannelAccount account, string action, JsonObject parameters, CancellationToken cancellationToken)
    {
        switch (await api.CallAsync(account, action, parameters, cancellationToken))
        {
            case OneBotCall.Done { Answer: { IsDone: true } answer }:
                if (answer["base64"] is { } encoded && Bytes(encoded) is { } bytes)
                    return bytes.Length <= MaxBytes ? new FetchedMedia.Content(bytes, "application/octet-stream", answer["file_name"]) : new FetchedMedia.Gone("文件超过 20 MB");
                return Address(answer["url"]) is { } address ? await GetAsync(address, answer["file_name"], cancellationToken) : new FetchedMedia.Gone("OneBot 没有返回文件");
            case OneBotCall.Done { Answer: var refused }:
                return new FetchedMedia.Gone("OneBot 没有返回文件：" + refused.Code);
            case OneBotCall.Unsent unsent:
                return new FetchedMedia.TryAgain(unsent.Error);
            case OneBotCall.Lost lost:
                return new FetchedMedia.TryAgain(lost.Error);
            default:
                return new FetchedMedia.Gone("");
        }
    }

    private async Task<FetchedMedia> GetAsync(Uri address, string? name, CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(Patience);
        try
        {
            using var client = clients.CreateClient(OneBotApi.ClientName);
            client.MaxResponseContentBufferSize = MaxBytes;
            using var response = await client.GetAsync(address, limit.Token);
            if (!response.IsSuccessStatusCode)
                return (int)response.StatusCode >= 500 ? new FetchedMedia.TryAgain("HTTP " + (int)response.StatusCode) : new FetchedMedia.Gone("HTTP " + (int)response.StatusCode);
            return new FetchedMedia.Content(
                await response.Content.ReadAsByteArrayAsync(limit.Token), response.Content.Headers.ContentType?.MediaType ?? "application/octet-stream", name);
        }
        catch (HttpRequestException e) when (e.HttpRequestError == HttpRequestError.ConfigurationLimitExceeded)
        {
            return new FetchedMedia.Gone("文件超过 20 MB");
        }
        catch (Exception e) when (e is HttpRequestException or IOException || (e is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            return new FetchedMedia.TryAgain("下载失败");
        }
    }

    private static byte[]? Bytes(string encoded)
    {
        var text = encoded.StartsWith(Inline, StringComparison.Ordinal) ? encoded[Inline.Length..] : encoded;
        var bytes = new byte[text.Length / 4 * 3 + 3];
        return Convert.TryFromBase64String(text, bytes, out var length) ? bytes[..length] : null;
    }
}
