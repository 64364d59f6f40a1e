using Imcc.Core.Agents;

namespace Imcc.Tests.Agents;

/// <summary>I14: whatever happened in whatever order, every instant of a period is in exactly one state.</summary>
public sealed class PresenceHistoryTests
{
    private static readonly DateTimeOffset Morning = new(2026, 3, 2, 0, 0, 0, TimeSpan.Zero);
    private static readonly Guid Agent = new(1, 0, 0, new byte[8]);

    [Fact]
    public void I14_spans_lie_end_to_end_and_add_up_to_the_period()
    {
        for (var seed = 0; seed < 2_000; seed++)
        {
            var dice = new Random(seed);
            var changes = Enumerable.Range(0, dice.Next(0, 30)).Select(_ => Change(dice)).OrderBy(_ => dice.Next()).ToList();
            var from = Morning.AddMinutes(dice.Next(-600, 600));
            var to = from.AddMinutes(dice.Next(1, 1440));

            var spans = PresenceHistory.Spans(Agent, changes, from, to);

            Assert.Equal(from, spans[0].From);
            Assert.Equal(to, spans[^1].To);
            Assert.All(spans, s => Assert.True(s.Length > TimeSpan.Zero));
            Assert.All(spans.Zip(spans.Skip(1)), pair => Assert.Equal(pair.First.To, pair.Second.From));
            Assert.Equal(to - from, spans.Aggregate(TimeSpan.Zero, (sum, s) => sum + s.Length));
            // At any moment the state is the last change's before it.
            var at = from + (to - from) * dice.NextDouble();
            var expected = changes.Where(c => c.At <= at).OrderBy(c => c.At).LastOrDefault()?.Presence ?? Presence.Offline;
            Assert.Equal(expected, spans.Single(s => s.From <= at && at < s.To).State.Presence);
            Assert.Equal(
                spans.Where(s => s.State.IsRoutable).Aggregate(TimeSpan.Zero, (sum, s) => sum + s.Length),
                PresenceHistory.Routable(Agent, changes, from, to));
        }
    }

    [Fact]
    public void Before_the_first_change_an_agent_is_not_there()
    {
        var spans = PresenceHistory.Spans(Agent, [new(Agent, Morning.AddHours(9), Presence.Available, null, null, Connection.Live)], Morning, Morning.AddDays(1));
        Assert.Equal([(Presence.Offline, 9.0), (Presence.Available, 15.0)], spans.Select(s => (s.State.Presence, s.Length.TotalHours)));
    }

    private static PresenceChange Change(Random dice) => new(
        Agent, Morning.AddMinutes(dice.Next(-720, 2160)), (Presence)dice.Next(0, 5), null, dice.Next(4) == 0 ? Presence.Break : null, (Connection)dice.Next(0, 3));
}
