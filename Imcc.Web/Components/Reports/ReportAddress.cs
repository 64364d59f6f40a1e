using System.Collections.Immutable;
using System.Globalization;
using Imcc.Core.Organisation;
using Imcc.Core.Reporting;
using Microsoft.AspNetCore.WebUtilities;

namespace Imcc.Web.Components.Reports;

/// <summary>A report as its address says it: whoever is given the address sees the same report, within what they may see.</summary>
public sealed record ReportAddress
{
    public const string Page = "/reports";
    public const string File = "/reports/export";
    public const string Rules = "/admin/report-rules";

    /// <summary>Nothing was on record before, and nobody plans so far ahead: days beyond are none.</summary>
    private static readonly DateOnly First = new(2000, 1, 1), Last = new(2099, 12, 31);

    public required ReportPreset Preset { get; init; }

    public required DateOnly From { get; init; }

    /// <summary>Inclusive.</summary>
    public required DateOnly To { get; init; }

    /// <summary>Which days they are as seen from the day on which it is looked at; null: always these.</summary>
    public RelativePeriod? Period { get; init; }

    public ReportInterval Interval { get; init; } = ReportInterval.Day;

    public ReportDimension Rows { get; init; }

    public ReportDimension Then { get; init; }

    public Guid? Group { get; init; }

    public Guid? Agent { get; init; }

    public Guid? Account { get; init; }

    /// <summary>With all that lies below it.</summary>
    public Guid? Reason { get; init; }

    /// <summary>Where the customer came from.</summary>
    public Guid? Source { get; init; }

    /// <summary>0 to 9; null: all.</summary>
    public int? Tier { get; init; }

    public bool IsOpenHoursOnly { get; init; }

    /// <summary>Keys of figures that take the place of the report's own, with commas between; empty: its own.</summary>
    public string Figures { get; init; } = "";

    /// <summary>The figures that are shown.</summary>
    public IReadOnlyList<string> Kpis => Figures.Length == 0 ? Preset.Kpis : Figures.Split(',');

    /// <summary>What stands in the address after the question mark.</summary>
    public string Query
    {
        get
        {
            var asked = new List<(string Key, string? Value)>
            {
                ("r", Preset.Key), ("p", Period?.ToString()), ("from", Period is null ? Day(From) : null), ("to", Period is null ? Day(To) : null),
                ("i", Interval == ReportInterval.Day ? null : Interval.ToString()), ("by", Rows == Preset.Rows ? null : Rows.ToString()),
                ("then", Then == ReportDimension.None ? null : Then.ToString()), ("group", Group?.ToString()), ("agent", Agent?.ToString()), ("account", Account?.ToString()), ("reason", Reason?.ToString()), ("source", Source?.ToString()),
                ("tier", Tier?.ToString(CultureInfo.InvariantCulture)), ("open", IsOpenHoursOnly ? "1" : null), ("k", Figures.Length == 0 ? null : Figures),
            };
            return string.Join('&', asked.Where(a => a.Value is not null).Select(a => $"{a.Key}={Uri.EscapeDataString(a.Value!)}"));
        }
    }

    public string Url => $"{Page}?{Query}";

    /// <param name="format">csv or xlsx.</param>
    public string ExportUrl(string format) => $"{File}?{Query}&format={format}";

    /// <param name="query">With or without its question mark.</param>
    /// <param name="today">What is not said ends today and began a week before.</param>
    public static ReportAddress Read(string query, DateOnly today)
    {
        var asked = QueryHelpers.ParseQuery(query);
        var preset = ReportPreset.Find(One("r"));
        var period = EnumOf<RelativePeriod>("p");
        var to = DateOf("to") ?? today;
        var from = DateOf("from") ?? (to < First.AddDays(6) ? First : to.AddDays(-6));
        if (from > to)
            from = to;
        if (to.DayNumber - from.DayNumber >= Imcc.Infrastructure.Reporting.Reports.MostDays)
            from = to.AddDays(1 - Imcc.Infrastructure.Reporting.Reports.MostDays);
        if (period is { } of)
            (from, to) = of.On(today);
        return new()
        {
            Preset = preset,
            Period = period,
            From = from,
            To = to,
            Interval = EnumOf<ReportInterval>("i") ?? ReportInterval.Day,
            Rows = preset.Chart != ReportChartKind.Heat && EnumOf<ReportDimension>("by") is { } by and not ReportDimension.None ? by : preset.Rows,
            Then = preset.Chart == ReportChartKind.Heat ? ReportDimension.Hour : EnumOf<ReportDimension>("then") ?? ReportDimension.None,
            Group = IdOf("group"),
            Agent = IdOf("agent"),
            Account = IdOf("account"),
            Reason = IdOf("reason"),
            Source = IdOf("source"),
            Tier = int.TryParse(One("tier"), NumberStyles.None, CultureInfo.InvariantCulture, out var tier) && tier <= VipTier.Highest ? tier : null,
            IsOpenHoursOnly = One("open") == "1",
            Figures = preset.Chart == ReportChartKind.Heat ? "" : FiguresOf(One("k") ?? "", preset),
        };

        string? One(string key) => asked.TryGetValue(key, out var values) ? values.ToString() : null;
        DateOnly? DateOf(string key) => DateOnly.TryParseExact(One(key), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day < First ? First : day > Last ? Last : day : null;
        Guid? IdOf(string key) => Guid.TryParse(One(key), out var id) ? id : null;
        T? EnumOf<T>(string key)
            where T : struct, Enum => Enum.TryParse<T>(One(key), out var value) && Enum.IsDefined(value) ? value : null;
    }

    /// <summary>Known figures, each once; empty where they are the report's own.</summary>
    public static string FiguresOf(string keys, ReportPreset preset)
    {
        var known = keys.Split(',').Where(k => KpiCatalogue.Find(k) is not null).Distinct().ToList();
        return known.SequenceEqual(preset.Kpis) ? "" : string.Join(',', known);
    }

    public ReportQuery ToQuery(string timeZone)
    {
        var calendar = new ReportCalendar(timeZone, Interval);
        return new()
        {
            From = calendar.Midnight(From.ToDateTime(TimeOnly.MinValue)),
            To = calendar.Midnight(To.AddDays(1).ToDateTime(TimeOnly.MinValue)),
            TimeZone = timeZone,
            Interval = Interval,
            Rows = Rows,
            Then = Then,
            Kpis = [.. Kpis],
            IsOpenHoursOnly = IsOpenHoursOnly,
            Groups = Of(Group),
            Agents = Of(Agent),
            Accounts = Of(Account),
            Reasons = Of(Reason),
            Sources = Of(Source),
            Tiers = Tier is { } tier ? [tier] : [],
        };
    }

    private static ImmutableArray<Guid> Of(Guid? id) => id is { } known ? [known] : [];

    private static string Day(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
