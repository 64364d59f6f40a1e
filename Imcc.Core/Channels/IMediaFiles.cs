namespace Imcc.Core.Channels;

/// <summary>Our own stored copies of what messages carry, by the id in <see cref="MediaRef.FileId"/>.</summary>
public interface IMediaFiles
{
    /// <returns>Null where there is no such file. The caller disposes the content.</returns>
    Task<MediaFile?> OpenAsync(string fileId, CancellationToken ct);
}

/// <summary>A stored file, open for reading.</summary>
public sealed record MediaFile(Stream Content, string ContentType, string Name, long Size);
