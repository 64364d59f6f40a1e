using FsCheck;
using FsCheck.Fluent;
using Imcc.Core.Quality;

namespace Imcc.Tests.Quality;

/// <summary>Which conversations are drawn, and who scores them.</summary>
public sealed class SamplerTests
{
    private static readonly DateOnly Week = new(2026, 11, 16);
    private static readonly SamplingPlan Plan = new() { Id = Id(9_000), Name = "p", OrgUnitId = Id(9_001), FormId = Id(9_002), Seed = 7, PerStratum = 2, MostRisky = 2, LeastMessages = 1 };

    private static Gen<Candidate[]> Candidates =>
        from size in Gen.Choose(0, 60)
        from agents in Gen.ArrayOf(Gen.Choose(0, 3), size)
        from groups in Gen.ArrayOf(Gen.Choose(0, 2), size)
        from messages in Gen.ArrayOf(Gen.Choose(0, 5), size)
        from risks in Gen.ArrayOf(Gen.Choose(0, 200), size)
        select Enumerable.Range(0, size).Select(i => new Candidate(Id(i), Id(i), Id(100 + agents[i]), Id(200 + groups[i]), messages[i], risks[i] < 32 ? (Risks)risks[i] : Risks.None)).ToArray();

    [Fact]
    public void Every_stratum_gets_its_quota_as_far_as_there_is_something_to_draw() => Check.One(Config.QuickThrowOnFailure.WithMaxTest(300), Prop.ForAll(Arb.From(Candidates), all =>
    {
        var drawn = Sampler.Draw(Plan, Week, all, []);
        Assert.Equal(drawn.Count, drawn.Select(d => d.ConversationId).Distinct().Count());
        var eligible = all.Where(c => c.Messages >= 1).ToList();
        Assert.All(drawn.Where(d => d.Risks == Risks.None), d => Assert.Contains(eligible, c => c.ConversationId == d.ConversationId));
        // A risk counts however little was said.
        Assert.All(all.Where(c => c.Risks != Risks.None).GroupBy(c => c.AgentId), g => Assert.Equal(Math.Min(2, g.Count()), drawn.Count(d => d.Risks != Risks.None && d.AgentId == g.Key)));
        Assert.All(drawn.Where(d => d.Risks != Risks.None).GroupBy(d => d.AgentId), g => Assert.True(g.Count() <= 2));
        foreach (var stratum in eligible.GroupBy(c => (c.AgentId, c.GroupId)))
        {
            var byRisk = drawn.Count(d => d.Risks != Risks.None && stratum.Any(c => c.ConversationId == d.ConversationId));
            Assert.Equal(Math.Min(2, stratum.Count() - byRisk), drawn.Count(d => d.Risks == Risks.None && (d.AgentId, d.GroupId) == stratum.Key));
        }

        // In whatever order they come, and drawn again on top of what was drawn: the same, and no more.
        Assert.Equal(drawn, Sampler.Draw(Plan, Week, all.Reverse(), []));
        Assert.Empty(Sampler.Draw(Plan, Week, all, drawn));
    }));

    [Fact]
    public void One_more_conversation_moves_at_most_one_of_its_own_stratum() => Check.One(Config.QuickThrowOnFailure.WithMaxTest(300), Prop.ForAll(Arb.From(Candidates), all =>
    {
        var more = all.Append(new Candidate(Id(777), Id(777), Id(100), Id(200), 3, Risks.None)).ToArray();
        var (before, after) = (Sampler.Draw(Plan, Week, all, []), Sampler.Draw(Plan, Week, more, []));
        var gone = before.Except(after).ToList();
        Assert.True(gone.Count <= 1);
        Assert.All(gone, d => Assert.Equal((Id(100), Id(200)), (d.AgentId, d.GroupId!.Value)));
    }));

    [Fact]
    public void The_shortlist_draws_what_everything_would()
    {
        var all = Enumerable.Range(0, 400).Select(i => new Candidate(Id(i), Id(i), Id(100 + (i % 3)), Id(200), 1, Risks.None)).ToArray();
        var drawn = Sampler.Draw(Plan, Week, all, []);
        Assert.Equal(6, drawn.Count);
        Assert.Equal(drawn, Sampler.Draw(Plan, Week, Sampler.Shortlist(Plan, Week, all), []));
        // Another seed or week draws others: of 400 it is next to impossible that all six are the same.
        Assert.NotEqual(drawn, Sampler.Draw(Plan with { Seed = 8 }, Week, all, []));
        Assert.NotEqual(drawn, Sampler.Draw(Plan, Week.AddDays(7), all, []));
    }

    [Fact]
    public void Every_conversation_has_the_same_chance()
    {
        var all = Enumerable.Range(0, 20).Select(i => new Candidate(Id(i), Id(i), Id(100), Id(200), 1, Risks.None)).ToArray();
        var hits = new int[20];
        for (var seed = 0; seed < 4000; seed++)
        {
            foreach (var drawn in Sampler.Draw(Plan with { Seed = seed }, Week, all, []))
                hits[Array.FindIndex(all, c => c.ConversationId == drawn.ConversationId)]++;
        }

        // 2 of 20 in 4,000 draws: 400 each; the limits are 5.3 standard deviations away.
        Assert.All(hits, h => Assert.InRange(h, 300, 500));
    }

    [Fact]
    public void Nobody_scores_the_own_work_and_work_is_spread()
    {
        var plan = Plan with { Inspectors = [Id(1), Id(2), Id(3)] };
        var load = new Dictionary<Guid, int> { [Id(1)] = 2 };
        Assert.Equal([Id(2), Id(3), Id(2), Id(3), Id(1)], Enumerable.Range(0, 5).Select(_ => Sampler.Assign(plan, Id(100), load)!.Value));
        Assert.Equal(Id(2), Sampler.Assign(plan with { Inspectors = [Id(1), Id(2)] }, Id(1), load));
        Assert.Null(Sampler.Assign(plan with { Inspectors = [Id(1)] }, Id(1), load));
    }

    [Fact]
    public void A_week_begins_on_Monday_in_the_organisations_zone()
    {
        var zone = TimeZoneInfo.FindSystemTimeZoneById("Asia/Shanghai");
        // Sunday 23:59:59 and Monday 00:00 there.
        Assert.Equal(new DateOnly(2026, 11, 16), QualityWeek.Of(new(2026, 11, 22, 15, 59, 59, TimeSpan.Zero), zone));
        Assert.Equal(new DateOnly(2026, 11, 23), QualityWeek.Of(new(2026, 11, 22, 16, 0, 0, TimeSpan.Zero), zone));
        Assert.Equal(new DateTimeOffset(2026, 11, 22, 16, 0, 0, TimeSpan.Zero), QualityWeek.Start(new(2026, 11, 23), zone));
    }

    private static Guid Id(int n) => new(n + 1, 0, 7, [8, 0, 0, 0, 0, 0, 0, 0]);
}
