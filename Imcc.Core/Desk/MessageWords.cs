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
        MusicContent music => $"{music.Title} {music.Description}".Trim(),
        PublishedContent published => published.Title,
        CouponContent coupon => coupon.Title,
        ChoiceContent choice => choice.AsText,
        TemplateContent template => template.Text.Length > 0 ? template.Text : string.Join(' ', template.Fields.Select(f => f.Value)),
        _ => "",
    };
}
