using Imcc.Infrastructure.Notices;

namespace Imcc.Tests.Notices;

public sealed class SilentHostsTests
{
    private static readonly DateTimeOffset Start = new(2026, 11, 23, 9, 0, 0, TimeSpan.Zero);

    [Fact]
    public void A_host_that_does_not_answer_is_left_alone_and_asked_by_one_now_and_then()
    {
        var hosts = new SilentHosts();
        Assert.Null(hosts.Claim("a", Start));

        // Sixteen that were under way together tell the same.
        for (var i = 0; i < 16; i++)
            hosts.DidNotAnswer("a", Start, Start.AddSeconds(10));

        Assert.Equal(Start.AddSeconds(40), hosts.Claim("a", Start.AddSeconds(11)));
        Assert.Null(hosts.Claim("b", Start.AddSeconds(11)));
        var back = Start.AddSeconds(41);
        Assert.Null(hosts.SilentUntil("a", back));
        Assert.Null(hosts.Claim("a", back));
        Assert.NotNull(hosts.Claim("a", back));
        hosts.DidNotAnswer("a", back, back.AddSeconds(10));
        Assert.Equal(back.AddSeconds(70), hosts.SilentUntil("a", back.AddSeconds(11)));
    }

    [Fact]
    public void A_pause_grows_to_ten_minutes_and_an_answer_ends_it()
    {
        var (hosts, now) = (new SilentHosts(), Start);
        for (var i = 0; i < 20; i++)
        {
            hosts.DidNotAnswer("a", now, now);
            var until = hosts.SilentUntil("a", now)!.Value;
            Assert.InRange(until - now, TimeSpan.FromSeconds(30), TimeSpan.FromMinutes(10));
            now = until;
        }

        Assert.Null(hosts.Claim("a", now));
        hosts.Answered("a");
        Assert.Null(hosts.Claim("a", now));
        Assert.Null(hosts.Claim("a", now));
    }
}
