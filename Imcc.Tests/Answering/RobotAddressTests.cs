using Imcc.Infrastructure.Answering.Robots;

namespace Imcc.Tests.Answering;

public sealed class RobotAddressTests
{
    [Theory]
    [InlineData("https://bot.example.com/ask", null)]
    [InlineData("http://bot.example.com/ask", "HostPrivate")]
    [InlineData("https://localhost/ask", "HostPrivate")]
    [InlineData("https://10.1.2.3/ask", "HostPrivate")]
    [InlineData("https://[::ffff:192.168.0.1]/", "HostPrivate")]
    [InlineData("https://[fd00::1]/", "HostPrivate")]
    [InlineData("https://169.254.169.254/", "HostPrivate")]
    [InlineData("https://intranet/", "HostPrivate")]
    [InlineData("ftp://bot.example.com", "UrlBad")]
    [InlineData("https://user:password@bot.example.com", "UrlBad")]
    public void Private_hosts_and_plain_http_need_the_operators_consent(string url, string? problem) => Assert.Equal(problem, RobotAddress.Problem(url, allowPrivate: false));
}
