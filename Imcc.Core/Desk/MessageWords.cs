using Imcc.Core.Channels;

namespace Imcc.Core.Desk;

/// <summary>What can be searched of a message.</summary>
public static class MessageWords
{
    /// <returns>Empty: nothing was said in words.</returns>
    public static string Of(MessageContent content) => content switch
    {
        TextContent text => text.Text,
        VoiceContent voice => voice.Recognition ?? "",
        FileContent file => file.Media.Name ?? "",
        LocationContent place => place.Label ?? "",
        LinkContent link => $"{link.Title} {link.Description}".Trim(),
        MiniProgramContent program => program.Title,
        _ => "",
    };
}
