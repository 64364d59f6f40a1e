using System.Globalization;
using Bunit;
using Imcc.Core.Reporting;
using Imcc.Web.Components;
using Imcc.Web.Components.Reports;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using MudBlazor;
using MudBlazor.Services;

namespace Imcc.Tests.Reporting;

/// <summary>What is drawn above a report's table.</summary>
public sealed class ReportChartTests : BunitContext
{
    private static readonly DateTimeOffset First = new(2026, 1, 1, 0, 0, 0, TimeSpan.FromHours(8));

    public ReportChartTests()
    {
        CultureInfo.CurrentCulture = CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo("zh-CN");
        JSInterop.Mode = JSRuntimeMode.Loose;
        Services.AddMudServices();
        Services.AddLocalization();
        Services.AddSingleton(new ScreenClock(new FakeTimeProvider(First), Options.Create(new ScreenOptions())));
        Services.AddSingleton<ReportWords>();
    }

    [Fact]
    public void Of_a_time_that_is_too_long_for_a_picture_the_latest_is_drawn()
    {
        var chart = Draw("?r=line", "answered", Enumerable.Range(0, 100).Select(d => (First.AddDays(d).ToUnixTimeMilliseconds(), 0L)));
        var drawn = chart.FindComponent<MudChart<double>>().Instance;
        Assert.Equal("2026-02-08", drawn.ChartLabels[0]);
        Assert.Equal(62, drawn.ChartLabels.Length);
    }

    [Fact]
    public void A_single_hour_is_a_map_but_a_single_day_no_chart()
    {
        var map = Draw("?r=traffic", "offered", [(2L, 4L)]);
        Assert.Equal("7", Assert.Single(map.FindAll(".rep-heat td"), c => c.TextContent.Length > 0).TextContent);
        Assert.Empty(Draw("?r=line", "answered", [(First.ToUnixTimeMilliseconds(), 0L)]).FindAll("[data-chart]"));
    }

    private IRenderedComponent<ReportChart> Draw(string address, string kpi, IEnumerable<(long First, long Then)> rows)
    {
        var table = new ReportTable(
            [KpiCatalogue.Find(kpi)!], [.. rows.Select(r => new ReportRow(new(Guid.Empty, r.First), new(Guid.Empty, r.Then), "", "", [7], true))], new(ReportTerm.None, ReportTerm.None, "", "", [7], true), null, false, new());
        return Render<ReportChart>(p => p.Add(c => c.Table, table).Add(c => c.Address, ReportAddress.Read(address, DateOnly.FromDateTime(First.Date))));
    }
}
