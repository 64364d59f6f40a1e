using Imcc.Core.Organisation;
using Imcc.Core.Routing;

namespace Imcc.Tests.Routing;

/// <summary>Who is served before whom, and what a customer may be told about it: routing.md §2.1.</summary>
public sealed class OrderTests
{
    private static readonly VipTier[] Tiers = [new(0, "", 0), new(1, "", 300), new(2, "", 0, 300), new(3, "", 0, IsUrgent: true)];

    [Theory]
    // A bonus is as if one had come so much earlier, and no more.
    [InlineData(0, 299, "2 to 1")]
    [InlineData(0, 301, "1 to 1")]
    [InlineData(0, 300, "1 to 1")]
    // Three times the slope: after 100 s against 299 s.
    [InlineData(2, 200, "1 to 1", 299)]
    [InlineData(2, 199, "2 to 1", 301)]
    // Urgent ones come first, however long others have waited.
    [InlineData(3, 100_000, "2 to 1", 100_000)]
    public void The_higher_score_is_served_first(int tier, double joinedAfter, string assigned, double now = 400)
    {
        var hall = new Hall(tiers: Tiers);
        hall.Join(1);
        hall.Now = joinedAfter;
        hall.Join(2, tier == 0 ? 1 : tier);
        hall.Now = now;
        hall.Sit(1);
        Assert.Equal(assigned, hall.Dispatch());
    }

    [Fact]
    public void I22_Nobody_is_overtaken_by_one_who_comes_later_than_the_bonus()
    {
        for (var seed = 0; seed < 300; seed++)
        {
            var random = new Random(seed);
            var tiers = Enumerable.Range(0, 4).Select(t => new VipTier(t, "", t == 0 ? 0 : random.Next(120))).ToArray();
            var hall = new Hall(tiers: tiers);
            var waiting = new Dictionary<int, (double At, int Tier)>();
            hall.Sit(1, capacity: 50);
            hall.Break(1);
            for (var contact = 1; contact <= 80; contact++)
            {
                hall.Now += random.Next(10);
                waiting[contact] = (hall.Now, random.Next(4));
                hall.Join(contact, waiting[contact].Tier);
                if (random.Next(3) > 0)
                    continue;
                hall.Break(1, isBack: true);
                var served = Hall.Number(Assert.Single(hall.Acd.Dispatch(Hall.At(hall.Now), 1)).ConversationId);
                hall.Accept(served, 1);
                hall.Close(served);
                hall.Break(1);
                waiting.Remove(served, out var chosen);
                Assert.All(waiting.Values, w => Assert.True(chosen.At <= w.At + tiers[chosen.Tier].BonusSeconds - tiers[w.Tier].BonusSeconds));
            }
        }
    }

    [Fact]
    public void Among_several_lines_the_higher_score_gets_the_agent()
    {
        var hall = new Hall(tiers: Tiers);
        hall.Join(1, group: 1);
        hall.Now = 10;
        hall.Join(2, tier: 1, group: 2);
        hall.Join(3);
        hall.Sit(1, groups: [0, 1, 2]);
        Assert.Equal("2 to 1", hall.Dispatch());
    }

    [Fact]
    public void Other_tiers_hold_for_those_who_wait_already()
    {
        var hall = new Hall(tiers: Tiers);
        hall.Join(1);
        hall.Now = 10;
        hall.Join(2, tier: 1);
        Assert.Equal((2, 1), (Place(hall, 1), Place(hall, 2)));
        hall.Arrange(tiers: [new(0, "", 0), new(1, "", 5)]);
        Assert.Equal((1, 2), (Place(hall, 1), Place(hall, 2)));
        hall.Sit(1);
        Assert.Equal("1 to 1", hall.Dispatch());
    }

    [Fact]
    public void The_place_counts_important_ones_who_came_later()
    {
        var hall = new Hall(tiers: Tiers);
        hall.Join(1);
        hall.Now = 10;
        hall.Join(2);
        hall.Join(3, tier: 1);
        hall.Join(4, tier: 3);
        Assert.Equal([3, 4, 2, 1], new[] { 1, 2, 3, 4 }.Select(c => Place(hall, c)));
    }

    [Fact]
    public void The_place_counts_those_behind_who_will_have_overtaken_before_ones_turn_comes()
    {
        var hall = new Hall(tiers: Tiers);
        // One is taken every 30 s.
        hall.Sit(1);
        for (var contact = 100; contact < 110; contact++)
        {
            hall.Now += 30;
            hall.ServeOne(contact);
        }

        hall.Break(1);
        hall.Join(1);
        hall.Now += 60;
        // It gains 2 s a second on the first one: level with it after 30 s, before anybody else is taken.
        hall.Join(2, tier: 2);
        Assert.Equal((2, 2), (Place(hall, 1), Place(hall, 2)));
        Assert.Equal(TimeSpan.FromSeconds(72), hall.Acd.Estimate(Hall.Contact(1), Hall.At(hall.Now)));
        // One who comes an hour later does not overtake in time.
        hall.Now += 3600;
        hall.Join(3, tier: 2);
        Assert.Equal(2, Place(hall, 1));
    }

    [Fact]
    public void The_estimate_is_the_place_over_the_rate_of_the_last_half_hour()
    {
        var hall = new Hall();
        hall.Sit(1);
        for (var contact = 1; contact <= 6; contact++)
        {
            hall.Now += 100;
            hall.ServeOne(contact);
        }

        hall.Join(7);
        hall.Join(8);
        // Six in ten minutes.
        Assert.Equal((TimeSpan.FromSeconds(100), TimeSpan.FromSeconds(200)), (hall.Acd.Estimate(Hall.Contact(7), Hall.At(600)), hall.Acd.Estimate(Hall.Contact(8), Hall.At(600))));
        hall.Now = 600 + 1800.5;
        Assert.Null(hall.Acd.Estimate(Hall.Contact(8), Hall.At(hall.Now)));
        // At 1,850 s five of the last 30 minutes are left.
        Assert.Equal(TimeSpan.FromSeconds(720), hall.Acd.Estimate(Hall.Contact(8), Hall.At(1950)));
    }

    [Fact]
    public void What_is_taken_with_empty_hands_promises_nothing_to_those_who_come_after()
    {
        var hall = new Hall();
        hall.Sit(1);
        hall.Join(1);
        hall.Dispatch();
        hall.Accept(1, 1);
        hall.Now += 5;
        hall.Join(2);
        Assert.Null(hall.Acd.Estimate(Hall.Contact(2), Hall.At(hall.Now)));
    }

    [Fact]
    public void Of_many_the_last_fifty_say_how_fast_it_goes()
    {
        var hall = new Hall();
        hall.Sit(1);
        for (var contact = 1; contact <= 80; contact++)
        {
            hall.Now += contact <= 30 ? 20 : 2;
            hall.ServeOne(contact);
        }

        hall.Now += 2;
        hall.Join(99);
        Assert.Equal(TimeSpan.FromSeconds(2), hall.Acd.Estimate(Hall.Contact(99), Hall.At(hall.Now)));
    }

    private static int Place(Hall hall, int contact) => hall.Acd.PlaceInLine(Hall.Contact(contact), Hall.At(hall.Now))!.Value;
}
