using Bunit;
using Imcc.Core.Desk;
using Imcc.Core.Organisation;
using Imcc.Core.Routing;
using Imcc.Web.Components.Desk;
using Imcc.Web.Localization;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Localization;
using static Imcc.Tests.Desk.FakeWorkplace;

namespace Imcc.Tests.Desk;

public sealed class AssignmentWordsTests : DeskBench
{
    private static readonly DateTimeOffset At = Start;
    private static readonly Dictionary<Guid, string> Names = new() { [Id(71)] = "张伟", [Id(72)] = "李晓雯" };

    private IStringLocalizer<DeskText> Words => Services.GetRequiredService<IStringLocalizer<DeskText>>();

    [Fact]
    public void Longest_idle_says_for_how_long_and_the_first_of_how_many() => Assert.Equal(
        "按最长空闲：张伟 已空闲 12分30秒，排在 7 位可接待坐席的第一位。",
        Sentence(Explain(new LongestIdle(), 7, [.. Enumerable.Range(71, 5).Select(n => Candidate(n, idle: 750))])));

    [Fact]
    public void Who_has_never_served_is_not_idle_for_two_thousand_years() => Assert.Equal(
        "按最长空闲：张伟 还没有接待过会话，排在 2 位可接待坐席的第一位。",
        Sentence(Explain(new LongestIdle(), 2, [Candidate(71, idle: null), Candidate(72)])));

    [Fact]
    public void The_only_candidate_is_compared_with_nobody() =>
        Assert.Equal("按最长空闲：张伟 是当时唯一的人选。", Sentence(Explain(new LongestIdle(), 1, [Candidate(71)])));

    [Fact]
    public void The_last_agent_is_not_explained_by_the_ranking() =>
        Assert.StartsWith("上次服务优先：张伟", Sentence(Explain(new Even(), 3, [Candidate(71)]) with { LastAgentFirst = true }), StringComparison.Ordinal);

    [Theory]
    [InlineData("Even", "张伟 今天分到 3 个，在线 2小时00分")]
    [InlineData("Proportional", "张伟 权重 4，今天已分 3 个")]
    [InlineData("SkillLevel", "张伟 技能等级 8")]
    [InlineData("LeastLoaded", "张伟 接待量 2/5")]
    [InlineData("LongestIdle", "张伟 最久未分到新会话（3分00秒）")]
    public void Each_ranking_gives_its_own_reason(string ranking, string reason)
    {
        var candidate = Candidate(71, load: 2);
        Assert.Contains(reason, Sentence(Explain(AgentRankings.Find(ranking), 2, [candidate, Candidate(72, load: 2)])), StringComparison.Ordinal);
    }

    [Fact]
    public void Each_number_of_a_key_reads_as_what_it_says()
    {
        Assert.Equal(["有会话", "3分00秒", "2/5"], Values(new LongestIdle(), Candidate(71, load: 2)));
        Assert.Equal(["空闲", "12分30秒", "0/5"], Values(new LongestIdle(), Candidate(71, idle: 750)));
        Assert.Equal(["1.5 个/小时"], Values(new Even(), Candidate(71)));
        Assert.Equal(["0.88", "4"], Values(new Proportional(), Candidate(71)));
        Assert.Equal("8", Values(new SkillLevel(), Candidate(71))[0]);
        Assert.Equal("差 3 级", Values(new SkillLevel(), Candidate(71), new StrategySettings { Level = LevelPreference.Nearest, RequiredLevel = 5 })[0]);
    }

    [Fact]
    public async Task The_side_panel_shows_the_candidates_and_who_was_not_asked()
    {
        Workplace.Has(10);
        Supervision.Assignments[Id(10)] = [new AssignmentView(At, Id(71), Explain(new LongestIdle(), 2, [Candidate(71), Candidate(72)]) with { NotAsked = new(1, 0, 0, 2, 0, 0) }, Names)];
        var page = Open(Id(10));
        await page.Find("[data-side=why]").ClickAsync(new());

        page.WaitForAssertion(() => Assert.Equal(2, page.FindAll(".why-table tbody tr").Count));
        Assert.Contains("张伟", page.Find(".why-table tr.chosen").TextContent);
        Assert.Equal(["人选", "状态", "空闲/距上次", "接待量"], page.FindAll(".why-table th").Select(h => h.TextContent));
        Assert.Contains("1 位不在线或小休，2 位已拒绝或未接", page.Find(".why-card").TextContent);
    }

    private static Candidate Candidate(int number, int load = 0, int? idle = 0) => new(
        new AgentStanding(Id(number), load, 5, idle is { } seconds ? At.AddSeconds(-seconds) : DateTimeOffset.MinValue, At.AddMinutes(-3), At.AddHours(-2)),
        new LineStanding(8, 4, new Tally(3, TimeSpan.FromHours(2)), At.AddMinutes(-3)),
        default);

    private static AssignmentExplanation Explain(IAgentRanking ranking, int free, Candidate[] candidates, StrategySettings? settings = null) => new(
        ranking.Name, free, false, [.. candidates.Select(c => c with { Key = ranking.Rank(c.Standing, c.Here, settings ?? new()) })], ranking.Parts, default,
        new ContactStanding(0, false, 30, At.AddSeconds(-30), TimeSpan.FromSeconds(30), 0, 1));

    private string Sentence(AssignmentExplanation explanation) => AssignmentWords.Sentence(new AssignmentView(At, Id(71), explanation, Names), Words);

    private List<string> Values(IAgentRanking ranking, Candidate candidate, StrategySettings? settings = null)
    {
        var explanation = Explain(ranking, 1, [candidate], settings);
        return [.. Enumerable.Range(0, ranking.Parts.Count).Select(i => AssignmentWords.Value(explanation.Candidates[0], i, explanation, At, Words))];
    }
}
