using Imcc.Infrastructure.Mail;

namespace Imcc.Infrastructure.Alerts;

/// <summary>How alerts are said in e-mails; the words are the screens'.</summary>
public interface IAlertWords
{
    /// <param name="isLastOfHour">More of this rule are not mailed for now: whoever reads it looks at the screen.</param>
    MailDraft Fired(Alert alert, bool isLastOfHour);

    MailDraft Cleared(Alert alert);
}
