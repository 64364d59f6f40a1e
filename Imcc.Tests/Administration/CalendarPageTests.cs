using Bunit;
using Imcc.Core.Organisation;
using Imcc.Infrastructure.Organisation;
using Imcc.Web.Administration;

namespace Imcc.Tests.Administration;

public sealed class CalendarPageTests : IAsyncLifetime
{
    private const string Office = "工作日服务时间";
    private AdminScreens _screens = null!;

    public async ValueTask InitializeAsync() => _screens = await AdminScreens.OpenAsync();

    public ValueTask DisposeAsync() => _screens.DisposeAsync();

    [Fact]
    public void The_list_says_when_each_opens_next_and_who_goes_by_it()
    {
        var rows = _screens.Open<CalendarsPage>().FindAll(".adm-table tbody tr").Select(r => r.TextContent).ToList();
        Assert.Contains("周一至周五 09:00-18:00；周六至周日 休息", rows[0], StringComparison.Ordinal);
        Assert.Contains("下次开放 2026-03-02 09:00", rows[0], StringComparison.Ordinal);
        Assert.Contains("贵宾服务", rows[0], StringComparison.Ordinal);
        Assert.Contains("今日 08:00-22:00", rows[1], StringComparison.Ordinal);
        Assert.Contains("未使用", rows[1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_week_is_typed_in_spans_copied_to_the_working_days_and_kept()
    {
        var page = Open(Office);
        await page.FindAll("[data-day=Monday] input.clock")[1].ChangeAsync(new() { Value = "12:00" });
        await page.Find("[data-add=Monday]").ClickAsync(new());
        Assert.Equal(["09:00", "12:00", "12:00", "24:00"], page.FindAll("[data-day=Monday] input.clock").Select(i => i.GetAttribute("value")));
        await page.FindAll("[data-day=Monday] input.clock")[2].ChangeAsync(new() { Value = "13:30" });
        await page.FindAll("[data-day=Monday] input.clock")[3].ChangeAsync(new() { Value = "18:00" });
        await page.Find("[data-copy=Monday]").ClickAsync(new());
        await SaveAsync(page);
        page.WaitForAssertion(() => Assert.Equal("09:00-12:00 13:30-18:00", SpecialDayText.Write(Live(Office).Week[5])));
        Assert.Empty(Live(Office).Week[6]);
    }

    [Fact]
    public async Task Hours_that_cannot_be_read_are_pointed_at_and_nothing_is_saved()
    {
        var page = Open(Office);
        await page.FindAll("[data-day=Tuesday] input.clock")[1].ChangeAsync(new() { Value = "8点" });
        Assert.Equal(2, page.FindAll("[data-day=Tuesday] input.bad").Count);
        Assert.Contains("时间请写成 09:00–18:00", page.Markup, StringComparison.Ordinal);
        Assert.True(page.Find(".ed-head .primary").HasAttribute("disabled"));
        await page.FindAll("[data-day=Tuesday] input.clock")[1].ChangeAsync(new() { Value = "17:00" });
        Assert.False(page.Find(".ed-head .primary").HasAttribute("disabled"));
    }

    [Fact]
    public async Task Pasted_days_are_seen_in_the_month_and_a_line_that_cannot_be_read_is_told()
    {
        var page = Open(Office);
        await Days(page).ChangeAsync(new() { Value = "2026-03-05..2026-03-06 装修 休\n3月9日 停电 休" });
        Assert.Contains("第 2 行看不懂：3月9日 停电 休", page.Markup, StringComparison.Ordinal);
        Assert.True(page.Find(".ed-head .primary").HasAttribute("disabled"));
        await Days(page).ChangeAsync(new() { Value = "2026-03-05..2026-03-06 装修 休\n2026-03-07 补班 上班\n2026-03-07 补班 上班 10:00-16:00" });
        Assert.Contains("holiday", page.Find("[data-day='2026-03-05']").ClassName, StringComparison.Ordinal);
        Assert.Contains("makeup", page.Find("[data-day='2026-03-07']").ClassName, StringComparison.Ordinal);
        Assert.Contains("rest", page.Find("[data-day='2026-03-08']").ClassName, StringComparison.Ordinal);
        await SaveAsync(page);
        page.WaitForAssertion(() => Assert.Equal("2026-03-05..2026-03-06 装修 休\n2026-03-07 补班 上班 10:00-16:00", SpecialDayText.Write(Live(Office).SpecialDays)));
    }

    [Fact]
    public async Task Chinas_holidays_are_filled_in_with_the_hours_of_a_working_day_and_keep_other_days()
    {
        var page = _screens.Open<CalendarPage>("new");
        await Days(page).ChangeAsync(new() { Value = "2026-10-01 自己写的 上班\n2026-12-24 年终 休" });
        await page.Find("[data-fill='2026']").ClickAsync(new());
        var text = Days(page).GetAttribute("value")!;
        Assert.Contains("2026-10-01..2026-10-07 国庆节 休", text, StringComparison.Ordinal);
        Assert.Contains("2026-10-10 国庆节调休 上班 09:00-18:00", text, StringComparison.Ordinal);
        Assert.Contains("2026-12-24 年终 休", text, StringComparison.Ordinal);
        Assert.DoesNotContain("自己写的", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_day_picked_in_the_month_is_set_by_itself()
    {
        var page = Open(Office);
        await page.Find("[data-day='2026-03-14']").ClickAsync(new());
        await page.Find("[data-day-kind=own]").ChangeAsync(new() { Value = "on" });
        Assert.Contains("2026-03-14 调休上班 上班 09:00-18:00", Days(page).GetAttribute("value"), StringComparison.Ordinal);
        await page.Find("[data-day-kind=off]").ChangeAsync(new() { Value = "on" });
        Assert.Contains("holiday", page.Find(".mv-day[data-day='2026-03-14']").ClassName, StringComparison.Ordinal);
        await page.Find("[data-day-kind=usual]").ChangeAsync(new() { Value = "on" });
        Assert.DoesNotContain("2026-03-14", Days(page).GetAttribute("value"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_calendar_in_use_is_not_deleted_and_its_users_are_named()
    {
        var page = Open(Office);
        await page.Find(".ed-head .danger").ClickAsync(new());
        await page.Find(".ed-head .danger.sure").ClickAsync(new());
        page.WaitForAssertion(() => Assert.Contains("技能组「贵宾服务」正在使用，不能删除。", page.Markup, StringComparison.Ordinal));
        var other = Open("每日延长服务");
        await other.Find(".ed-head .danger").ClickAsync(new());
        await other.Find(".ed-head .danger.sure").ClickAsync(new());
        other.WaitForAssertion(() => Assert.Equal("/admin/calendars", _screens.Url));
        Assert.Single(_screens.Database.Cache.Current.Calendars);
    }

    [Fact]
    public async Task A_new_calendar_is_made_and_opened()
    {
        var page = _screens.Open<CalendarPage>("new");
        await page.Find("[data-field=Name]").ChangeAsync(new() { Value = "柏林" });
        await page.Find("[data-field=TimeZone]").ChangeAsync(new() { Value = "Europe/Nowhere" });
        await SaveAsync(page);
        page.WaitForAssertion(() => Assert.Contains("没有“Europe/Nowhere”这个时区。", page.Markup, StringComparison.Ordinal));
        await page.Find("[data-field=TimeZone]").ChangeAsync(new() { Value = "Europe/Berlin" });
        await SaveAsync(page);
        page.WaitForAssertion(() => Assert.EndsWith(Live("柏林").Id.ToString(), _screens.Url, StringComparison.Ordinal));
    }

    private static AngleSharp.Dom.IElement Days(IRenderedComponent<CalendarPage> page) => page.Find("textarea[data-field=SpecialDays]");

    private static Task SaveAsync(IRenderedComponent<CalendarPage> page) => page.Find(".ed-head .primary").ClickAsync(new());

    private IRenderedComponent<CalendarPage> Open(string name) => _screens.Open<CalendarPage>(Live(name).Id.ToString());

    private OpeningCalendar Live(string name) => _screens.Database.Cache.Current.Calendars.Values.Single(c => c.Name == name);
}
