using System.Buffers;
using System.Security.Cryptography;
using System.Text.Json;
using Imcc.Core.Channels;
using Microsoft.Extensions.Options;

namespace Imcc.Infrastructure.Files;

/// <summary>
/// Keeps what people send, outside the web root. A file is there whole and on disk, or not at all: it is written aside, checked,
/// flushed and renamed, and counts from the moment its description stands beside it. Files are stored as they came; they are never decoded.
/// </summary>
public sealed class FileStore(IOptions<FileStoreOptions> options, FileStoreFolder folder, TimeProvider time) : IMediaFiles
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    public long MaxBytes => options.Value.MaxBytes;

    /// <param name="name">What the sender calls it; its extension is not believed.</param>
    /// <param name="owner">The thread whose customer brought it; null for our own people's files.</param>
    public async Task<SaveResult> SaveAsync(Stream content, string? name, Guid? owner, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var id = Guid.CreateVersion7(now);
        var temporary = folder.Temporary(id);
        try
        {
            var clean = FileNames.Clean(name);
            FileType? type;
            string sha256;
            long size;
            await using (var file = new FileStream(temporary, FileMode.CreateNew, FileAccess.ReadWrite, FileShare.None, 4096, FileOptions.Asynchronous))
            {
                (size, sha256) = await CopyAsync(content, file, cancellationToken);
                if (size > MaxBytes)
                    return new SaveResult(SaveOutcome.TooLarge);
                if (size == 0)
                    return new SaveResult(SaveOutcome.Empty);
                type = FileSniffer.Detect(file, FileNames.Extension(clean));
                if (type is null)
                    return new SaveResult(SaveOutcome.Unsupported);
                file.Flush(flushToDisk: true);
            }

            var stored = new StoredFile(id.ToString(), FileNames.For(clean, type), type.ContentType, size, sha256, owner, now);
            File.Move(temporary, folder.Content(id));
            await using (var file = new FileStream(temporary, FileMode.CreateNew, FileAccess.Write, FileShare.None, 4096, FileOptions.Asynchronous))
            {
                await JsonSerializer.SerializeAsync(file, stored, Json, cancellationToken);
                file.Flush(flushToDisk: true);
            }

            File.Move(temporary, folder.Description(id));
            return new SaveResult(SaveOutcome.Saved, stored);
        }
        finally
        {
            File.Delete(temporary);
        }
    }

    /// <returns>Null where there is no such file; an id that is none of ours is no such file.</returns>
    public async Task<StoredFile?> FindAsync(string? fileId, CancellationToken cancellationToken)
    {
        if (!Guid.TryParseExact(fileId, "D", out var id))
            return null;
        try
        {
            await using var file = File.OpenRead(folder.Description(id));
            return await JsonSerializer.DeserializeAsync<StoredFile>(file, Json, cancellationToken);
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
    }

    public async Task<MediaFile?> OpenAsync(string fileId, CancellationToken ct)
    {
        if (await FindAsync(fileId, ct) is not { } stored)
            return null;
        var content = new FileStream(
            folder.Content(Guid.Parse(stored.Id)), FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete, 64 * 1024, FileOptions.Asynchronous | FileOptions.SequentialScan);
        return new MediaFile(content, stored.ContentType, stored.Name, stored.Size);
    }

    /// <summary>Stops one buffer after the limit: a stream without end costs no more than that.</summary>
    private async Task<(long Size, string Sha256)> CopyAsync(Stream from, FileStream to, CancellationToken cancellationToken)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var buffer = ArrayPool<byte>.Shared.Rent(64 * 1024);
        try
        {
            long size = 0;
            int read;
            while (size <= MaxBytes && (read = await from.ReadAsync(buffer, cancellationToken)) > 0)
            {
                size += read;
                hash.AppendData(buffer, 0, read);
                await to.WriteAsync(buffer.AsMemory(0, read), cancellationToken);
            }

            await to.FlushAsync(cancellationToken);
            return (size, Convert.ToHexStringLower(hash.GetHashAndReset()));
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }
}
