using System.Globalization;
using System.Security.Claims;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using Bunit;
using Imcc.Core.Board;
using Imcc.Core.Conversations;
using Imcc.Tests.Architecture;
using Imcc.Tests.Desk;
using Imcc.Web.Components;
using Imcc.Web.Components.Board;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using MudBlazor.Services;
using static Imcc.Tests.Desk.FakeWorkplace;

namespace Imcc.Tests.Board;

/// <summary>The real pages over a <see cref="FakeBoard"/>, seen by a lead.</summary>
public sealed partial class BoardPageTests : BunitContext
{
    private static readonly Guid Cards = Id(51);
    private static readonly Guid Vip = Id(52);
    private readonly FakeBoard _board = new() { At = Start };

    public BoardPageTests()
    {
        CultureInfo.CurrentCulture = CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo("zh-CN");
        JSInterop.Mode = JSRuntimeMode.Loose;
        Services.AddSingleton<IConfiguration>(new ConfigurationBuilder().Build());
        Services.AddSingleton<TimeProvider>(new FakeTimeProvider(Start));
        Services.AddMudServices();
        Services.AddScreenParts();
        Services.AddSingleton<IBoard>(_board);
        var me = new ClaimsPrincipal(new ClaimsIdentity([new Claim(ClaimTypes.NameIdentifier, Me.ToString()), new Claim(ClaimTypes.Role, "lead")], "test"));
        RenderTree.Add<CascadingValue<Task<AuthenticationState>>>(p => p.Add(v => v.Value, Task.FromResult(new AuthenticationState(me))));
        _board.View = View(Line(Cards, "信用卡", waiting: 3), Line(Vip, "贵宾服务"));
    }

    [Fact]
    public void Each_group_has_a_row_after_the_total_with_its_figures_and_colours()
    {
        var page = Render<BoardPage>();
        Assert.Equal(["合计", "信用卡", "贵宾服务"], page.FindAll(".bd-lines tbody th a").Select(a => a.TextContent));
        var row = page.Find($".bd-lines [data-group='{Cards}']");
        Assert.Equal("3", row.QuerySelector("[data-n=Waiting]")!.TextContent);
        Assert.Equal("62.5%", row.QuerySelector("[data-n=ServiceLevel]")!.TextContent);
        Assert.Contains("red", row.QuerySelector("[data-n=ServiceLevel]")!.ParentElement!.ClassList);
        Assert.Contains("amber", row.QuerySelector("[data-n=AbandonRate]")!.ParentElement!.ClassList);
        Assert.Equal("12.5 s", row.QuerySelector("[data-n=Asa]")!.TextContent);
        Assert.Equal("1/2", row.QuerySelector("[data-n=Ready]")!.TextContent);
        Assert.Equal(["休1"], row.QuerySelectorAll("[data-state]").Select(s => s.TextContent));
        Assert.Equal("信用卡 进线：40", row.QuerySelector("[data-n=Offered]")!.GetAttribute("aria-label"));
    }

    [Fact]
    public void News_is_shown_and_rows_of_which_there_is_none_are_left_alone()
    {
        var page = Render<BoardPage>();
        var rows = page.FindComponents<BoardRow>().ToDictionary(r => r.Instance.Line.GroupId);
        var before = rows.ToDictionary(r => r.Key, r => r.Value.RenderCount);
        var last = _board.View!;
        _board.At = Start.AddSeconds(1);
        _board.Tell(View(Line(Cards, "信用卡", waiting: 4), last.Lines[1]) with { Agents = last.Agents, Total = last.Total, Rules = last.Rules });
        page.WaitForAssertion(() => Assert.Equal("4", page.Find($".bd-lines [data-group='{Cards}'] [data-n=Waiting]").TextContent));
        Assert.Equal((before[Cards] + 1, before[Vip], before[Guid.Empty]), (rows[Cards].RenderCount, rows[Vip].RenderCount, rows[Guid.Empty].RenderCount));
        Assert.Equal(Start.AddSeconds(1).ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture), page.Find("[data-at]").GetAttribute("data-at"));
    }

    [Fact]
    public void A_number_opens_the_conversations_that_it_counts_and_a_days_figure_its_report()
    {
        var waiting = new FakeWorkplace().Has(10, ConversationState.Queued, "陈思远") with { AgentId = null, AgentName = "", EnqueuedAt = Start.AddSeconds(-75), GroupName = "信用卡" };
        _board.Behind[$"Waiting {Cards} "] = new(3, [waiting]);
        var page = Render<BoardPage>();
        Assert.Equal($"/board?open=List&n=Waiting&group={Cards}", page.Find($".bd-lines [data-group='{Cards}'] [data-n=Waiting]").GetAttribute("href"));
        Services.GetRequiredService<NavigationManager>().NavigateTo($"/board?open=List&n=Waiting&group={Cards}");
        page.WaitForAssertion(() => Assert.Equal("陈思远", page.Find(".rep-behind .name").TextContent));
        Assert.Contains("1:15", page.Find(".rep-behind tbody").TextContent);
        Assert.Contains("共 3 个会话，显示等待最久的 1 个", page.Find("[data-behind-total]").TextContent);
        Assert.Equal("排队 · 信用卡", page.Find(".adm-drawer h2").TextContent);
        Assert.Equal($"/reports?r=line&from=2026-03-02&to=2026-03-02&i=Hour&group={Cards}", page.Find($".bd-lines [data-group='{Cards}'] [data-n=Abandoned]").GetAttribute("href"));
    }

    [Fact]
    public void An_agents_numbers_and_the_level_of_now_open_what_they_count_too()
    {
        var page = Render<BoardPage>();
        var agent = page.Find($".bd-agents [data-agent='{Id(70)}']");
        Assert.Equal($"/board?open=List&n=InService&agent={Id(70)}", agent.QuerySelector("[data-n=Load]")!.GetAttribute("href"));
        foreach (var (figure, value) in new[] { ("Handled", "17"), ("Aht", "3:00"), ("FirstReply", "–"), ("Missed", "0"), ("Transferred", "0") })
        {
            var number = agent.QuerySelector($"[data-n={figure}]")!;
            Assert.Equal((value, $"/reports?r=agents&from=2026-03-02&to=2026-03-02&i=Hour&agent={Id(70)}"), (number.TextContent, number.GetAttribute("href")));
        }

        Assert.Equal("李晓雯 已处理：17", agent.QuerySelector("[data-n=Handled]")!.GetAttribute("aria-label"));
        Assert.Equal($"/board?open=List&n=ServiceLevelNow&group={Cards}", page.Find($".bd-lines [data-group='{Cards}'] [data-n=ServiceLevelNow]").GetAttribute("href"));
        // An alarm of the day's figure is the report's, as the figure is.
        Assert.Equal($"/reports?r=line&from=2026-03-02&to=2026-03-02&i=Hour&group={Cards}", page.Find("[data-alarm=ServiceLevel]").GetAttribute("href"));

        var over = new FakeWorkplace().Has(10, ConversationState.Closed, "陈思远") with { GroupName = "信用卡" };
        _board.Behind[$"ServiceLevelNow {Cards} "] = new(1, [over], new Dictionary<Guid, TimeSpan> { [over.Id] = TimeSpan.FromSeconds(95) });
        Services.GetRequiredService<NavigationManager>().NavigateTo($"/board?open=List&n=ServiceLevelNow&group={Cards}");
        page.WaitForAssertion(() => Assert.Contains("1:35", page.Find(".rep-behind tbody").TextContent));
        Assert.Equal("当前服务水平 · 信用卡", page.Find(".adm-drawer h2").TextContent);
    }

    [Theory]
    [InlineData("/board", "/board")]
    [InlineData("/floor", "/board")]
    [InlineData("/watch/0195", "/board")]
    [InlineData("/boarding", null)]
    [InlineData("/history", "/desk")]
    [InlineData("/admin/deliveries", "/admin/deliveries")]
    public void Each_page_of_supervision_has_its_entry_in_the_bar(string path, string? entry)
    {
        var places = Web.Components.Layout.Place.For(new ClaimsPrincipal(new ClaimsIdentity([new Claim(ClaimTypes.Role, "lead")], "test")), isDemo: false);
        Assert.Equal(entry, places.Where(p => p.Has(path)).MaxBy(p => p.Url.Length)?.Url);
    }

    [Fact]
    public void A_number_of_agents_shows_those_agents()
    {
        var page = Render<BoardPage>();
        Assert.Equal(["李晓雯", "王志强"], page.FindAll(".bd-agents tbody th").Select(t => t.TextContent));
        Services.GetRequiredService<NavigationManager>().NavigateTo(page.Find($".bd-lines [data-group='{Cards}'] [data-state=Break]").GetAttribute("href")!);
        page.WaitForAssertion(() => Assert.Equal(["王志强"], page.FindAll(".bd-agents tbody th").Select(t => t.TextContent)));
        Assert.Equal("/wall/" + Cards, page.Find("[data-to-wall]").GetAttribute("href"));
        Services.GetRequiredService<NavigationManager>().NavigateTo(new BoardAddress(Group: Vip).Url);
        page.WaitForAssertion(() => Assert.Equal("没有符合条件的坐席", page.Find(".bd-agents .bd-none").TextContent));
        Services.GetRequiredService<NavigationManager>().NavigateTo(new BoardAddress().Url);
        page.Find("[data-filter-name]").Input("晓");
        page.WaitForAssertion(() => Assert.Equal(["李晓雯"], page.FindAll(".bd-agents tbody th").Select(t => t.TextContent)));
    }

    [Fact]
    public void What_turns_red_while_one_looks_is_heard_once_and_what_was_red_before_is_not()
    {
        JSInterop.Mode = JSRuntimeMode.Strict;
        var module = JSInterop.SetupModule("./Components/Board/BoardPage.razor.js");
        var script = module.SetupModule(i => i.Identifier == "attach");
        script.Mode = JSRuntimeMode.Loose;
        var page = Render<BoardPage>();
        Assert.Single(page.FindAll("[data-alarm]"));
        Assert.DoesNotContain(script.Invocations, i => i.Identifier == "alert" && (bool)i.Arguments[1]!);

        var red = new BoardAlarm(Cards, "信用卡", BoardFigure.LongestWait, BoardLevel.Red, Start, Sounds: true);
        _board.Tell(_board.View! with { Alarms = [red, .. _board.View.Alarms] });
        page.WaitForAssertion(() => Assert.Equal([2, true, "信用卡", "最长等待"], script.Invocations.Last(i => i.Identifier == "alert").Arguments));
        _board.Tell(_board.View! with { Alarms = [red with { }, .. _board.View.Alarms.Skip(1)] });
        page.WaitForAssertion(() => Assert.Equal(3, _board.Looks));
        Assert.Single(script.Invocations, i => i.Identifier == "alert" && (bool)i.Arguments[1]!);
    }

    [Fact]
    public void The_forecast_says_what_it_is_made_of()
    {
        Services.GetRequiredService<NavigationManager>().NavigateTo(new BoardAddress(BoardDrawer.Forecast, Group: Cards).Url);
        var page = Render<BoardPage>();
        Assert.Equal("下半小时预测 · 信用卡", page.Find(".adm-drawer h2").TextContent);
        Assert.Equal(["100 个（同最近半小时）", "3:00", "1.00", "5:00", "14", "10.00 Erlang", "91.7%", "14"], new[] { "Arrivals", "Handle", "Concurrency", "Patience", "Staff", "Load", "Level", "Needed" }.Select(f => page.Find($"[data-f={f}]").TextContent));
    }

    [Fact]
    public void Who_may_not_sees_nothing_and_who_looks_too_early_is_told()
    {
        _board.View = null;
        var page = Render<BoardPage>();
        Assert.Contains("正在读取", page.Find("[role=status].adm-empty").TextContent);
        _board.IsRefused = true;
        _board.Tell(View(Line(Cards, "信用卡")));
        page.WaitForAssertion(() => Assert.Contains("没有查看实时看板的权限", page.Find(".adm-empty").TextContent));
        Assert.DoesNotContain("信用卡", page.Markup);
    }

    [Fact]
    public async Task A_closed_page_looks_no_more()
    {
        var page = Render<BoardPage>();
        await page.InvokeAsync(() => page.Instance.DisposeAsync().AsTask());
        _board.Tell();
        Assert.Equal(1, _board.Looks);
    }

    [Fact]
    public void The_wall_shows_all_or_one_group_by_id_or_name_in_few_large_figures()
    {
        var all = Render<WallPage>();
        Assert.Equal(("合计", "3"), (all.Find("h1").TextContent, all.Find("[data-wall=Waiting] b").TextContent));
        Assert.Equal("dark", all.Find(".wall").GetAttribute("data-theme"));
        Assert.Equal(6, all.FindAll(".wall section").Count);
        foreach (var name in new[] { Cards.ToString(), "信用卡" })
        {
            var wall = Render<WallPage>(p => p.Add(w => w.Group, name));
            Assert.Equal("信用卡", wall.Find("h1").TextContent);
            Assert.Equal("1:15", wall.Find("[data-wall=LongestWait] b").TextContent);
            Assert.Contains("red", wall.Find("[data-wall=LongestWait]").ClassList);
            Assert.Equal("62%", wall.Find("[data-wall=ServiceLevel] b").TextContent);
        }

        // For a bright room; what is no answer to that is no reason to fail.
        foreach (var (asked, theme) in new[] { ("1", "light"), ("true", "light"), ("x", "dark") })
        {
            Services.GetRequiredService<NavigationManager>().NavigateTo($"/wall?light={asked}");
            Assert.Equal(theme, Render<WallPage>().Find(".wall").GetAttribute("data-theme"));
        }

        Services.GetRequiredService<NavigationManager>().NavigateTo("/wall");
        Assert.Contains("没有这个技能组", Render<WallPage>(p => p.Add(w => w.Group, "别处")).Find(".wall-none").TextContent);
    }

    [Fact]
    public void Every_figure_and_column_has_its_words_in_both_languages()
    {
        var (chinese, english) = (Words("BoardText.resx"), Words("BoardText.en.resx"));
        Assert.Equal(chinese.Keys.Order(StringComparer.Ordinal), english.Keys.Order(StringComparer.Ordinal));
        Assert.Empty(chinese.Where(w => Places(w.Value) != Places(english[w.Key])).Select(w => w.Key));
        string[] composed =
        [
            .. Enum.GetNames<BoardFigure>().Select(f => "Fig." + f), .. BoardTable.Columns.SelectMany(c => new[] { "Col." + c, "Def." + c }), .. Enum.GetNames<BoardAgentState>().Select(s => "State." + s),
            "Level.Amber", "Level.Red", .. Enum.GetNames<ConversationState>().Select(s => "Conversation." + s),
        ];
        var asked = Sources.Files(".razor").Concat(Sources.Files(".cs")).Where(p => p.Contains("Imcc.Web/Components/Board/", StringComparison.Ordinal)).SelectMany(p => AskedPattern().Matches(Sources.Read(p)).Select(m => m.Groups[1].Value)).Where(k => !k.EndsWith('.'));
        Assert.Empty(composed.Concat(asked).Where(k => !chinese.ContainsKey(k)).Distinct());
    }

    private static BoardView View(params BoardLine[] lines) => new(
        lines, Line(Guid.Empty, "", waiting: lines.Sum(l => l.Waiting)),
        [
            new() { Id = Id(70), Name = "李晓雯", State = BoardAgentState.Ready, Since = Start, Load = 2, Capacity = 5, InHand = 2, Groups = [Cards], Handled = 17, Aht = 180_000 },
            new() { Id = Id(71), Name = "王志强", State = BoardAgentState.Break, Since = Start, Capacity = 5, Groups = [Cards] },
            new() { Id = Id(72), Name = "赵凯", State = BoardAgentState.Offline, Capacity = 5, Groups = [Cards] },
        ],
        [new(Cards, "信用卡", BoardFigure.ServiceLevel, BoardLevel.Red, Start, Sounds: false)], new(), new(), Start.AddHours(-9.5));

    private static BoardLine Line(Guid group, string name, int waiting = 0) => new()
    {
        GroupId = group,
        Name = name,
        Waiting = waiting,
        LongestSince = waiting > 0 ? Start.AddSeconds(-75) : null,
        InService = 2,
        Staff = new() { Ready = 2, Free = 1, Break = 1, FreeUnits = 3, Capacity = 10 },
        Today = new(40, 25, 3, .625, .06, 12_500, 20, 180_000),
        Forecast = new StaffForecast(100, 180, 1, 300, true, 14, 20, .9).Solved(),
    };

    private static Dictionary<string, string> Words(string file) =>
        XDocument.Parse(Sources.Read(Sources.Files(".resx").Single(p => p.EndsWith("Localization/" + file, StringComparison.Ordinal)))).Root!.Elements("data").ToDictionary(d => d.Attribute("name")!.Value, d => d.Element("value")!.Value, StringComparer.Ordinal);

    private static string Places(string text) => string.Join(' ', PlacePattern().Matches(text).Select(m => m.Value).Distinct().Order(StringComparer.Ordinal));

    [GeneratedRegex("""\b[LT]\["([A-Za-z_.]+)"[\], ]""")]
    private static partial Regex AskedPattern();

    [GeneratedRegex(@"\{\d")]
    private static partial Regex PlacePattern();
}
