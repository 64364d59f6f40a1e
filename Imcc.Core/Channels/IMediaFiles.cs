namespace Imcc.Core.Channels;

/// <summary>Our own stored files, as channels need them to send a picture or a document on.</summary>
public interface IMediaFiles
{
    /// <returns>Null when there is no such file (any more). Who asked closes the stream.</returns>
    Task<(Stream Content, string ContentType, string Name)?> OpenAsync(string fileId, CancellationToken cancellationToken);
}
