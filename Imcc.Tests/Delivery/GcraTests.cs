using FsCheck;
using FsCheck.Fluent;
using Imcc.Core.Delivery;

namespace Imcc.Tests.Delivery;

/// <summary>However it is asked, never more than rate × time + burst; and whoever waits until it opens gets in.</summary>
public sealed class GcraTests
{
    [Fact]
    public void In_no_span_of_time_more_passes_than_the_rate_and_the_burst_allow()
    {
        var plays = from rate in Gen.Choose(1, 50)
                    from burst in Gen.Choose(1, 20)
                    from waits in Gen.ArrayOf(Gen.Frequency((3, Gen.Choose(0, 5)), (1, Gen.Choose(50, 2000))), 60)
                    select (rate, burst, waits);
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(300), Prop.ForAll(Arb.From(plays), play =>
        {
            var now = TimeSpan.Zero;
            var gcra = new Gcra(play.rate, play.burst, now);
            var passed = new List<TimeSpan>();
            foreach (var wait in play.waits)
            {
                now += TimeSpan.FromMilliseconds(wait);
                while (gcra.OpensAt(0, now) <= now)
                {
                    gcra = gcra.Take(now);
                    passed.Add(now);
                }
            }

            return Enumerable.Range(0, passed.Count).All(i => Enumerable.Range(i, passed.Count - i)
                .All(j => j - i + 1 <= play.burst + (passed[j] - passed[i]).TotalSeconds * play.rate + 0.01));
        }));
    }

    [Fact]
    public void Whoever_waits_until_it_opens_gets_in_and_the_rate_is_reached()
    {
        var now = TimeSpan.Zero;
        var gcra = Gcra.Begin(7, 3, now);
        var passed = 0;
        while (now < TimeSpan.FromSeconds(100))
        {
            now = gcra.OpensAt(0, now)!.Value;
            gcra = gcra.Take(now);
            passed++;
        }

        Assert.InRange(passed, 699, 703);
    }

    [Fact]
    public void Handing_a_rate_to_and_fro_brings_no_calls_with_it()
    {
        var parts = Gen.ArrayOf(Gen.Choose(0, 10), 40);
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(200), Prop.ForAll(Arb.From(parts), steps =>
        {
            const double Rate = 20, Burst = 10;
            var now = TimeSpan.Zero;
            var (a, b) = (new Gcra(Rate / 2, Burst / 2, now), new Gcra(Rate / 2, Burst / 2, now));
            var passed = 0;
            foreach (var step in steps)
            {
                now += TimeSpan.FromMilliseconds(50);
                a = a.At(Rate * step / 10, Burst * step / 10, now);
                b = b.At(Rate * (10 - step) / 10, Burst * (10 - step) / 10, now);
                for (; a.OpensAt(0, now) <= now; passed++)
                    a = a.Take(now);
                for (; b.OpensAt(0, now) <= now; passed++)
                    b = b.Take(now);
            }

            return passed <= Burst + Rate * now.TotalSeconds + 1;
        }));
    }

    [Fact]
    public void What_is_reserved_is_left_for_whoever_is_more_urgent()
    {
        var gcra = new Gcra(1, 8, TimeSpan.Zero);
        var bulk = 0;
        for (; gcra.OpensAt(2, TimeSpan.Zero) <= TimeSpan.Zero; bulk++)
            gcra = gcra.Take(TimeSpan.Zero);
        Assert.Equal(6, bulk);
        Assert.Equal(TimeSpan.Zero, gcra.OpensAt(0, TimeSpan.Zero));
        // And who may not use the reserve is not shut out for ever.
        Assert.Equal(TimeSpan.FromSeconds(1), gcra.OpensAt(2, TimeSpan.Zero));
    }
}
