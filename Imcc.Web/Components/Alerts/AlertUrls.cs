using Imcc.Infrastructure.Alerts;
using Imcc.Web.Administration;
using Imcc.Web.Components.Desk;
using Imcc.Web.Components.Steer;
using AlertKind = Imcc.Core.Alerts.AlertKind;

namespace Imcc.Web.Components.Alerts;

/// <summary>Where alerts are, and what they are about.</summary>
public static class AlertUrls
{
    public const string Alerts = "/alerts";
    public const string Rules = "/admin/alerts";
    public const string Mail = "/admin/mail";

    public static string Rule(Guid id) => $"{Rules}/{id}";

    /// <summary>Where the thing itself can be looked at.</summary>
    public static string Thing(Alert alert) => alert.Kind switch
    {
        AlertKind.Silence or AlertKind.Words => SteerUrls.Watch(alert.SubjectId),
        AlertKind.Survey => DeskUrls.Conversation(alert.SubjectId),
        AlertKind.Deliveries => AdminUrls.Deliveries,
        _ => "/floor",
    };
}
