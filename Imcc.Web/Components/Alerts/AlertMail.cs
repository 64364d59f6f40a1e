using System.Globalization;
using Imcc.Infrastructure.Alerts;
using Imcc.Infrastructure.Mail;
using Imcc.Infrastructure.Organisation;
using Imcc.Web.Localization;
using Microsoft.Extensions.Localization;

namespace Imcc.Web.Components.Alerts;

/// <summary>An alert as an e-mail, in the house's first language: who reads it has chosen none.</summary>
public sealed class AlertMail(AlertSentences sentences, IStringLocalizer<AlertText> text, ScreenClock clock, PublicAddress site) : IAlertWords
{
    public MailDraft Fired(Alert alert, bool isLastOfHour) => InFirstLanguage(() => new(
        text["Mail.Fired", alert.RuleName, sentences.SubjectOf(alert)],
        (isLastOfHour ? text["Mail.Last"] + "\n\n" : "") + Lines(alert, text["Mail.FiredAt", clock.Full(alert.FiredAt)])));

    public MailDraft Cleared(Alert alert) => InFirstLanguage(() => new(
        text["Mail.Cleared", alert.RuleName, sentences.SubjectOf(alert)],
        Lines(alert, text["Mail.ClearedAt", clock.Full(alert.FiredAt), clock.Full(alert.ClearedAt!.Value), AlertSentences.Span(alert.ClearedAt.Value - alert.FiredAt)])));

    private string Lines(Alert alert, string when) => string.Join('\n', sentences.Of(alert), when, "", text["Mail.Rule", alert.RuleName], site.Url + AlertUrls.Thing(alert), site.Url + AlertUrls.Alerts, "");

    private static MailDraft InFirstLanguage(Func<MailDraft> make)
    {
        var before = (CultureInfo.CurrentCulture, CultureInfo.CurrentUICulture);
        try
        {
            CultureInfo.CurrentCulture = CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo(ScreensSetup.Cultures[0]);
            return make();
        }
        finally
        {
            (CultureInfo.CurrentCulture, CultureInfo.CurrentUICulture) = before;
        }
    }
}
