using Imcc.Infrastructure.Channels.WebChat;
using Microsoft.Extensions.Time.Testing;

namespace Imcc.Tests.WebChat;

public sealed class TokenBucketsTests
{
    private readonly FakeTimeProvider _time = new();

    [Fact]
    public void Twenty_in_ten_seconds_and_then_one_each_half_second()
    {
        var buckets = new TokenBuckets<string>(20, TimeSpan.FromSeconds(10), 100, _time);
        Assert.All(Enumerable.Range(0, 20), _ => Assert.True(buckets.TryTake("a", out var _)));
        Assert.False(buckets.TryTake("a", out var wait));
        Assert.InRange(wait.TotalMilliseconds, 500, 502);
        Assert.True(buckets.TryTake("b", out _));
        _time.Advance(wait);
        Assert.True(buckets.TryTake("a", out _));
        Assert.False(buckets.TryTake("a", out _));
        _time.Advance(TimeSpan.FromHours(1));
        Assert.Equal(20, Enumerable.Range(0, 30).Count(_ => buckets.TryTake("a", out var _)));
    }

    [Fact]
    public void Over_any_stretch_of_time_nobody_gets_more_than_the_bucket_and_its_refill()
    {
        var random = new Random(4711);
        var buckets = new TokenBuckets<int>(10, TimeSpan.FromMinutes(1), 100, _time);
        var taken = 0;
        for (var i = 0; i < 20_000; i++)
        {
            _time.Advance(TimeSpan.FromMilliseconds(random.Next(0, 2000)));
            taken += buckets.TryTake(1, out _) ? 1 : 0;
        }

        var minutes = (_time.GetUtcNow() - _time.Start).TotalMinutes;
        Assert.InRange(taken, minutes * 10 * 0.95, 10 + minutes * 10);
    }

    [Fact]
    public void Memory_is_bounded_and_newcomers_wait_until_somebody_is_forgotten()
    {
        var buckets = new TokenBuckets<int>(10, TimeSpan.FromMinutes(1), 1000, _time);
        for (var i = 0; i < 5000; i++)
            Assert.Equal(i < 1000, buckets.TryTake(i, out _));
        Assert.Equal(1000, buckets.Count);
        Assert.True(buckets.TryTake(7, out _));
        _time.Advance(TimeSpan.FromMinutes(2));
        Assert.True(buckets.TryTake(9999, out _));
        Assert.Equal(1, buckets.Count);
    }

    [Fact]
    public void An_address_counts_as_one_customers_line()
    {
        static string KeyOf(string address) => VisitorLimits.KeyOf(System.Net.IPAddress.Parse(address));
        Assert.Equal(KeyOf("2001:db8:1:2::1"), KeyOf("2001:db8:1:2:ffff::9"));
        Assert.NotEqual(KeyOf("2001:db8:1:2::1"), KeyOf("2001:db8:1:3::1"));
        Assert.Equal(KeyOf("192.0.2.7"), KeyOf("::ffff:192.0.2.7"));
        Assert.NotEqual(KeyOf("192.0.2.7"), KeyOf("192.0.2.8"));
    }
}
