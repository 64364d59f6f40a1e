using FsCheck;
using FsCheck.Fluent;
using Imcc.Core.Delivery;

namespace Imcc.Tests.Delivery;

/// <summary>Whose turn it is, on virtual time.</summary>
public sealed class TurnBookTests
{
    private static readonly Guid A = new("01900000-0000-7000-8000-00000000000a");
    private static readonly Guid B = new("01900000-0000-7000-8000-00000000000b");

    [Fact]
    public void A_persons_answer_never_waits_behind_a_campaign()
    {
        var play = new Play(_ => new(1000, 1000, 16));
        for (var i = 0; i < 500; i++)
            play.Join(A, SendPriority.Bulk);
        play.Step(TimeSpan.FromSeconds(1));
        Assert.True(play.Under(A) >= 8);

        // Though the campaign has taken all that it may, there is room at once, and again and again.
        for (var i = 0; i < 2; i++)
        {
            var person = play.Join(A, SendPriority.Person);
            play.Step(TimeSpan.Zero);
            Assert.Contains(person, play.Admitted);
        }
    }

    [Fact]
    public void A_campaign_goes_on_while_persons_of_another_account_are_busy()
    {
        var play = new Play(_ => new(1000, 1000, 64), mostAtOnce: 4);
        for (var i = 0; i < 100; i++)
        {
            play.Join(A, SendPriority.Person);
            play.Join(B, SendPriority.Bulk);
        }

        for (var i = 0; i < 25; i++)
        {
            play.Step(TimeSpan.FromMilliseconds(10));
            play.EndAll();
        }

        Assert.Equal((50, 50), (play.Admitted.Count(t => t.Lane.Key.AccountId == A), play.Admitted.Count(t => t.Lane.Key.AccountId == B)));
    }

    [Fact]
    public void What_is_not_a_persons_goes_by_urgency_and_nothing_is_forgotten()
    {
        var play = new Play(_ => new(1000, 1000, 64), mostAtOnce: 1);
        var bulk = play.Join(A, SendPriority.Bulk);
        play.Step(TimeSpan.FromMilliseconds(1));
        play.EndAll();
        var waiting = play.Join(A, SendPriority.Bulk);
        for (var i = 0; i < 40; i++)
            play.Join(A, SendPriority.Automatic);
        for (var i = 0; i < 9; i++)
        {
            play.Step(TimeSpan.FromMilliseconds(10));
            play.EndAll();
        }

        Assert.Equal(bulk, play.Admitted[0]);
        Assert.DoesNotContain(waiting, play.Admitted);
        play.Step(TimeSpan.FromMilliseconds(10));
        Assert.Contains(waiting, play.Admitted);
    }

    [Fact]
    public void A_stopped_interface_lets_nobody_in_and_the_others_go_on()
    {
        var play = new Play(_ => new(100, 10, 8));
        var stopped = play.Join(A, SendPriority.Person);
        stopped.Lane.Pause(TimeSpan.FromSeconds(60));
        var other = play.Join(A, SendPriority.Person, "/other");
        play.Step(TimeSpan.FromSeconds(59));
        Assert.Equal([other], play.Admitted);
        play.Step(TimeSpan.FromSeconds(2));
        Assert.Equal([other, stopped], play.Admitted);
    }

    [Fact]
    public void Never_more_than_the_rate_the_burst_and_the_calls_at_a_time()
    {
        var plays = from rate in Gen.Choose(1, 30)
                    from burst in Gen.Choose(1, 20)
                    from atOnce in Gen.Choose(1, 10)
                    from steps in Gen.ArrayOf(from joins in Gen.Choose(0, 5) from priority in Gen.Choose(0, 3) from millis in Gen.Choose(0, 400) from ends in Gen.Choose(0, 3) select (joins, priority, millis, ends), 80)
                    select (rate, burst, atOnce, steps);
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(200), Prop.ForAll(Arb.From(plays), p =>
        {
            var play = new Play(_ => new(p.rate, p.burst, p.atOnce));
            foreach (var (joins, priority, millis, ends) in p.steps)
            {
                for (var i = 0; i < joins; i++)
                    play.Join(A, (SendPriority)priority);
                play.Step(TimeSpan.FromMilliseconds(millis));
                if (play.Under(A) > p.atOnce || play.Admitted.Count > p.burst + p.rate * play.Now.TotalSeconds + 0.01)
                    return false;
                play.End(ends);
            }

            // Nobody is left behind once there is nothing else to do.
            for (var i = 0; i < 2000 && play.Waiting > 0; i++)
            {
                play.End(100);
                play.Step(TimeSpan.FromMilliseconds(200));
            }

            return play.Waiting == 0;
        }));
    }

    private sealed class Play(Func<LaneKey, SendRate> rateOf, int mostAtOnce = 256)
    {
        private readonly TurnBook _book = new(mostAtOnce);
        private readonly List<WaitingTurn> _under = [];

        public TimeSpan Now { get; private set; }

        public List<WaitingTurn> Admitted { get; } = [];

        public int Waiting => _book.Lanes.Sum(l => l.Waiting);

        public WaitingTurn Join(Guid account, SendPriority priority, string api = "/send") => _book.Join(_book.Lane(new(account, api), rateOf, Now), priority, Now);

        public int Under(Guid account) => _under.Count(t => t.Lane.Key.AccountId == account);

        public void Step(TimeSpan time)
        {
            var until = Now + time;
            while (true)
            {
                var (admitted, at) = _book.Admit(Now);
                Admitted.AddRange(admitted);
                _under.AddRange(admitted);
                if (!(at <= until))
                    break;
                Now = at.Value;
            }

            Now = until;
            var (last, _) = _book.Admit(Now);
            Admitted.AddRange(last);
            _under.AddRange(last);
        }

        public void EndAll() => End(_under.Count);

        public void End(int most)
        {
            foreach (var turn in _under.Take(most).ToList())
            {
                _under.Remove(turn);
                _book.End(turn, TimeSpan.FromMilliseconds(50), isTrouble: false, null, Now);
            }
        }
    }
}
