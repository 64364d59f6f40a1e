using Imcc.Core.Channels;
using Imcc.Core.Conversations;
using Imcc.Infrastructure.Files;
using Directory = Imcc.Core.Organisation.Directory;

namespace Imcc.Web.WebChat;

/// <summary>Shows a thread's messages to its visitor: the agent by name, files by a fresh ticket, and nothing internal.</summary>
public sealed class VisitorView(Func<Directory> directory, FileTickets tickets)
{
    public IReadOnlyList<VisitorMessage> Of(IEnumerable<ThreadMessage> messages) =>
        [.. messages.Where(m => m.Direction != MessageDirection.Internal).Select(Of)];

    public VisitorMessage Of(ThreadMessage message)
    {
        var (kind, text, media, link) = message.Content switch
        {
            _ when message.RecalledAt is not null => ("recalled", null, null, null),
            TextContent t => ("text", t.Text, null, null),
            PictureContent p => ("picture", null, p.Media, null),
            VoiceContent v => ("voice", v.Recognition, v.Media, null),
            VideoContent v => ("video", null, v.Media, null),
            FileContent f => ("file", null, f.Media, null),
            LocationContent l => ("location", l.Label ?? l.Preview, null, null),
            LinkContent l => ("link", l.Title, null, SafeLink(l.Url)),
            MusicContent m => ("link", m.Title, null, SafeLink(m.Url)),
            // What a page cannot tap or open it still reads.
            ChoiceContent c => ("text", c.AsText, null, null),
            TemplateContent t => ("text", t.Text.Length > 0 ? t.Text : t.Preview, null, null),
            PublishedContent or CouponContent => ("text", message.Content.Preview, null, null),
            EventContent or ChannelServiceContent => ("event", null, null, null),
            SurveyContent s => ("survey", s.Question, null, null),
            SurveyAnswerContent a => ("surveyanswer", a.Preview, null, null),
            _ => ("unknown", message.Content.Preview, (MediaRef?)null, (string?)null),
        };
        return new VisitorMessage(
            message.Seq,
            message.Id,
            message.Sender switch { MessageSender.Customer => "visitor", MessageSender.Agent or MessageSender.Lead => "agent", _ => "system" },
            NameOf(message.AgentId),
            kind,
            text,
            media is null ? null : FileOf(media, message.ThreadId),
            link,
            message.At,
            message.Sender == MessageSender.Customer ? message.ChannelMessageId : null,
            message is { RecalledAt: null, Content: TextContent { Quote: { } quote } } ? new(quote.MessageId, quote.Who, quote.Line, quote.IsCustomers) : null)
        { Survey = VisitorSurvey.Of(message.Content) };
    }

    private string NameOf(Guid? agentId) =>
        agentId is { } id && directory().Agents.TryGetValue(id, out var agent) ? agent.DisplayName : "";

    private VisitorFile FileOf(MediaRef media, Guid threadId) => new(
        Guid.TryParseExact(media.FileId, "D", out var id) ? $"/files/{id}?ticket={tickets.Issue(id, threadId)}" : null,
        media.Name ?? "",
        media.ContentType ?? "",
        media.Size ?? 0);

    private static string? SafeLink(string url) =>
        Uri.TryCreate(url, UriKind.Absolute, out var uri) && (uri.Scheme is "http" or "https") ? uri.AbsoluteUri : null;
}
