using System.Globalization;
using Imcc.Core.Channels;
using Imcc.Core.Reporting;
using Imcc.Web.Localization;
using Microsoft.Extensions.Localization;

namespace Imcc.Web.Components.Reports;

/// <summary>How figures and rows are said.</summary>
public sealed class ReportWords(IStringLocalizer<ReportsText> text, ScreenClock clock)
{
    /// <param name="value">Null: there was nothing to divide by.</param>
    public static string Value(KpiUnit unit, double? value) => value is not { } number ? "–" : unit switch
    {
        KpiUnit.Count => number.ToString("N0", CultureInfo.CurrentCulture),
        KpiUnit.Share => number.ToString("P1", CultureInfo.CurrentCulture),
        KpiUnit.Span => Span(number),
        _ => number.ToString("0.00", CultureInfo.CurrentCulture),
    };

    /// <param name="ms">In ms.</param>
    public static string Span(double ms)
    {
        if (ms < 60_000)
            return (ms / 1000).ToString("0.0", CultureInfo.CurrentCulture) + " s";
        var span = TimeSpan.FromSeconds(Math.Round(ms / 1000));
        return span < TimeSpan.FromHours(1)
            ? string.Create(CultureInfo.InvariantCulture, $"{(int)span.TotalMinutes}:{span.Seconds:00}")
            : string.Create(CultureInfo.InvariantCulture, $"{(int)span.TotalHours}:{span.Minutes:00}:{span.Seconds:00}");
    }

    public string Name(ReportDimension by, ReportInterval interval, ReportTerm term, string name) => by switch
    {
        ReportDimension.None => text["All"],
        ReportDimension.Time => Time(interval, clock.Local(DateTimeOffset.FromUnixTimeMilliseconds(term.Number))),
        ReportDimension.Weekday => CultureInfo.CurrentUICulture.DateTimeFormat.GetDayName((DayOfWeek)(term.Number % 7)),
        ReportDimension.Hour => string.Create(CultureInfo.InvariantCulture, $"{term.Number:00}:00"),
        ReportDimension.Wait => term.Number < 0 ? text["StillWaiting"] : Band((int)term.Number),
        ReportDimension.Tier => name.Length > 0 ? name : term.Number.ToString(CultureInfo.CurrentCulture),
        ReportDimension.Channel => Enum.IsDefined((ChannelKind)term.Number) ? text["Channel." + (ChannelKind)term.Number] : text["None"],
        _ when name.Length > 0 => name,
        _ => term.Id == Guid.Empty ? text["None"] : text["Gone"],
    };

    private string Band(int band) => band == 0
        ? text["Band.To", WaitBands.Seconds[0]]
        : band >= WaitBands.Seconds.Count ? text["Band.From", WaitBands.Seconds[^1]] : text["Band", WaitBands.Seconds[band - 1], WaitBands.Seconds[band]];

    private static string Time(ReportInterval interval, DateTimeOffset local) => local.ToString(
        interval switch
        {
            ReportInterval.Quarter or ReportInterval.Half or ReportInterval.Hour => "MM-dd HH:mm",
            ReportInterval.Month => "yyyy-MM",
            _ => "yyyy-MM-dd",
        },
        CultureInfo.InvariantCulture);
}
