using System.Globalization;
using Imcc.Core.Alerts;
using Imcc.Infrastructure.Alerts;
using Imcc.Web.Localization;
using Microsoft.Extensions.Localization;

namespace Imcc.Web.Components.Alerts;

/// <summary>How an alert is said: of whom, what, and what it should have been.</summary>
public sealed class AlertSentences(IStringLocalizer<AlertText> text)
{
    public string Of(Alert alert) => text["Said." + alert.Kind, SubjectOf(alert), Figure(alert.Kind, alert.Figure), Figure(alert.Kind, alert.Bound), alert.Detail];

    public string SubjectOf(Alert alert) => alert.SubjectName.Length > 0 ? alert.SubjectName : text["Nobody"];

    /// <summary>A figure with its unit.</summary>
    public static string Figure(AlertKind kind, double figure) => kind switch
    {
        AlertKind.Wait or AlertKind.Silence => Span(TimeSpan.FromSeconds(figure)),
        AlertKind.ServiceLevel => figure.ToString("0.#", CultureInfo.CurrentCulture) + "%",
        _ => figure.ToString("0.##", CultureInfo.CurrentCulture),
    };

    /// <summary>Minutes and seconds; from an hour on with hours.</summary>
    public static string Span(TimeSpan span) => span < TimeSpan.FromHours(1)
        ? string.Create(CultureInfo.InvariantCulture, $"{(int)span.TotalMinutes}:{span.Seconds:00}")
        : string.Create(CultureInfo.InvariantCulture, $"{(int)span.TotalHours}:{span.Minutes:00}:{span.Seconds:00}");
}
