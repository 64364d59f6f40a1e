using FsCheck;
using FsCheck.Fluent;
using Imcc.Core.Alerts;

namespace Imcc.Tests.Alerts;

/// <summary>When a rule tells of something, and when it says that it is over: whatever the figures do.</summary>
public sealed class AlertWatchTests
{
    private static readonly DateTimeOffset Start = new(2026, 3, 2, 1, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Whatever_the_figures_do_it_tells_late_enough_seldom_enough_and_takes_back_only_what_it_told()
    {
        var plays = from isLow in Gen.Elements(true, false)
                    from lasts in Gen.Elements(0, 10, 45)
                    from cool in Gen.Elements(0, 30, 200)
                    from gap in Gen.Elements(0, 5)
                    from looks in Gen.ArrayOf(from wait in Gen.Choose(0, 30) from figure in Gen.Frequency((1, Gen.Constant((int?)null)), (8, Gen.Choose(30, 70).Select(f => (int?)f))) select (wait, figure), 80)
                    select (isLow, lasts, cool, gap, looks);
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(400), Prop.ForAll(Arb.From(plays), play =>
        {
            var rule = Rule(play.isLow ? AlertKind.ServiceLevel : AlertKind.Wait, 50, play.lasts, play.cool) with { Clear = play.gap == 0 ? null : play.isLow ? 50 + play.gap : 50 - play.gap };
            var (now, watch, badSince, told) = (Start, AlertWatch.Idle, (DateTimeOffset?)null, new List<DateTimeOffset>());
            foreach (var (wait, figure) in play.looks)
            {
                now += TimeSpan.FromSeconds(wait);
                var isBad = figure is { } f && (play.isLow ? f < 50 : f >= 50);
                badSince = isBad ? badSince ?? now : null;
                var id = Guid.CreateVersion7(now);
                var (next, news) = watch.Look(rule, figure, now, id);
                // The same look once more finds nothing new: a restart in between changes nothing.
                if (next.Look(rule, figure, now, Guid.CreateVersion7(Start)) is var (again, nothing) && (nothing != AlertNews.None || again != next))
                    return false;
                var isRight = news switch
                {
                    AlertNews.Fired => watch.FiringId is null && next.FiringId == id && isBad && now - badSince >= rule.For && (told.Count == 0 || now - told[^1] >= rule.CoolDown),
                    AlertNews.Cleared => watch.FiringId is not null && next.FiringId is null && !isBad && (figure is not { } g || (play.isLow ? g >= 50 + play.gap : g <= 50 - play.gap || play.gap == 0)),
                    _ => watch.FiringId == next.FiringId
                        // What is bad for long enough and was not told of lately is told of, and what is good is over.
                        && (next.FiringId is not null || !isBad || now - badSince < rule.For || (told.Count > 0 && now - told[^1] < rule.CoolDown))
                        && (next.FiringId is null || figure is not null),
                };
                if (!isRight)
                    return false;
                if (news == AlertNews.Fired)
                    told.Add(now);
                watch = next;
            }

            // When all is good for long enough nothing is left to be remembered.
            (watch, _) = watch.Look(rule, null, now, Guid.CreateVersion7(Start));
            return watch.CanBeForgotten(rule, now + rule.CoolDown) && watch.FiringId is null;
        }));
    }

    [Fact]
    public void What_lies_between_the_limit_and_what_ends_it_keeps_it_going_and_begins_none()
    {
        var rule = Rule(AlertKind.Wait, 120) with { Clear = 60 };
        var (watch, news) = AlertWatch.Idle.Look(rule, 90, Start, Guid.CreateVersion7(Start));
        Assert.Equal((AlertNews.None, true), (news, watch.CanBeForgotten(rule, Start)));
        (watch, news) = watch.Look(rule, 120, Start.AddSeconds(1), Guid.CreateVersion7(Start));
        Assert.Equal(AlertNews.Fired, news);
        (watch, news) = watch.Look(rule, 61, Start.AddSeconds(2), Guid.CreateVersion7(Start));
        Assert.Equal(AlertNews.None, news);
        (_, news) = watch.Look(rule, 60, Start.AddSeconds(3), Guid.CreateVersion7(Start));
        Assert.Equal(AlertNews.Cleared, news);
    }

    [Fact]
    public void A_clock_that_was_put_back_makes_nobody_wait_longer_than_the_rule_says()
    {
        var rule = Rule(AlertKind.Wait, 120, lasts: 60);
        var (watch, _) = AlertWatch.Idle.Look(rule, 130, Start, Guid.CreateVersion7(Start));
        (watch, _) = watch.Look(rule, 130, Start.AddHours(-1), Guid.CreateVersion7(Start));
        Assert.Equal(AlertNews.Fired, watch.Look(rule, 130, Start.AddHours(-1).AddSeconds(60), Guid.CreateVersion7(Start)).News);
    }

    [Fact]
    public void Who_is_not_there_any_more_is_over_and_a_rule_switched_off_has_nothing_to_say()
    {
        var rule = Rule(AlertKind.Waiting, 3);
        var (first, second) = (Guid.CreateVersion7(Start), Guid.CreateVersion7(Start.AddSeconds(1)));
        var fired = AlertRound.Look(rule, [new(first, 5), new(second, 2)], new Dictionary<Guid, AlertWatch>(), Start, () => Guid.CreateVersion7(Start)).ToList();
        Assert.Equal((first, AlertNews.Fired), (Assert.Single(fired).SubjectId, fired[0].News));
        var known = new Dictionary<Guid, AlertWatch> { [first] = fired[0].After! };
        Assert.Empty(AlertRound.Look(rule, [new(first, 9)], known, Start.AddSeconds(2), () => Guid.CreateVersion7(Start)));
        Assert.Equal(AlertNews.Cleared, Assert.Single(AlertRound.Look(rule, [], known, Start.AddSeconds(2), () => Guid.CreateVersion7(Start))).News);
        Assert.Equal(AlertNews.Cleared, Assert.Single(AlertRound.Look(rule with { Enabled = false }, [new(first, 9)], known, Start.AddSeconds(2), () => Guid.CreateVersion7(Start))).News);
    }

    internal static AlertRule Rule(AlertKind kind, int limit, int lasts = 0, int cool = 0) => new()
    {
        Id = new("01900000-0000-7000-8000-00000000aa01"), Name = "规则", OrgUnitId = Guid.Empty, Kind = kind, Limit = limit, For = TimeSpan.FromSeconds(lasts), CoolDown = TimeSpan.FromSeconds(cool),
    };
}
