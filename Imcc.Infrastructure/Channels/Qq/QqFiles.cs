using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Imcc.Core.Channels;
using Imcc.Core.Channels.Qq;
using Imcc.Core.Delivery;
using Imcc.Infrastructure.Channels.WeChat;

namespace Imcc.Infrastructure.Channels.Qq;

/// <summary>
/// Brings a file to QQ's server before a message can carry it: our own copy part by part, for QQ would have to reach us to fetch it; what only lies elsewhere, by
/// its address. What comes back is good for one kind of receiver only.
/// </summary>
internal sealed class QqFiles(QqApi api, QqHttp http, IMediaFiles files, TimeProvider time)
{
    /// <summary>Bytes; QQ takes nothing larger of any kind.</summary>
    private const long Largest = 200L * 1024 * 1024;

    /// <summary>Bytes at the start of the file that are hashed by themselves: QQ's number, not ten megabytes.</summary>
    private const long HashedStart = 10_002_432;

    private const int LargestPart = 32 * 1024 * 1024;
    private const int MostParts = 10_000;

    public async Task<QqUpload> UploadAsync(QqSettings settings, QqAddress to, MessageContent content, CancellationToken cancellationToken)
    {
        var media = content.MediaOf()!;
        if (media.FileId is null)
        {
            return Uri.TryCreate(media.ProviderUrl, UriKind.Absolute, out var address) && address.Scheme is "http" or "https"
                ? await FileAsync(settings, to, KindOf(content, media.ContentType), ("url", media.ProviderUrl!), media.Name, cancellationToken)
                : Gone;
        }

        await using var opened = await OpenAsync(media.FileId, cancellationToken);
        return opened is null ? Gone
            : opened.File.Size > Largest ? new QqUpload.Not(new SendOutcome.Refused("文件超过 200 MB", RefusalKind.Media))
            : await InPartsAsync(settings, to, KindOf(content, opened.File.ContentType), media.FileId, opened.File, media.Name ?? opened.File.Name, cancellationToken);
    }

    private static QqUpload.Not Gone => new(new SendOutcome.Refused("文件已不存在", RefusalKind.Media));

    /// <summary>1 picture, 2 video, 3 voice, 4 any other file. AMR is none of the voices that QQ plays.</summary>
    private static int KindOf(MessageContent content, string? contentType) => content switch
    {
        PictureContent => 1,
        VideoContent => 2,
        VoiceContent when contentType?.Contains("amr", StringComparison.OrdinalIgnoreCase) != true => 3,
        _ => 4,
    };

    private async Task<QqUpload> InPartsAsync(QqSettings settings, QqAddress to, int kind, string fileId, MediaFile file, string name, CancellationToken cancellationToken)
    {
        var (md5, sha1, start) = await HashAsync(file.Content, cancellationToken);
        var prepared = await api.CallAsync(settings, HttpMethod.Post, to.Path + "/upload_prepare", string.Create(CultureInfo.InvariantCulture,
            $"{{\"file_type\":{kind},\"file_size\":{file.Size},\"file_name\":{Quoted(name)},\"md5\":\"{md5}\",\"sha1\":\"{sha1}\",\"md5_10m\":\"{start}\"}}"), cancellationToken);
        if (prepared.Success is not { } plan)
            return Not(prepared.Verdict);
        var parts = plan.Json.Items("parts").OrderBy(p => p.Number("index")).ToList();
        if (plan.Text("upload_id") is not { } uploadId || plan.Json.Number("block_size") is not (> 0 and <= LargestPart and var size) || parts.Count is 0 or > MostParts)
            return Not(new(QqReaction.Retry, "QQ 没有给出上传方案"));
        var patience = TimeSpan.FromSeconds(Math.Clamp(plan.Json.Inner("upload_config").Number("retry_timeout") ?? 300, 1, 300));
        var pause = TimeSpan.FromSeconds(Math.Clamp(plan.Json.Inner("upload_config").Number("retry_delay") ?? 1, 1, 10));

        // The stream has been read to its end for the hashes.
        await using var again = await OpenAsync(fileId, cancellationToken);
        if (again is null)
            return Gone;
        var buffer = new byte[Math.Min(size, file.Size)];
        foreach (var part in parts)
        {
            if (part.Number("index") is not { } index || !Uri.TryCreate(part.Word("presigned_url"), UriKind.Absolute, out var address) || address.Scheme is not ("http" or "https"))
                return Not(new(QqReaction.Retry, "QQ 没有给出上传地址"));
            var read = await again.File.Content.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, cancellationToken);
            if (read == 0)
                break;
            var sent = new QqCall.Done(await http.PutAsync(address, buffer.AsMemory(0, read), cancellationToken));
            if (sent.Success is null)
                return Not(new(QqReaction.Retry, "文件上传失败：" + sent.Verdict.Reason));
            if (await FinishAsync(settings, to, uploadId, index, buffer.AsMemory(0, read), patience, pause, cancellationToken) is { } refused)
                return Not(refused);
        }

        return await FileAsync(settings, to, kind, ("upload_id", uploadId), name, cancellationToken);
    }

    /// <returns>Null when the part is there.</returns>
    private async Task<QqVerdict?> FinishAsync(
        QqSettings settings, QqAddress to, string uploadId, long index, ReadOnlyMemory<byte> part, TimeSpan patience, TimeSpan pause, CancellationToken cancellationToken)
    {
#pragma warning disable CA5351 // QQ names the hash; it proves nothing to anybody.
        var md5 = Convert.ToHexStringLower(MD5.HashData(part.Span));
#pragma warning restore CA5351
        var body = string.Create(CultureInfo.InvariantCulture, $"{{\"upload_id\":{Quoted(uploadId)},\"part_index\":{index},\"block_size\":{part.Length},\"md5\":\"{md5}\"}}");
        var until = time.GetUtcNow() + patience;
        while (true)
        {
            var call = await api.CallAsync(settings, HttpMethod.Post, to.Path + "/upload_part_finish", body, cancellationToken);
            if (call.Success is not null)
                return null;
            if (call.Verdict.Reaction != QqReaction.PartLater || time.GetUtcNow() + pause > until)
                return call.Verdict;
            await Task.Delay(pause, time, cancellationToken);
        }
    }

    private async Task<QqUpload> FileAsync(QqSettings settings, QqAddress to, int kind, (string Name, string Value) what, string? name, CancellationToken cancellationToken)
    {
        var body = new StringBuilder(string.Create(CultureInfo.InvariantCulture, $"{{\"file_type\":{kind},\"{what.Name}\":")).AppendJson(what.Value).Append(",\"srv_send_msg\":false");
        if (!string.IsNullOrEmpty(name))
            body.Append(",\"file_name\":").AppendJson(name);
        var call = await api.CallAsync(settings, HttpMethod.Post, to.Path + "/files", body.Append('}').ToString(), cancellationToken);
        return call.Success?.Text("file_info") is { } info ? new QqUpload.As(info)
            : Not(call.Success is null ? call.Verdict : new(QqReaction.Retry, "QQ 没有返回文件信息"));
    }

    private static QqUpload.Not Not(QqVerdict verdict) => new(QqOutcomes.OfUpload(verdict));

    private static async Task<(string Md5, string Sha1, string Start)> HashAsync(Stream content, CancellationToken cancellationToken)
    {
#pragma warning disable CA5350, CA5351 // QQ names the hashes; they prove nothing to anybody.
        using var md5 = IncrementalHash.CreateHash(HashAlgorithmName.MD5);
        using var sha1 = IncrementalHash.CreateHash(HashAlgorithmName.SHA1);
        using var start = IncrementalHash.CreateHash(HashAlgorithmName.MD5);
#pragma warning restore CA5350, CA5351
        var buffer = new byte[128 * 1024];
        long at = 0;
        int read;
        while ((read = await content.ReadAsync(buffer, cancellationToken)) > 0)
        {
            md5.AppendData(buffer, 0, read);
            sha1.AppendData(buffer, 0, read);
            if (at < HashedStart)
                start.AppendData(buffer, 0, (int)Math.Min(read, HashedStart - at));
            at += read;
        }

        return (Hex(md5), Hex(sha1), Hex(start));

        static string Hex(IncrementalHash hash) => Convert.ToHexStringLower(hash.GetCurrentHash());
    }

    private async Task<Opened?> OpenAsync(string fileId, CancellationToken cancellationToken) =>
        await files.OpenAsync(fileId, cancellationToken) is { } file ? new Opened(file) : null;

    private static string Quoted(string text) => new StringBuilder().AppendJson(text).ToString();

    private sealed record Opened(MediaFile File) : IAsyncDisposable
    {
        public ValueTask DisposeAsync() => File.Content.DisposeAsync();
    }
}

/// <summary>A file at QQ's side, or why there is none.</summary>
internal abstract record QqUpload
{
    public sealed record As(string FileInfo) : QqUpload;

    public sealed record Not(SendOutcome Outcome) : QqUpload;
}
