using Imcc.Core.Channels;

namespace Imcc.Web.Components.Desk;

/// <summary>An uploaded file that waits in the composer to be sent.</summary>
/// <param name="MessageId">The message that it will become.</param>
public sealed record Attachment(Guid MessageId, string FileId, string Name, string ContentType, long Size)
{
    public bool IsPicture => ContentType.StartsWith("image/", StringComparison.OrdinalIgnoreCase)
        && !ContentType.Contains("svg", StringComparison.OrdinalIgnoreCase);

    public MessageContent Content => ChannelCargo.ContentOf(new MediaRef(FileId: FileId, Name: Name, ContentType: ContentType, Size: Size));
}
