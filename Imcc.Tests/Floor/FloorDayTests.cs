using Bunit;
using Imcc.Core.Desk;
using Imcc.Tests.Desk;
using static Imcc.Tests.Desk.FakeWorkplace;

namespace Imcc.Tests.Floor;

public sealed class FloorDayTests : FloorBench
{
    [Fact]
    public async Task A_lead_looks_at_an_agents_day_beside_the_name()
    {
        Supervision.Floor = View(Agent(21, "李晓雯"));
        MyDay.Day = new DayView { AgentId = Id(21), AgentName = "李晓雯", From = Start, To = Start.AddHours(2), Today = new() { Handled = 17 }, Yesterday = new(), Goals = new(null, null, null, null) };
        var page = Open();
        page.WaitForElement("[data-day]");
        Assert.Empty(MyDay.Asked);
        await page.Find("[data-day]").ClickAsync(new());
        page.WaitForAssertion(() => Assert.Contains("17", page.Find("[data-figure=Handled]").TextContent));
        Assert.Contains("李晓雯的今天", page.Find(".day-head").TextContent);
        Assert.Equal([Id(21)], MyDay.Asked.Distinct());
    }
}
