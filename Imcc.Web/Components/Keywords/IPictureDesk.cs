using Imcc.Core.Channels;
using Imcc.Infrastructure.Files;

namespace Imcc.Web.Components.Keywords;

/// <summary>Takes the pictures that answers show.</summary>
public interface IPictureDesk
{
    /// <returns>Null: it is no picture, or too large.</returns>
    Task<MediaRef?> KeepAsync(Stream picture, string name);
}

/// <summary>Keeps them in the file store.</summary>
internal sealed class StoredPictures(FileStore files) : IPictureDesk
{
    public async Task<MediaRef?> KeepAsync(Stream picture, string name) =>
        await files.SaveAsync(picture, name, owner: null, CancellationToken.None) is { Outcome: SaveOutcome.Saved, File: { } file } && file.ContentType.StartsWith("image/", StringComparison.Ordinal)
            ? new(FileId: file.Id, Name: file.Name, ContentType: file.ContentType, Size: file.Size)
            : null;
}
