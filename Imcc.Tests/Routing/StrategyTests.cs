using Imcc.Core.Organisation;
using Imcc.Core.Routing;

namespace Imcc.Tests.Routing;

/// <summary>The strategies' exact keys: routing.md §1.2 and §1.4.</summary>
public sealed class StrategyTests
{
    [Theory]
    // Share of capacity used, not a count: A 1 of 2 before B 8 of 10.
    [InlineData("1/2, 8/10", 1)]
    [InlineData("3/10, 2/3", 1)]
    [InlineData("2/3, 3/10", 2)]
    [InlineData("1/3, 33333333/100000000", 2)]
    [InlineData("0/1, 0/50", 1)]
    [InlineData("0/0, 9/10", 2)]
    public void Least_loaded_is_the_smallest_share_of_the_capacity(string loads, int chosen)
    {
        var hall = new Hall(new() { Ranking = RankingNames.LeastLoaded });
        foreach (var (load, i) in loads.Split(", ").Select((l, i) => (l.Split('/').Select(int.Parse).ToArray(), i)))
        {
            hall.Sit(i + 1, capacity: load[1]);
            if (load[0] > 0)
                Take(hall, 100 + i, i + 1, load[0]);
        }

        hall.Join(1);
        Assert.Equal($"1 to {chosen}", hall.Dispatch());
    }

    [Theory]
    [InlineData(LevelPreference.Highest, 5, "3, 9, 5", 2)]
    [InlineData(LevelPreference.Nearest, 5, "3, 9, 6", 3)]
    [InlineData(LevelPreference.Nearest, 8, "3, 10, 7", 3)]
    // Equally far above and below: then whoever is idle longest, which is the first.
    [InlineData(LevelPreference.Nearest, 5, "4, 6", 1)]
    [InlineData(LevelPreference.Highest, 5, "7, 7", 1)]
    public void Skill_level_is_the_highest_or_the_nearest(LevelPreference preference, int required, string levels, int chosen)
    {
        var hall = new Hall(new() { Ranking = RankingNames.SkillLevel, Level = preference, RequiredLevel = required });
        foreach (var (level, i) in levels.Split(", ").Select((l, i) => (int.Parse(l), i)))
            hall.Sit(i + 1, level: level);
        hall.Join(1);
        Assert.Equal($"1 to {chosen}", hall.Dispatch());
    }

    [Fact]
    public void Longest_idle_starts_anew_after_a_break_only_where_it_is_said_so()
    {
        foreach (var reset in new[] { false, true })
        {
            var hall = new Hall(new() { ResetOnReady = reset });
            hall.Sit(1);
            hall.Sit(2);
            hall.Now = 10;
            Assert.Equal(1, hall.ServeOne(1));
            hall.Now = 20;
            Assert.Equal(2, hall.ServeOne(2));
            hall.Break(1);
            hall.Now = 30;
            hall.Break(1, isBack: true);
            hall.Now = 40;
            hall.Join(3);
            Assert.Equal(reset ? "3 to 2" : "3 to 1", hall.Dispatch());
        }
    }

    [Fact]
    public void Of_two_equals_the_one_given_nothing_of_this_line_for_longer_comes_first()
    {
        var hall = new Hall(new() { Ranking = RankingNames.LeastLoaded });
        hall.Sit(1, groups: [0, 1]);
        hall.Sit(2);
        hall.Now = 5;
        Assert.Equal(1, hall.ServeOne(1));
        hall.Now = 6;
        Assert.Equal(2, hall.ServeOne(2));
        // What the first does in another line does not count here.
        hall.Now = 7;
        Assert.Equal(1, hall.ServeOne(3, group: 1));
        hall.Now = 8;
        Assert.Equal(1, hall.ServeOne(4));
    }

    [Fact]
    public void Weight_0_is_never_asked_and_a_larger_weight_goes_first()
    {
        var hall = new Hall(new() { Ranking = RankingNames.Proportional });
        hall.Sit(1, capacity: 9, weight: 0);
        hall.Join(1);
        Assert.Equal("", hall.Dispatch());
        Assert.Equal(1, hall.Acd.Why(Hall.Contact(1), Hall.At(0))!.NotAsked.WeightZero);
        hall.Sit(2, capacity: 9, weight: 2);
        hall.Sit(3, capacity: 9, weight: 4);
        Assert.Equal("1 to 3", hall.Dispatch());
    }

    [Fact]
    public void A_ranking_that_is_not_known_counts_as_longest_idle() =>
        Assert.Same(AgentRankings.ByName[RankingNames.LongestIdle], AgentRankings.Find("Fastest"));

    [Fact]
    public void All_rankings_that_have_a_name_are_there_with_words_for_each_part_of_their_keys()
    {
        Assert.Equal(RankingNames.All.Order(), AgentRankings.ByName.Keys.Order());
        Assert.All(AgentRankings.ByName.Values, r => Assert.InRange(r.Parts.Count, 1, 4));
    }

    [Fact]
    public void Fractions_are_compared_without_rounding()
    {
        Assert.True(new Ratio(long.MaxValue - 1, long.MaxValue) < new Ratio(1, 1));
        Assert.True(new Ratio(1, 3) > new Ratio(333_333_333_333_333_333, 1_000_000_000_000_000_000));
        Assert.Equal(0, new Ratio(2, 4).CompareTo(new Ratio(1, 2)));
        Assert.True(new Ratio(-9, 1) < new Ratio(-8, 1));
    }

    [Fact]
    public void Another_strategy_holds_for_those_who_wait_already()
    {
        var hall = new Hall();
        hall.Sit(1, level: 3, capacity: 2);
        hall.Sit(2, level: 9);
        hall.Join(1);
        hall.Arrange(new() { Ranking = RankingNames.SkillLevel });
        Assert.Equal("1 to 2", hall.Dispatch());
        hall.Join(2);
        hall.Join(3);
        hall.Arrange(new() { Ranking = RankingNames.Proportional });
        hall.Sit(1, level: 3, capacity: 2, weight: 0);
        Assert.Equal("", hall.Dispatch());
        hall.Arrange();
        Assert.Equal("2 to 1, 3 to 1", hall.Dispatch());
    }

    /// <summary>Something in hand that takes so many units, from another line.</summary>
    private static void Take(Hall hall, int contact, int agent, int units)
    {
        hall.Join(contact, group: 7, units: units);
        hall.Accept(contact, agent);
    }
}
