using System.Globalization;
using System.Security.Claims;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using Bunit;
using Imcc.Core.FollowUps;
using Imcc.Core.Schedule;
using Imcc.Infrastructure.FollowUps;
using Imcc.Infrastructure.Misses;
using Imcc.Infrastructure.Storage;
using Imcc.Tests.Architecture;
using Imcc.Tests.Storage;
using Imcc.Web.Components;
using Imcc.Web.Components.Schedule;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Components.Forms;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using MudBlazor.Services;

namespace Imcc.Tests.Schedule;

/// <summary>The week as a lead paints it, over a real plan; and the words of all screens of shifts, satisfaction and effects.</summary>
public sealed partial class ScheduleScreenTests(PostgresServer postgres) : BunitContext
{
    private static readonly DateOnly Monday = new(2026, 3, 2);

    [Fact]
    public async Task A_brush_paints_cells_and_the_same_once_more_takes_them_away()
    {
        await using var s = await ScheduleStores.StartAsync(DatabaseProvider.Sqlite, postgres);
        var (admin, lead) = (await s.PersonAsync("admin"), await s.PersonAsync("lead1"));
        await s.KindAsync(admin, ShiftHoursTests.Early);
        await s.KindAsync(admin, ShiftHoursTests.Night("Asia/Shanghai"));
        var page = Open(s, lead);
        Assert.Equal("早", page.Find(".sc-brush[aria-pressed=true]").GetAttribute("data-brush"));

        page.Find("[data-agent=agent1] [data-day='2026-03-02']").Click();
        page.WaitForAssertion(() => Assert.Equal("早", page.Find("[data-agent=agent1] [data-day='2026-03-02']").TextContent));
        Assert.Contains("draft", page.Find("[data-agent=agent1] [data-day='2026-03-02']").ClassName, StringComparison.Ordinal);
        page.Find("[data-brush=夜]").Click();
        // Drawn over two cells and over what is none.
        var cells = page.FindAll("[data-agent=agent1] [data-cell]").Skip(1).Take(2).Select(c => c.GetAttribute("data-cell")!).Append("no|cell").ToArray();
        await page.InvokeAsync(() => page.Instance.PaintAsync(cells));
        Assert.Equal(["早", "夜", "夜"], page.FindAll("[data-agent=agent1] [data-cell]").Take(3).Select(c => c.TextContent));
        Assert.Equal("22 h", page.FindAll("[data-agent=agent1] td")[^1].TextContent);
        Assert.Equal("1", page.Find("[data-on-shift='1']").TextContent);

        page.Find("[data-agent=agent1] [data-day='2026-03-03']").Click();
        page.WaitForAssertion(() => Assert.Equal("", page.Find("[data-agent=agent1] [data-day='2026-03-03']").TextContent));
        page.Find("[data-publish]").Click();
        page.WaitForAssertion(() => Assert.Empty(page.FindAll(".sc-cell.draft")));
        Assert.True(page.Find("[data-publish]").HasAttribute("disabled"));
    }

    [Fact]
    public async Task What_is_wrong_with_a_sheet_stands_cell_by_cell()
    {
        await using var s = await ScheduleStores.StartAsync(DatabaseProvider.Sqlite, postgres);
        var (admin, lead) = (await s.PersonAsync("admin"), await s.PersonAsync("lead1"));
        await s.KindAsync(admin, ShiftHoursTests.Early);
        var page = Open(s, lead);
        page.FindComponent<InputFile>().UploadFiles(InputFileContent.CreateFromText("账号,2026-03-02\r\nagent1,早\r\nagent9,早\r\nagent2,晚\r\n", "plan.csv"));
        page.WaitForAssertion(() => Assert.Equal(["A3 没有账号“agent9”，或不在您的管辖范围", "B4 没有可用的班次“晚”"], page.FindAll("[data-faults] li").Select(l => l.TextContent.Trim())));
        Assert.Empty(page.FindAll(".sc-cell.draft"));
        page.FindComponent<InputFile>().UploadFiles(InputFileContent.CreateFromText("账号,2026-03-02\r\nagent1,早\r\n", "plan.csv"));
        page.WaitForAssertion(() => Assert.Single(page.FindAll(".sc-cell.draft")));
        Assert.Empty(page.FindAll("[data-faults]"));
    }

    [Fact]
    public void Every_word_is_there_in_both_languages()
    {
        string[] schedule =
        [
            .. Enum.GetNames<Deviation>().Select(d => "Deviation." + d), .. Enum.GetNames<ShiftColour>().Select(c => "Colour." + c), .. Enum.GetNames<PlannedActivity>().Select(a => "Activity." + a),
            .. CodePattern().Matches(string.Concat(Sources.Files(".cs").Where(p => p.Contains("Imcc.Infrastructure/Schedule/", StringComparison.Ordinal)).Select(Sources.Read))).Select(m => "Fault_" + m.Groups[1].Value),
        ];
        string[] followUps =
        [
            .. Enum.GetNames<FollowUpState>().Select(d => "State." + d), .. Enum.GetNames<FollowUpResult>().Select(d => "Result." + d), .. Enum.GetNames<FollowUpDeed>().Select(d => "Deed." + d),
            .. Enum.GetNames<FollowUpOutcome>().Select(d => "Outcome." + d), .. Enumerable.Range(1, 5).Select(n => "Five." + n),
        ];
        Assert.Equal(7, schedule.Count(k => k.StartsWith("Deviation.", StringComparison.Ordinal)) - 1);
        Check("ScheduleText", "Schedule", "S", schedule);
        Check("FollowUpText", "FollowUps", "F", followUps);
        Check("EffectText", "Effects", "E", [.. Enum.GetNames<EffectSubject>().SelectMany(s => new[] { "R." + s, "N." + s, "Name." + s })]);
        Assert.All(Satisfactions.Kpis.Where(k => k is not ("served" or "invited")), k => Assert.Contains("How." + k, Words("FollowUpText.resx").Keys));

        static void Check(string file, string room, string localizer, string[] composed)
        {
            var (chinese, english) = (Words(file + ".resx"), Words(file + ".en.resx"));
            Assert.Equal(chinese.Keys.Order(StringComparer.Ordinal), english.Keys.Order(StringComparer.Ordinal));
            var pattern = new Regex($"\\b(?:{localizer}|words)\\[\"([A-Za-z_.]+)\"[\\], ]");
            var asked = Sources.Files(".razor").Concat(Sources.Files(".cs")).Where(p => p.Contains($"Imcc.Web/Components/{room}/", StringComparison.Ordinal)).SelectMany(p => pattern.Matches(Sources.Read(p)).Select(m => m.Groups[1].Value)).Where(k => k[^1] is not ('.' or '_')).ToList();
            Assert.NotEmpty(asked);
            Assert.Empty(composed.Concat(asked).Where(k => !chinese.ContainsKey(k)).Distinct());
        }
    }

    private IRenderedComponent<WeekPage> Open(ScheduleStores s, Guid person)
    {
        CultureInfo.CurrentCulture = CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo("zh-CN");
        JSInterop.Mode = JSRuntimeMode.Loose;
        Services.AddSingleton<IConfiguration>(new ConfigurationBuilder().Build());
        Services.AddSingleton<TimeProvider>(s.Directory.Time);
        Services.AddMudServices();
        Services.AddScreenParts();
        Services.AddSingleton(s.Plans);
        Services.AddSingleton(s.Staffing);
        var me = new ClaimsPrincipal(new ClaimsIdentity([new Claim(ClaimTypes.NameIdentifier, person.ToString()), new Claim(ClaimTypes.Role, "lead")], "test"));
        RenderTree.Add<CascadingValue<Task<AuthenticationState>>>(p => p.Add(v => v.Value, Task.FromResult(new AuthenticationState(me))));
        SetRendererInfo(new RendererInfo("Server", isInteractive: true));
        Services.GetRequiredService<NavigationManager>().NavigateTo($"/schedule?week={Monday:yyyy-MM-dd}");
        var page = Render<WeekPage>();
        page.WaitForAssertion(() => page.Find("[data-agent=agent1]"));
        return page;
    }

    private static Dictionary<string, string> Words(string file) =>
        XDocument.Parse(Sources.Read(Sources.Files(".resx").Single(p => p.EndsWith("Localization/" + file, StringComparison.Ordinal)))).Root!.Elements("data").ToDictionary(d => d.Attribute("name")!.Value, d => d.Element("value")!.Value, StringComparer.Ordinal);

    // Faults of sheets: new(line, column, "Code", …
    [GeneratedRegex("""new\((?:\d+|i \+ 1), (?:"[A-Z]?"|SheetLines\.Column\(column\)|Column\(column\)), "([A-Za-z]+)",""")]
    private static partial Regex CodePattern();
}
