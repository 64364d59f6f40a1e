using System.Text.Json.Serialization;
using Imcc.Core.Channels;

namespace Imcc.Infrastructure.Files;

/// <summary>What is known of a stored file, kept beside it as JSON. Name and type are what we found, not what the sender claimed.</summary>
/// <param name="Id">UUIDv7 in its 36-character form.</param>
/// <param name="OwnerThreadId">The thread whose visitor brought it; null for a file of our own people's.</param>
public sealed record StoredFile(
    string Id,
    string Name,
    string ContentType,
    long Size,
    string Sha256,
    Guid? OwnerThreadId,
    DateTimeOffset SavedAt)
{
    /// <summary>Whether a browser may show it in place: pixels and sound only, nothing that can carry script.</summary>
    [JsonIgnore]
    public bool IsInline => FileType.OfContentType(ContentType)?.IsInline ?? false;

    /// <summary>The message that carries this file.</summary>
    public MessageContent ToContent()
    {
        var media = new MediaRef(FileId: Id, Name: Name, ContentType: ContentType, Size: Size);
        return ContentType.Split('/')[0] switch
        {
            "image" => new PictureContent(media),
            "audio" => new VoiceContent(media, FileType.OfContentType(ContentType)?.Extension),
            "video" => new VideoContent(media),
            _ => new FileContent(media),
        };
    }
}
