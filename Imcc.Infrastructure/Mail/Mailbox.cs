using Imcc.Infrastructure.Storage;

namespace Imcc.Infrastructure.Mail;

/// <summary>Where e-mail is put that is to go out: in the transaction of whatever it tells of.</summary>
internal static class Mailbox
{
    /// <param name="recipients">Each gets an e-mail of their own, and reads no other's address.</param>
    public static WriteUnit Post(this WriteUnit unit, MailDraft draft, IEnumerable<string> recipients, DateTimeOffset now)
    {
        var to = recipients.Distinct(StringComparer.OrdinalIgnoreCase).ToList();
        if (to.Count == 0)
            return unit;
        var content = new MailContentRow
        {
            Id = Guid.CreateVersion7(now),
            Subject = draft.SafeSubject,
            Text = draft.Text,
            Html = draft.Html,
            FileName = draft.File?.Name,
            FileType = draft.File?.ContentType,
            File = draft.File?.Content,
            CreatedAt = now,
        };
        unit.Insert(content);
        foreach (var recipient in to)
            unit.Insert(new MailRow { Id = Guid.CreateVersion7(now), ContentId = content.Id, Recipient = recipient, State = MailState.Waiting, DueAt = now, CreatedAt = now });
        return unit;
    }
}
