namespace Imcc.Core.Channels;

/// <summary>The file that a message carries, whatever kind of message it is.</summary>
public static class MessageMedia
{
    /// <returns>Null for a kind that carries none.</returns>
    public static MediaRef? MediaOf(this MessageContent content) => content switch
    {
        PictureContent picture => picture.Media,
        VoiceContent voice => voice.Media,
        VideoContent video => video.Media,
        FileContent file => file.Media,
        _ => null,
    };

    /// <summary>The same content with its file elsewhere; unchanged for a kind that carries none.</summary>
    public static MessageContent WithMedia(this MessageContent content, MediaRef media) => content switch
    {
        PictureContent picture => picture with { Media = media },
        VoiceContent voice => voice with { Media = media },
        VideoContent video => video with { Media = media },
        FileContent file => file with { Media = media },
        _ => content,
    };

    /// <summary>Whether the file is at the channel's only, and to be fetched.</summary>
    public static bool IsToBeFetched(this MessageContent content) => content.MediaOf() is { FileId: null } media && (media.ProviderId is not null || media.ProviderUrl is not null);
}
