using Imcc.Web.Administration;

namespace Imcc.Tests.Administration;

public sealed class AdminMapTests
{
    /// <summary>Two branches that each add a line beside the other's are merged into both lines.</summary>
    [Fact]
    public void Every_page_and_every_heading_stands_once_in_the_navigation()
    {
        Assert.Empty(AdminMap.Sections.SelectMany(s => s.Pages).GroupBy(p => p.Url).Where(g => g.Count() > 1).Select(g => g.Key));
        Assert.Empty(AdminMap.Sections.GroupBy(s => s.Heading).Where(g => g.Count() > 1).Select(g => g.Key));
    }
}
