using FsCheck;
using FsCheck.Fluent;
using Imcc.Core.Delivery;

namespace Imcc.Tests.Delivery;

/// <summary>Slower when the server slows, back when it is well, always between one and the most.</summary>
public sealed class AimdTests
{
    [Fact]
    public void It_stays_within_its_bounds_and_only_trouble_lowers_it()
    {
        var plays = Gen.ArrayOf(from millis in Gen.Choose(1, 6000) from trouble in Gen.Frequency((4, Gen.Constant(false)), (1, Gen.Constant(true))) from full in Gen.Elements(true, false) select (millis, trouble, full), 200);
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(200), Prop.ForAll(Arb.From(plays), steps =>
        {
            var aimd = Aimd.Begin(64);
            var now = TimeSpan.Zero;
            foreach (var (millis, trouble, full) in steps)
            {
                now += TimeSpan.FromMilliseconds(40);
                var took = TimeSpan.FromMilliseconds(millis);
                var next = aimd.After(took, trouble, full, now);
                if (next.Limit is < 1 or > 64 || next.AtOnce < 1)
                    return false;
                if (next.Limit < aimd.Limit && !trouble && took <= aimd.Usual * 4)
                    return false;
                if (next.Limit > aimd.Limit + 1)
                    return false;
                aimd = next;
            }

            return true;
        }));
    }

    [Fact]
    public void A_burst_of_errors_counts_once_and_lasting_ones_lead_down_to_one()
    {
        var aimd = Aimd.Begin(64);
        for (var i = 0; i < 20; i++)
            aimd = aimd.After(TimeSpan.FromMilliseconds(50), isTrouble: true, wasFull: true, TimeSpan.FromSeconds(10));
        Assert.Equal(16 * 0.7, aimd.Limit, 3);
        for (var second = 12; second < 60; second += 2)
            aimd = aimd.After(TimeSpan.FromSeconds(5), isTrouble: true, wasFull: true, TimeSpan.FromSeconds(second));
        Assert.Equal(1, aimd.AtOnce);
    }

    [Fact]
    public void A_server_that_slows_is_asked_less_before_it_breaks()
    {
        var aimd = Aimd.Begin(64);
        for (var i = 0; i < 200; i++)
            aimd = aimd.After(TimeSpan.FromMilliseconds(50), false, true, TimeSpan.FromMilliseconds(i));
        Assert.True(aimd.Limit > 20);
        var before = aimd.Limit;
        aimd = aimd.After(TimeSpan.FromSeconds(3), false, true, TimeSpan.FromSeconds(1));
        Assert.Equal(before * 0.7, aimd.Limit, 3);
    }

    [Fact]
    public void What_nobody_needs_is_not_raised()
    {
        var aimd = Aimd.Begin(64);
        for (var i = 0; i < 1000; i++)
            aimd = aimd.After(TimeSpan.FromMilliseconds(50), false, wasFull: false, TimeSpan.FromMilliseconds(i));
        Assert.Equal(16, aimd.AtOnce);
    }
}
