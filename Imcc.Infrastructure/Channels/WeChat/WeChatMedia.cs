using Imcc.Core.Channels;
using Imcc.Core.Channels.WeChat;

namespace Imcc.Infrastructure.Channels.WeChat;

/// <summary>Fetches what a customer sent before WeChat throws it away (3 days).</summary>
internal sealed class WeChatMedia(WeChatApi api, WeChatHttp http) : IChannelMedia
{
    public ChannelKind Kind => ChannelKind.WeChat;

    public async Task<FetchedMedia> FetchAsync(ChannelAccount account, MediaRef media, CancellationToken cancellationToken)
    {
        if (account.WeChat is not { } settings)
            return new FetchedMedia.Gone("渠道账号没有微信设置");
        if (media.ProviderId is not { } mediaId)
            return PictureAddress(media.ProviderUrl) is { } picture
                ? Read(new WeChatCall.Done(await http.GetAsync(picture, WeChatApi.MaxMediaBytes, cancellationToken)))
                : new FetchedMedia.Gone("消息里没有媒体编号");

        var call = await api.DownloadAsync(settings, mediaId, cancellationToken);
        // A video is answered with an address instead of itself.
        if (call is WeChatCall.Done { Response: WeChatResponse.Answered { Code: 0 } answer }
            && answer.Text("video_url") is { } url && Uri.TryCreate(url, UriKind.Absolute, out var address) && address.Scheme is "http" or "https")
            call = new WeChatCall.Done(await http.GetAsync(address, WeChatApi.MaxMediaBytes, cancellationToken));
        return Read(call);
    }

    /// <summary>In plain mode anybody who saw one signature can write a PicUrl: only WeChat's own picture hosts are asked.</summary>
    private static Uri? PictureAddress(string? url) =>
        Uri.TryCreate(url, UriKind.Absolute, out var address) && address.Scheme is "http" or "https" && address.IsDefaultPort
            && address.Host.EndsWith(".qpic.cn", StringComparison.OrdinalIgnoreCase)
            ? address
            : null;

    private static FetchedMedia Read(WeChatCall call) => call switch
    {
        WeChatCall.Done { Response: WeChatResponse.File file } => new FetchedMedia.Content(file.Content, file.ContentType ?? "application/octet-stream", file.Name),
        WeChatCall.Done { Response: WeChatResponse.TooLarge } => new FetchedMedia.Gone("文件超过 20 MB"),
        WeChatCall.Done { Response: WeChatResponse.Answered { Code: not 0 } answer } => answer.Verdict.Reaction is WeChatReaction.Retry or WeChatReaction.WaitAMinute
            ? new FetchedMedia.TryAgain(answer.Verdict.Reason)
            : new FetchedMedia.Gone(answer.Verdict.Reason),
        WeChatCall.Done { Response: WeChatResponse.Answered } => new FetchedMedia.Gone("微信没有返回文件"),
        WeChatCall.Done { Response: WeChatResponse.Broken broken } => new FetchedMedia.TryAgain("连接微信失败：" + broken.Error),
        WeChatCall.NoToken(var verdict) => verdict.Reaction is WeChatReaction.Retry or WeChatReaction.WaitAMinute
            ? new FetchedMedia.TryAgain(verdict.Reason)
            : new FetchedMedia.Gone(verdict.Reason),
        _ => throw new InvalidOperationException(call.ToString()),
    };
}
