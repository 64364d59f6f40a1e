using Imcc.Core.Delivery;

namespace Imcc.Tests.Delivery;

public sealed class RetryPolicyTests
{
    private const double AlmostOne = 0.999999999;
    private static readonly DateTimeOffset Now = new(2026, 3, 2, 9, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData(1, 1)]
    [InlineData(2, 2)]
    [InlineData(3, 4)]
    [InlineData(7, 64)]
    public void The_wait_doubles_and_is_spread_from_the_half_to_the_whole(int attempts, double seconds)
    {
        Assert.Equal(seconds / 2, (Next(attempts, 0)!.Value - Now).TotalSeconds, 3);
        Assert.Equal(seconds * 0.75, (Next(attempts, 0.5)!.Value - Now).TotalSeconds, 3);
        Assert.InRange((Next(attempts, AlmostOne)!.Value - Now).TotalSeconds, seconds - 0.001, seconds);
    }

    [Fact]
    public void The_wait_never_passes_five_minutes()
    {
        var patient = new RetryPolicy { MaxAttempts = 5000 };
        foreach (var attempts in new[] { 9, 10, 63, 64, 65, 1100, 4999 })
            Assert.InRange((patient.NextAttempt(attempts, Now, null, AlmostOne, Now)!.Value - Now).TotalSeconds, 255.9, 300);
    }

    [Fact]
    public void A_channel_that_is_out_for_an_hour_is_outlasted_and_after_forty_attempts_it_is_given_up()
    {
        var waited = Enumerable.Range(1, 39).Aggregate(Now, (at, attempts) => RetryPolicy.Default.NextAttempt(attempts, Now, null, 0, at)!.Value);
        Assert.InRange((waited - Now).TotalHours, 1, 24);
        Assert.NotNull(Next(39, 0.5));
        Assert.Null(Next(40, 0.5));
    }

    [Fact]
    public void After_a_day_it_is_given_up()
    {
        Assert.NotNull(RetryPolicy.Default.NextAttempt(1, Now.AddHours(-23), null, 0.5, Now));
        Assert.Null(RetryPolicy.Default.NextAttempt(1, Now.AddHours(-24).AddMilliseconds(-1), null, 0, Now));
        Assert.Null(RetryPolicy.Default.NextAttempt(7, Now.AddHours(-24).AddSeconds(10), null, 0.5, Now));
    }

    [Fact]
    public void What_the_channel_asks_for_is_the_least_wait()
    {
        Assert.Equal(Now.AddSeconds(90.5), RetryPolicy.Default.NextAttempt(1, Now, TimeSpan.FromSeconds(90), 0, Now));
        Assert.Equal(Now.AddSeconds(90.75), RetryPolicy.Default.NextAttempt(1, Now, TimeSpan.FromSeconds(90), 0.5, Now));
        Assert.Equal(Now.AddSeconds(0.5), RetryPolicy.Default.NextAttempt(1, Now, TimeSpan.FromSeconds(-5), 0, Now));
    }

    [Fact]
    public void A_channel_that_asks_for_longer_than_the_message_is_worth_is_not_waited_for()
    {
        Assert.Null(RetryPolicy.Default.NextAttempt(1, Now, TimeSpan.FromHours(25), 0, Now));
        Assert.Null(RetryPolicy.Default.NextAttempt(1, Now, TimeSpan.MaxValue, 0.5, Now));
    }

    [Theory]
    [InlineData(0, 0.5)]
    [InlineData(-1, 0.5)]
    [InlineData(1, 1.0)]
    [InlineData(1, -0.1)]
    [InlineData(1, double.NaN)]
    public void What_cannot_be_is_refused(int attempts, double random) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => Next(attempts, random));

    private static DateTimeOffset? Next(int attempts, double random) => RetryPolicy.Default.NextAttempt(attempts, Now, null, random, Now);
}
