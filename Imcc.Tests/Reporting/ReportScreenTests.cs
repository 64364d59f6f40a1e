using System.Text;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using Imcc.Core.Reporting;
using Imcc.Tests.Architecture;
using Imcc.Web.Components;
using Imcc.Web.Components.Reports;
using Imcc.Web.Localization;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Localization;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;

namespace Imcc.Tests.Reporting;

/// <summary>Reports as they are addressed, worded and written to files.</summary>
public sealed partial class ReportScreenTests
{
    private static readonly DateOnly Today = new(2026, 3, 20);

    [Fact]
    public void Whoever_is_given_an_address_sees_the_same_report()
    {
        var group = Guid.Parse("01900000-0000-7000-8000-00000000bb01");
        var address = new ReportAddress
        {
            Preset = ReportPreset.Find("agents"), From = new(2026, 3, 1), To = new(2026, 3, 10), Interval = ReportInterval.Half, Rows = ReportDimension.Time, Then = ReportDimension.Agent, Group = group, Reason = group, Source = group, Tier = 3, IsOpenHoursOnly = true,
        };
        Assert.Equal(address, ReportAddress.Read(new Uri("http://x" + address.Url).Query, Today));
        var query = address.ToQuery("Asia/Shanghai");
        Assert.Equal((new DateTimeOffset(2026, 2, 28, 16, 0, 0, TimeSpan.Zero), new DateTimeOffset(2026, 3, 10, 16, 0, 0, TimeSpan.Zero)), (query.From, query.To));
        Assert.Equal([group], query.Groups);
    }

    [Theory]
    [InlineData("")]
    [InlineData("?r=unknown&from=yesterday&to=2026-13-01&i=9&by=None&group=x")]
    [InlineData("?r=line&by=42&then=99&i=-1")]
    [InlineData("?from=0000-00-00&k=,nothing,&tier=-1&source=x")]
    public void An_address_that_says_nothing_sensible_is_the_week_until_today(string query)
    {
        var address = ReportAddress.Read(query, Today);
        Assert.Equal((ReportPreset.All[0], Today.AddDays(-6), Today, ReportInterval.Day, ReportDimension.Time, ReportDimension.None), (address.Preset, address.From, address.To, address.Interval, address.Rows, address.Then));
    }

    [Fact]
    public void Nobody_asks_for_more_days_than_a_report_may_have()
    {
        var address = ReportAddress.Read("?from=1999-01-01&to=2026-03-20", Today);
        Assert.Equal(Imcc.Infrastructure.Reporting.Reports.MostDays, address.To.DayNumber - address.From.DayNumber + 1);
    }

    [Theory]
    [InlineData("?from=0001-01-01&to=0001-01-02")]
    [InlineData("?to=9999-12-31")]
    [InlineData("?from=9999-12-31")]
    [InlineData("?to=2000-01-01")]
    [InlineData("?from=2099-12-31&to=2099-12-31")]
    public void Days_before_and_after_all_days_are_no_error(string query)
    {
        foreach (var zone in (string[])["Asia/Shanghai", "Pacific/Kiritimati", "America/Los_Angeles"])
        {
            var asked = ReportAddress.Read(query, Today).ToQuery(zone);
            Assert.True(asked.From < asked.To);
        }
    }

    [Fact]
    public void A_view_of_yesterday_is_of_another_day_tomorrow_and_one_of_days_of_these_days()
    {
        var address = ReportAddress.Read("?r=line&p=LastWeek&from=2026-01-01", Today);
        Assert.Equal((new DateOnly(2026, 3, 9), new DateOnly(2026, 3, 15)), (address.From, address.To));
        Assert.Equal("r=line&p=LastWeek", address.Query);
        Assert.Equal(new DateOnly(2026, 3, 16), ReportAddress.Read(address.Query, Today.AddDays(7)).From);
        Assert.Equal((Today, Today), ReportAddress.Read("?p=Today", Today) is var today ? (today.From, today.To) : default);
        Assert.Equal("r=line&from=2026-03-09&to=2026-03-15", (address with { Period = null }).Query);
    }

    [Fact]
    public void A_heat_map_has_weekdays_and_hours_whatever_else_its_address_asks_for()
    {
        var address = ReportAddress.Read("?r=traffic&by=Agent&then=Group&k=asa,aht", Today);
        Assert.Equal((ReportDimension.Weekday, ReportDimension.Hour), (address.Rows, address.Then));
        Assert.Equal(["offered"], address.Kpis);
    }

    [Fact]
    public void Figures_that_were_chosen_are_the_columns_known_ones_and_each_once()
    {
        var address = ReportAddress.Read("?r=line&k=offered,abandonTime,nothing,offered,declined", Today);
        Assert.Equal(["offered", "abandonTime", "declined"], address.Kpis);
        Assert.Equal(address, ReportAddress.Read(address.Query, Today));
        Assert.Equal(["offered", "abandonTime", "declined"], address.ToQuery("UTC").Kpis);
        Assert.Equal("", ReportAddress.Read("?r=traffic", Today).Figures);
        // All of them fit into a saved view and a mailed report.
        Assert.InRange((address with { Figures = string.Join(',', KpiCatalogue.All.Select(k => k.Key)) }).Query.Length, 1, Math.Min(Imcc.Infrastructure.Reporting.ReportViews.LongestQuery, Imcc.Infrastructure.Exports.Exports.LongestQuery));
    }

    [Fact]
    public void Every_figure_row_and_report_has_its_words_in_both_languages_and_every_report_known_figures()
    {
        var (chinese, english) = (Words("ReportsText.resx"), Words("ReportsText.en.resx"));
        Assert.Equal(chinese.Keys.Order(StringComparer.Ordinal), english.Keys.Order(StringComparer.Ordinal));
        Assert.Empty(chinese.Where(w => Places(w.Value) != Places(english[w.Key])).Select(w => w.Key));
        string[] composed =
        [
            .. KpiCatalogue.All.Select(k => "K." + k.Key), .. KpiCatalogue.All.Where(k => !k.NeedsValues).Select(k => "F." + k.Key), .. Enum.GetNames<FactKind>().SelectMany(k => new[] { "Clock." + k, "SpanOf." + k }),
            .. Enum.GetNames<ReportDimension>().Select(d => "By." + d), .. Enum.GetNames<ReportInterval>().Select(i => "I." + i), .. Enum.GetNames<ServiceLevelVariant>().Select(v => "Variant." + v),
            .. ReportPreset.All.SelectMany(p => new[] { "R." + p.Key, "N." + p.Key }), .. Enum.GetNames<Imcc.Core.Channels.ChannelKind>().Select(c => "Channel." + c),
        ];
        var asked = Sources.Files(".razor").Concat(Sources.Files(".cs")).Where(p => p.Contains("Imcc.Web/Components/Reports/", StringComparison.Ordinal)).SelectMany(p => AskedPattern().Matches(Sources.Read(p)).Select(m => m.Groups[1].Value)).Where(k => !k.EndsWith('.'));
        Assert.Empty(composed.Concat(asked).Where(k => !chinese.ContainsKey(k)).Distinct());
        Assert.All(ReportPreset.All.SelectMany(p => p.Kpis), k => Assert.NotNull(KpiCatalogue.Find(k)));
    }

    [Fact]
    public void A_file_has_numbers_that_are_numbers_and_no_formulas()
    {
        var address = ReportAddress.Read("?r=groups", Today) with { Preset = new("groups", ReportDimension.Group, ReportChartKind.None, ["offered", "serviceLevel", "asa"]) };
        Kpi[] kpis = [.. address.Preset.Kpis.Select(k => KpiCatalogue.Find(k)!)];
        var id = Guid.Parse("01900000-0000-7000-8000-00000000bb02");
        var table = new ReportTable(
            kpis, [new(new(id, 0), ReportTerm.None, "=1+1", "", [12.0, 0.625, 12_500.0], true), new(ReportTerm.None, ReportTerm.None, "", "", [3.0, null, null], true)],
            new(ReportTerm.None, ReportTerm.None, "", "", [15.0, 0.625, 12_500.0], true), null, false, new());
        var file = File();

        var lines = Encoding.UTF8.GetString(file.Csv(table, address)).TrimStart('\uFEFF').Split("\r\n");
        Assert.Equal(["技能组,进入队列,服务水平,平均等待 (s)", "'=1+1,12,0.625,12.5", "（无）,3,,", "合计,15,0.625,12.5", ""], lines);

        using var book = new MemoryStream();
        file.Excel(book, table, address);
        book.Position = 0;
        var rows = MiniExcelLibs.MiniExcel.Query(book, useHeaderRow: true).Cast<IDictionary<string, object?>>().ToList();
        Assert.Equal(["'=1+1", "（无）", "合计"], rows.Select(r => r["技能组"]));
        Assert.Equal([12.0, 0.625, 12.5], new[] { rows[0]["进入队列"], rows[0]["服务水平"], rows[0]["平均等待 (s)"] }.Cast<double>());
        Assert.Null(rows[1]["服务水平"]);
    }

    [Fact]
    public void A_file_of_which_rows_are_missing_says_so()
    {
        var address = ReportAddress.Read("?r=line&k=offered", Today);
        var table = new ReportTable([KpiCatalogue.Find("offered")!], [], new(ReportTerm.None, ReportTerm.None, "", "", [15.0], true), null, true, new());
        Assert.Equal(["时间,进入队列", "合计,15", "行数过多，超出部分只计入合计；请缩短时间或减少分组。,", ""], Encoding.UTF8.GetString(File().Csv(table, address)).TrimStart('\uFEFF').Split("\r\n"));
    }

    [Theory]
    [InlineData(900, "0.9 s")]
    [InlineData(59_900, "59.9 s")]
    [InlineData(61_400, "1:01")]
    [InlineData(3_725_000, "1:02:05")]
    public void Spans_are_as_short_as_can_be_understood(double ms, string said) => Assert.Equal(said, ReportWords.Span(ms));

    [Fact]
    public void Days_of_23_and_25_hours_are_one_row_each_and_weeks_begin_on_monday()
    {
        var days = new ReportCalendar("Europe/Berlin", ReportInterval.Day);
        var spring = days.Midnight(new DateTime(2026, 3, 29));
        Assert.Equal(Enumerable.Repeat(spring, 23 * 4), Enumerable.Range(0, 23 * 4).Select(q => days.RowOf(spring.AddMinutes(15 * q))));
        Assert.NotEqual(spring, days.RowOf(spring.AddHours(23)));
        var week = new ReportCalendar("Europe/Berlin", ReportInterval.Week);
        Assert.Equal(new DateTimeOffset(2026, 3, 22, 23, 0, 0, TimeSpan.Zero), week.RowOf(spring));
        Assert.Equal(7, week.WeekdayOf(spring));
        // Where midnight comes twice, the day begins with the first of them.
        var havana = new ReportCalendar("America/Havana", ReportInterval.Day);
        var autumn = havana.Midnight(new DateTime(2026, 11, 1));
        Assert.Equal(new DateTimeOffset(2026, 11, 1, 4, 0, 0, TimeSpan.Zero), autumn);
        Assert.Equal(Enumerable.Repeat(autumn, 25 * 4), Enumerable.Range(0, 25 * 4).Select(q => havana.RowOf(autumn.AddMinutes(15 * q))));
        Assert.Equal([30, 31, 32], havana.RowsIn(autumn.AddDays(-2), autumn.AddDays(1)).Select(r => (int)(r.AddHours(-4) - new DateTimeOffset(2026, 10, 1, 0, 0, 0, TimeSpan.Zero)).TotalDays + 1));
    }

    private static ReportFile File()
    {
        var services = new ServiceCollection().AddLogging().AddLocalization().BuildServiceProvider();
        var text = services.GetRequiredService<IStringLocalizer<ReportsText>>();
        System.Globalization.CultureInfo.CurrentUICulture = new("zh-CN");
        return new(text, new(text, new ScreenClock(new FakeTimeProvider(), Options.Create(new ScreenOptions()))));
    }

    private static Dictionary<string, string> Words(string file) =>
        XDocument.Parse(Sources.Read(Sources.Files(".resx").Single(p => p.EndsWith("Localization/" + file, StringComparison.Ordinal)))).Root!.Elements("data").ToDictionary(d => d.Attribute("name")!.Value, d => d.Element("value")!.Value, StringComparer.Ordinal);

    private static string Places(string text) => string.Join(' ', PlacePattern().Matches(text).Select(m => m.Value).Distinct().Order(StringComparer.Ordinal));

    [GeneratedRegex("""\b(?:T|text)\["([A-Za-z_.]+)"[\], ]""")]
    private static partial Regex AskedPattern();

    [GeneratedRegex(@"\{\d")]
    private static partial Regex PlacePattern();
}
