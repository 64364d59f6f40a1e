using Imcc.Core.Organisation;
using Imcc.Core.Routing;

namespace Imcc.Tests.Routing;

/// <summary>Who is asked after how long a wait, and who helps out: routing.md §§2.3, 2.4.</summary>
public sealed class RelaxationTests
{
    private static readonly LineRules Steps = new()
    {
        Relaxation =
        [
            new(TimeSpan.Zero, 8, []),
            new(TimeSpan.FromSeconds(30), 5, []),
            new(TimeSpan.FromSeconds(60), 5, [Hall.Group(1)]),
            new(TimeSpan.FromSeconds(90), 1, []),
        ],
    };

    [Theory]
    [InlineData(8, 0)]
    [InlineData(7, 30)]
    [InlineData(5, 30)]
    [InlineData(4, 90)]
    public void A_lower_level_is_asked_later_and_exactly_then(int level, double after)
    {
        var hall = new Hall(line: Steps);
        hall.Sit(1, level: level);
        hall.Join(1);
        if (after > 0)
        {
            Assert.Equal("", hall.Dispatch());
            Assert.Equal(Hall.At(30), hall.Acd.DueAt);
            hall.Now = after - 0.001;
            Assert.Equal("", hall.Dispatch());
            Assert.Equal(Hall.At(after), hall.Acd.DueAt);
            Assert.Equal(1, hall.Acd.Why(Hall.Contact(1), Hall.At(hall.Now))!.NotAsked.OutOfReach);
        }

        hall.Now = after;
        Assert.Equal("1 to 1", hall.Dispatch());
    }

    [Fact]
    public void I12_Who_is_asked_at_one_moment_is_asked_at_every_later_one()
    {
        for (var seed = 0; seed < 400; seed++)
        {
            var random = new Random(seed);
            // Levels that go up again and steps of the same moment are a mistake of the administrator's, and take nobody out.
            var line = new LineRules
            {
                Relaxation = [.. Enumerable.Range(0, random.Next(5)).Select(_ => new RelaxationStep(TimeSpan.FromSeconds(random.Next(5) * 10), 1 + random.Next(10), random.Next(3) == 0 ? [Hall.Group(1)] : []))],
            };
            var (level, helps) = (1 + random.Next(10), random.Next(3) == 0);
            var asked = Enumerable.Range(0, 60).Select(waited =>
            {
                var hall = new Hall(line: line);
                hall.Sit(1, level: level, groups: [helps ? 1 : 0]);
                hall.Join(1);
                hall.Now = waited;
                return hall.Dispatch() != "";
            }).ToList();
            Assert.Equal(asked.Order(), asked);
        }
    }

    [Fact]
    public void The_nearer_ring_comes_before_any_strategy_and_members_before_helpers_of_the_same_ring()
    {
        var hall = new Hall(line: Steps);
        hall.Sit(1, level: 5);
        hall.Sit(2, level: 9, groups: [1]);
        hall.Sit(3, level: 2);
        hall.Sit(4, level: 9, capacity: 2);
        hall.Join(99, group: 5);
        hall.Accept(99, 4);
        for (var contact = 1; contact <= 4; contact++)
            hall.Join(contact);
        hall.Now = 100;
        // The expert although loaded, then the second ring, the helper of the third, and the last.
        Assert.Equal("1 to 4, 2 to 1, 3 to 2, 4 to 3", hall.Dispatch());
        var same = new Hall(line: new() { Relaxation = [new(TimeSpan.Zero, 1, [Hall.Group(1)])] });
        same.Sit(1, groups: [1]);
        same.Sit(2);
        same.Join(1);
        Assert.Equal("1 to 2", same.Dispatch());
    }

    [Fact]
    public void Helpers_help_only_while_nobody_waits_for_them_and_the_customer_keeps_line_and_place()
    {
        var hall = new Hall(line: new() { Relaxation = [new(TimeSpan.Zero, 1, [Hall.Group(1)])] });
        hall.Join(1);
        hall.Now = 5;
        hall.Join(2, group: 1);
        hall.Join(3, group: 1);
        hall.Sit(1, groups: [1]);
        Assert.Equal("2 to 1", hall.Dispatch());
        Assert.Equal(1, hall.Acd.Why(Hall.Contact(1), Hall.At(5))!.NotAsked.OwnLineFirst);
        hall.Accept(2, 1);
        hall.Close(2);
        Assert.Equal("3 to 1", hall.Dispatch());
        hall.Accept(3, 1);
        Assert.Equal("", hall.Dispatch());
        hall.Close(3);
        Assert.Equal((1, Hall.At(0)), hall.Acd.WaitingIn(Hall.Group(0)));
        Assert.Equal("1 to 1", hall.Dispatch());
        Assert.Equal(Hall.Group(0), hall.Acd.GroupOf(Hall.Contact(1)));
    }

    [Fact]
    public void The_last_of_the_helpers_own_customers_being_served_frees_the_others_at_once()
    {
        var hall = new Hall(line: new() { Relaxation = [new(TimeSpan.Zero, 1, [Hall.Group(1)])] });
        hall.Sit(1, groups: [1], capacity: 3);
        hall.Join(1);
        hall.Now = 5;
        hall.Join(2, group: 1);
        Assert.Equal("2 to 1, 1 to 1", hall.Dispatch());
    }

    [Fact]
    public void Who_declined_stays_declined_in_a_wider_ring()
    {
        var hall = new Hall(line: Steps);
        hall.Sit(1, level: 9);
        hall.Sit(2, level: 6);
        hall.Join(1);
        Assert.Equal("1 to 1", hall.Dispatch());
        hall.Refuse(1, 1);
        hall.Now = 29;
        Assert.Equal("", hall.Dispatch());
        hall.Now = 30;
        Assert.Equal("1 to 2", hall.Dispatch());
    }

    [Fact]
    public void Two_lines_may_help_each_other()
    {
        var acd = new Acd();
        GroupRules Helped(int by) => new(new(), new() { Relaxation = [new(TimeSpan.Zero, 1, [Hall.Group(by)])] });
        acd.Arrange(new(new Dictionary<Guid, GroupRules> { [Hall.Group(0)] = Helped(1), [Hall.Group(1)] = Helped(0) }, VipTier.Defaults));
        acd.Seat(new(Hall.Person(1), 1, [new(Hall.Group(0))], true, 1), Hall.At(0));
        acd.Join(new(Hall.Contact(1), Guid.Empty, Hall.Group(1), 0, Hall.At(0), [], 1));
        Assert.Single(acd.Dispatch(Hall.At(0)));
    }
}
