using Imcc.Web.Components.Alerts;
using Imcc.Web.Components.Followers;
using Imcc.Web.Components.Misses;
using Imcc.Web.Components.Reports;

namespace Imcc.Web.Administration;

/// <summary>Administration's pages by what they are about: the navigation on the left of each of them.</summary>
internal static class AdminMap
{
    public static readonly IReadOnlyList<AdminSection> Sections =
    [
        new("SectionService", [(AdminUrls.Accounts, "Accounts"), (AdminUrls.Official, "Official"), (AdminUrls.Groups, "Groups"), (AdminUrls.Calendars, "Calendars"), (AdminUrls.Tiers, "Tiers"), (AdminUrls.Deliveries, "Deliveries"), (AdminUrls.Notices, "Notices"), (ReportAddress.Rules, "ReportRules"), (AlertUrls.Rules, "AlertRules"), (AlertUrls.Mail, "OutgoingMail")]),
        new("SectionPeople", [(AdminUrls.Agents, "Agents"), (AdminUrls.Reasons, "Reasons"), (AdminUrls.Keys, "Keys")]),
        new("SectionCustomers", [(AdminUrls.Tags, "Tags"), (AdminUrls.Attributes, "CustomerAttributes"), (AdminUrls.Sources, "CustomerSources"), (AdminUrls.Links, "CustomerLinks"), (FollowerUrls.Codes, "QrCodes"), (FollowerUrls.Followers, "Followers")]),
        new("SectionAnswers", [(AdminUrls.ReasonTree, "ReasonTree"), (AdminUrls.Replies, "Replies"), (AdminUrls.Words, "Words"), (AdminUrls.Keywords, "Keywords"), (AdminUrls.Flows, "Flows"), (AdminUrls.Robots, "Robots"), (MissUrls.Synonyms, "Synonyms"), (MissUrls.Misses, "Misses"), (MissUrls.Stats, "AnswerFigures")]),
        new("SectionSecurity", [(AdminUrls.Privacy, "Privacy"), (AdminUrls.Supervision, "Supervision")]),
    ];
}

/// <param name="Heading">Key of its words.</param>
/// <param name="Pages">Address and key of the words, in order.</param>
internal sealed record AdminSection(string Heading, IReadOnlyList<(string Url, string Text)> Pages);
