using System.Text;
using MimeKit;
using MimeKit.Text;

namespace Imcc.Infrastructure.Mail;

/// <summary>Makes the message that goes over the wire.</summary>
internal static class MailMaker
{
    public static MimeMessage Make(MailRow mail, MailContentRow content, MailboxAddress from, DateTimeOffset now)
    {
        if (!MailAddress.TryRead(mail.Recipient, out var to))
            throw new FormatException("The recipient is no e-mail address.");
        var message = new MimeMessage { Date = now };
        message.From.Add(from);
        message.To.Add(to);
        // Sent twice after a crash, it is the same message to whoever compares.
        message.MessageId = $"{mail.Id:N}@{from.Domain}";
        message.Headers.Replace(HeaderId.Subject, Encoding.UTF8, content.Subject);
        message.Headers.Add("Auto-Submitted", "auto-generated");
        var text = new TextPart(TextFormat.Plain) { ContentTransferEncoding = ContentEncoding.Base64 };
        text.SetText(Encoding.UTF8, content.Text);
        MimeEntity body = text;
        if (content.Html is not null)
        {
            var html = new TextPart(TextFormat.Html) { ContentTransferEncoding = ContentEncoding.Base64 };
            html.SetText(Encoding.UTF8, content.Html);
            body = new MultipartAlternative(text, html);
        }

        message.Body = content.File is null ? body : new Multipart("mixed") { body, Attached(content) };
        return message;
    }

    private static MimePart Attached(MailContentRow content)
    {
        var part = new MimePart(ContentType.Parse(content.FileType ?? "application/octet-stream"))
        {
            Content = new MimeContent(new MemoryStream(content.File!)),
            ContentDisposition = new ContentDisposition(ContentDisposition.Attachment),
            ContentTransferEncoding = ContentEncoding.Base64,
        };
        // Chinese names: by the standard, and once more as the older programs read them.
        part.ContentDisposition.Parameters.Add(Encoding.UTF8, "filename", content.FileName ?? "file");
        part.ContentType.Parameters.Add(new Parameter(Encoding.UTF8, "name", content.FileName ?? "file") { EncodingMethod = ParameterEncodingMethod.Rfc2047 });
        return part;
    }
}
