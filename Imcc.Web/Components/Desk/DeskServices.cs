using Imcc.Core.Channels;
using Imcc.Core.Desk;

namespace Imcc.Web.Components.Desk;

/// <summary>All that a desk asks and commands, in one hand.</summary>
public sealed record DeskServices(
    IWorkplace Workplace,
    IHandovers Handovers,
    ISupervision Supervision,
    IMessageHandling Messages,
    IReveals Reveals,
    ISurveys Surveys,
    IMyDay MyDay,
    ITranslations Translations,
    IClassification Classification,
    ICustomers Customers,
    IHistory History,
    IReplies Replies,
    ISpeechGuard Guard,
    IKnowledge Knowledge,
    IPreferences Preferences,
    IReplyWindows Windows,
    ICustomerNotices? Notices = null,
    ISteering? Steering = null)
{
    /// <summary>It is no desk of the agent's own: a supervisor looks at others' conversations.</summary>
    public bool IsWatching { get; init; }
}
