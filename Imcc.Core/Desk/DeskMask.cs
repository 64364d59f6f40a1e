using Imcc.Core.Channels;
using Imcc.Core.Conversations;
using Imcc.Core.Privacy;

namespace Imcc.Core.Desk;

/// <summary>A <see cref="Mask"/> over whatever a desk shows. What has nothing to hide comes back as the same instance.</summary>
public static class DeskMask
{
    public static ThreadMessage Of(this Mask mask, ThreadMessage message)
    {
        if (mask.Hidden.IsEmpty)
            return message;
        var content = mask.Of(message.Content);
        return ReferenceEquals(content, message.Content) && message.DeliveryError is null ? message : message with
        {
            Content = content,
            Hidden = WordsOf(message.Content) is { } words ? mask.HiddenIn(words) : [],
            DeliveryError = message.DeliveryError is { } error ? mask.Text(error) : null,
        };
    }

    public static MessageContent Of(this Mask mask, MessageContent content)
    {
        if (mask.Hidden.IsEmpty)
            return content;
        MessageContent masked = content switch
        {
            TextContent text => text with { Text = mask.Text(text.Text), Quote = text.Quote is { } quote ? quote with { Line = mask.Text(quote.Line) } : null },
            PictureContent picture => picture with { Media = mask.Of(picture.Media) },
            VoiceContent voice => voice with { Media = mask.Of(voice.Media), Recognition = mask.Maybe(voice.Recognition) },
            VideoContent video => video with { Media = mask.Of(video.Media), Title = mask.Maybe(video.Title), Description = mask.Maybe(video.Description) },
            FileContent file => file with { Media = mask.Of(file.Media) },
            LocationContent place => place with { Label = mask.Maybe(place.Label) },
            LinkContent link => link with { Title = mask.Text(link.Title), Description = mask.Maybe(link.Description), Url = mask.Text(link.Url) },
            MusicContent music => music with { Title = mask.Text(music.Title), Description = mask.Maybe(music.Description), Url = mask.Text(music.Url), HighQualityUrl = mask.Maybe(music.HighQualityUrl) },
            PublishedContent published => published with { Title = mask.Text(published.Title) },
            CouponContent coupon => coupon with { Title = mask.Text(coupon.Title) },
            ChoiceContent choice => mask.Of(choice),
            TemplateContent template => mask.Of(template),
            MiniProgramContent program => program with { Title = mask.Text(program.Title), PagePath = mask.Text(program.PagePath) },
            EventContent e => e with { Key = mask.Maybe(e.Key), Fields = mask.Of(e.Fields) },
            SurveyAnswerContent answer => mask.Text(answer.Comment) is var comment && ReferenceEquals(comment, answer.Comment) ? answer : answer with { Comment = comment },
            UnknownContent unknown => unknown with { Raw = mask.Text(unknown.Raw) },
            _ => content,
        };
        if (content.Extra is { } extra)
            masked = masked with { Extra = mask.Of(extra) };
        return masked == content ? content : masked;
    }

    public static DeskConversation Of(this Mask mask, DeskConversation c) => mask.Hidden.IsEmpty ? c : c with
    {
        CustomerName = mask.Text(c.CustomerName),
        Preview = mask.Line(c.Preview),
        Note = mask.Text(c.Note),
        Invitation = c.Invitation is { } invitation ? invitation with { Reason = mask.Text(invitation.Reason), Note = mask.Text(invitation.Note) } : null,
        Help = c.Help is { } help ? help with { Note = mask.Text(help.Note) } : null,
        Satisfaction = c.Satisfaction is { } said ? said with { Comment = mask.Text(said.Comment) } : null,
        Handover = c.Handover is { } handover ? handover with { Reason = mask.Text(handover.Reason), Note = mask.Text(handover.Note) } : null,
    };

    public static IReadOnlyList<DeskConversation> Of(this Mask mask, IReadOnlyList<DeskConversation> list) => mask.Hidden.IsEmpty ? list : [.. list.Select(mask.Of)];

    public static MessagePage Of(this Mask mask, MessagePage page) => mask.Hidden.IsEmpty ? page : page with { Messages = [.. page.Messages.Select(mask.Of)] };

    public static CustomerCard Of(this Mask mask, CustomerCard card) => mask.Hidden.IsEmpty ? card : card with
    {
        DisplayName = mask.Text(card.DisplayName),
        Note = mask.Text(card.Note),
        // A site that embeds the web chat may name its visitors by their telephone numbers.
        ExternalId = mask.Text(card.ExternalId),
        Earlier = mask.Of(card.Earlier),
    };

    public static DeskSnapshot Of(this Mask mask, DeskSnapshot snapshot) => mask.Hidden.IsEmpty ? snapshot : snapshot with
    {
        Mine = mask.Of(snapshot.Mine),
        Queue = mask.Of(snapshot.Queue),
        Parked = mask.Of(snapshot.Parked),
        Asked = mask.Of(snapshot.Asked),
        Messages = mask.Of(snapshot.Messages),
        Owed = mask.Of(snapshot.Owed),
    };

    public static IReadOnlyList<PinnedMessage> Of(this Mask mask, IReadOnlyList<PinnedMessage> pins) => mask.Hidden.IsEmpty ? pins
        : [.. pins.Select(p => p with { Text = p.Pin.Number.Length > 0 ? mask.Number(p.Text, p.Kind) : mask.Line(p.Text), Pin = p.Pin with { Number = mask.Number(p.Pin.Number, p.Kind), Note = mask.Text(p.Pin.Note) } })];

    public static FloorView Of(this Mask mask, FloorView floor) => mask.Hidden.IsEmpty ? floor : floor with { Waiting = mask.Of(floor.Waiting), Alerts = mask.Of(floor.Alerts) };

    public static DeskEvent Of(this Mask mask, DeskEvent e) => mask.Hidden.IsEmpty ? e : e switch
    {
        ConversationMoved moved => new ConversationMoved(mask.Of(moved.Conversation)),
        MessageAdded added => new MessageAdded(mask.Of(added.Message)),
        RatingGiven rated => rated with { Satisfaction = rated.Satisfaction with { Comment = mask.Text(rated.Satisfaction.Comment) } },
        PinsChanged pins => pins with { Pins = mask.Of(pins.Pins) },
        MessageRecalled recalled => new MessageRecalled(mask.Of(recalled.Message)),
        DeliveryChanged { Error: { } error } delivery => delivery with { Error = mask.Text(error) },
        _ => e,
    };

    /// <summary>The words of a content in which numbers are found and can be looked at one by one; null: it has none.</summary>
    public static string? WordsOf(MessageContent content) => content switch
    {
        TextContent text => text.Text,
        VoiceContent { Recognition: { } recognition } => recognition,
        _ => null,
    };

    // A list is another one each time, and so would its content be: what hides nothing stays what it was.
    private static ChoiceContent Of(this Mask mask, ChoiceContent choice)
    {
        var masked = choice with { Head = mask.Text(choice.Head), Tail = mask.Text(choice.Tail) };
        return choice.Items.All(i => ReferenceEquals(mask.Text(i.Label), i.Label)) ? masked : masked with { Items = [.. choice.Items.Select(i => i with { Label = mask.Text(i.Label) })] };
    }

    private static TemplateContent Of(this Mask mask, TemplateContent template)
    {
        var masked = template with { Title = mask.Text(template.Title), Text = mask.Text(template.Text), Url = mask.Maybe(template.Url), MiniProgramPath = mask.Maybe(template.MiniProgramPath) };
        return template.Fields.All(f => ReferenceEquals(mask.Text(f.Value), f.Value)) ? masked : masked with { Fields = [.. template.Fields.Select(f => f with { Value = mask.Text(f.Value) })] };
    }

    private static MediaRef Of(this Mask mask, MediaRef media) => media with { Name = mask.Maybe(media.Name) };

    private static IReadOnlyDictionary<string, string>? Of(this Mask mask, IReadOnlyDictionary<string, string>? fields) =>
        fields is null || fields.Values.All(v => ReferenceEquals(mask.Text(v), v)) ? fields : fields.ToDictionary(f => f.Key, f => mask.Text(f.Value));

    private static string? Maybe(this Mask mask, string? text) => text is null ? null : mask.Text(text);
}
