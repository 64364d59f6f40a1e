using Imcc.Core.Schedule;

namespace Imcc.Tests.Schedule;

/// <summary>How many are needed: Erlang's formulas, which the simulation has been held against, at the edges of what they are asked.</summary>
public sealed class StaffNeedTests
{
    [Theory]
    // Loads at, below and far above the staff; patience much shorter and much longer than a conversation.
    [InlineData(10, 180, 300, 14)]
    [InlineData(10, 180, 300, 10)]
    [InlineData(10, 180, 60, 4)]
    [InlineData(45, 300, 900, 50)]
    [InlineData(90, 120, 30, 92)]
    [InlineData(30, 240, 7200, 12)]
    [InlineData(0.02, 180, 180, 3)]
    public void Erlang_A_is_the_sum_over_all_states_as_its_definition_has_it(double load, double handle, double patience, int servers)
    {
        var erlang = new ErlangA(load / handle, handle, patience, servers);
        var plain = new Plain(load / handle, 1 / handle, 1 / patience, servers);
        Assert.Equal(plain.Waiting, erlang.ProbabilityOfWaiting, 9);
        Assert.Equal(plain.Queue, erlang.MeanQueue, 6);
        Assert.Equal(plain.Queue / patience / (load / handle), erlang.ProbabilityOfLeaving, 9);
        foreach (var within in new[] { 0.0, 5, 20, 90 })
            Assert.Equal(plain.Served(within), erlang.ServiceLevel(within), 4);
    }

    [Fact]
    public void Where_no_number_is_large_enough_or_no_difference_has_digits_left_it_still_holds()
    {
        // Hundreds of servers and hardly any customers: the sum of all weights has no exponent large enough.
        Assert.Equal(1, new ErlangA(0.01 / 180, 180, 180, 500).ServiceLevel(20), 12);
        Assert.Equal(1, new StaffTarget(.8, TimeSpan.FromSeconds(20), TimeSpan.FromMinutes(3), .1).AgentsFor(.01, TimeSpan.FromSeconds(180)));
        // One in fifty thousand gives up: a line of hundreds of thousands, of whom one thing is known, that they are not served in time.
        var endless = new ErlangA(.83, 180, 500_000, 1);
        Assert.Equal((0.83 - (1 / 180.0)) * 500_000, endless.MeanQueue, 0);
        Assert.Equal(0, endless.ServiceLevel(20), 6);
        Assert.Equal(1, endless.Occupancy, 9);
        // Whoever waits for ever is Erlang C's customer.
        foreach (var (load, servers) in new[] { (8.0, 10), (45.0, 50), (10.0, 14) })
        {
            var (patient, never) = (ErlangC.Of(servers, load), new ErlangA(load / 180, 180, 1e9, servers));
            Assert.Equal(patient.ServiceLevel(20), never.ServiceLevel(20), 5);
            Assert.Equal(patient.ProbabilityOfWaiting, never.ProbabilityOfWaiting, 5);
        }

        Assert.Equal(0, ErlangC.Of(10, 10).ServiceLevel(1e6));
    }

    [Theory]
    // 100 calls of 3 min in half an hour are 10 Erlang; the textbook's 80 % in 20 s takes 14 agents.
    [InlineData(100, 180, 80, 20, null, 100, 14)]
    // No more than 70 % busy: 10 / 0.7 = 14.3.
    [InlineData(100, 180, 80, 20, null, 70, 15)]
    // Who leaves makes room: fewer will do.
    [InlineData(100, 180, 80, 20, 60, 100, 12)]
    [InlineData(0, 180, 80, 20, null, 100, 0)]
    [InlineData(1, 1, 80, 20, null, 100, 1)]
    public void The_fewest_that_reach_the_target(double contacts, int handle, int percent, int within, int? patience, int occupancy, int agents)
    {
        var target = new StaffTarget(percent / 100.0, TimeSpan.FromSeconds(within), patience is { } s ? TimeSpan.FromSeconds(s) : null, occupancy / 100.0);
        Assert.Equal(agents, target.AgentsFor(contacts, TimeSpan.FromSeconds(handle)));
    }

    [Fact]
    public void More_contacts_never_need_fewer_agents()
    {
        var target = new ScheduleRules().Target;
        var needs = Enumerable.Range(0, 400).Select(n => target.AgentsFor(n, TimeSpan.FromMinutes(4))).ToList();
        Assert.Equal(needs.Order(), needs);
        Assert.Equal((0, 56), (needs[0], new StaffTarget(0.8, TimeSpan.FromSeconds(20), null, 1).AgentsFor(375, TimeSpan.FromMinutes(4))));
    }

    [Fact]
    public void The_mean_is_of_the_same_weekday_and_holidays_teach_nothing()
    {
        var monday = new DateOnly(2026, 3, 30);
        (DateOnly, int, double)[] came =
        [
            (monday.AddDays(-7), 18, 10), (monday.AddDays(-7), 19, 4), (monday.AddDays(-14), 18, 20), // a holiday: -21
            (monday.AddDays(-28), 18, 30), (monday.AddDays(-35), 18, 1000), (monday.AddDays(-1), 18, 1000), (monday, 18, 1000), (monday.AddDays(7), 18, 1000),
        ];
        var mean = ExpectedDay.Of(came, monday, 4);
        Assert.Equal((20, 4.0 / 3, 0), (mean[18], mean[19], mean[20]));
        Assert.All(ExpectedDay.Of(came, monday.AddDays(1), 4), m => Assert.Equal(0, m));
    }

    [Fact]
    public void What_illness_takes_is_planned_on_top() =>
        Assert.Equal([0, 1, 12, 13], new[] { (0, 30), (1, 0), (10, 15), (9, 30) }.Select(c => new ScheduleRules { ShrinkagePercent = c.Item2 }.ToPlan(c.Item1)));

    /// <summary>The birth and death process added up from nobody on, and the time until one's turn followed second by second: slow, and nothing clever in it.</summary>
    private sealed class Plain
    {
        private readonly double[] _states;
        private readonly double _serve;
        private readonly double _leave;
        private readonly int _servers;

        public Plain(double rate, double serve, double leave, int servers)
        {
            (_serve, _leave, _servers) = (serve, leave, servers);
            var states = new List<double> { 1 };
            for (var n = 1; n <= servers || states[^1] > 1e-18 * states.Max(); n++)
                states.Add(states[^1] * rate / ((Math.Min(n, servers) * serve) + (Math.Max(n - servers, 0) * leave)));
            var sum = states.Sum();
            _states = [.. states.Select(s => s / sum)];
            Waiting = _states.Skip(servers).Sum();
            Queue = _states.Skip(servers).Select((p, k) => k * p).Sum();
        }

        public double Waiting { get; }

        public double Queue { get; }

        /// <summary>Of who finds k waiting, the chance to be served before leaving and within the time, by small steps of the process of those before and oneself.</summary>
        public double Served(double seconds)
        {
            var served = _states.Take(_servers).Sum();
            var line = _states.Length - _servers;
            if (seconds == 0)
                return served;
            // chance[k]: still waiting with k before oneself.
            var chance = _states.Skip(_servers).ToArray();
            var steps = (int)Math.Ceiling(seconds * Math.Max(1, 400 * ((_servers * _serve) + (line * _leave))));
            var step = seconds / steps;
            for (var i = 0; i < steps; i++)
            {
                // Half of a step with the flow before it, half with the flow after it: errors of the second order cancel.
                var half = Flow(chance, step / 2, out _);
                Flow(half, step, out var gone);
                var next = Step(chance, half, step);
                served += gone;
                chance = next;
            }

            return served;
        }

        private double[] Flow(double[] chance, double step, out double served)
        {
            served = chance[0] * _servers * _serve * step;
            return Step(chance, chance, step);
        }

        private double[] Step(double[] from, double[] at, double step)
        {
            var next = (double[])from.Clone();
            for (var k = 0; k < from.Length; k++)
            {
                var forward = at[k] * ((_servers * _serve) + (k * _leave)) * step;
                next[k] -= forward + (at[k] * _leave * step);
                if (k > 0)
                    next[k - 1] += forward;
            }

            return next;
        }
    }
}
