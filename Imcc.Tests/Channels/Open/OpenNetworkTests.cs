using System.Collections.Immutable;
using System.Net;
using Imcc.Core.Channels;
using Imcc.Infrastructure.Channels.Open;
using Imcc.Tests.Files;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Imcc.Tests.Channels.Open;

/// <summary>Addresses that other people enter never lead into the house, unless its operator says so.</summary>
public sealed class OpenNetworkTests : IAsyncLifetime
{
    private OpenReceiver _receiver = null!;

    public async ValueTask InitializeAsync() => _receiver = await OpenReceiver.StartAsync();

    public ValueTask DisposeAsync() => _receiver.DisposeAsync();

    [Theory]
    [InlineData("Production", null, "Internal")]
    [InlineData("Production", "true", "")]
    [InlineData("Development", null, "")]
    [InlineData("Development", "false", "Internal")]
    public async Task This_machine_is_called_in_development_alone_or_where_it_is_allowed(string environment, string? allow, string problem)
    {
        using var host = Host(environment, allow);
        var check = host.Services.GetServices<IChannelCheck>().Single();
        // By its name, too: what counts is where it leads.
        var account = Account(_receiver.Url.Replace("127.0.0.1", "localhost", StringComparison.Ordinal) + "/hook/me");
        Assert.Equal(problem, string.Concat((await check.ProblemsAsync(account, TestContext.Current.CancellationToken)).Select(p => p.Code)));
        Assert.Equal(problem.Length > 0, _receiver.Calls.IsEmpty);
    }

    [Fact]
    public async Task A_file_inside_the_house_is_not_fetched()
    {
        _receiver.Files["a.png"] = (SampleFiles.Png, "image/png");
        var media = new MediaRef(ProviderId: "1", ProviderUrl: _receiver.Url + "/files/a.png");
        using (var closed = Host("Production", null))
            Assert.IsType<FetchedMedia.Gone>(await closed.Services.GetServices<IChannelMedia>().Single().FetchAsync(Account(""), media, TestContext.Current.CancellationToken));
        using var open = Host("Development", null);
        var fetched = Assert.IsType<FetchedMedia.Content>(await open.Services.GetServices<IChannelMedia>().Single().FetchAsync(Account(""), media, TestContext.Current.CancellationToken));
        Assert.Equal(SampleFiles.Png, fetched.Bytes);
    }

    [Theory]
    [InlineData("10.1.2.3", true)]
    [InlineData("192.168.0.9", true)]
    [InlineData("172.31.255.1", true)]
    [InlineData("::ffff:10.1.2.3", true)]
    [InlineData("fd00::1", true)]
    [InlineData("127.0.0.1", false)]
    [InlineData("::1", false)]
    [InlineData("169.254.169.254", false)]
    [InlineData("::ffff:169.254.169.254", false)]
    [InlineData("fe80::1", false)]
    [InlineData("0.0.0.0", false)]
    [InlineData("224.0.0.1", false)]
    public void Inside_the_house_is_what_an_operator_means_by_it_and_never_the_link(string address, bool isAllowed)
    {
        Assert.Equal(isAllowed, new OpenChannelOptions { AllowPrivateHosts = true }.Allows(IPAddress.Parse(address)));
        Assert.False(new OpenChannelOptions().Allows(IPAddress.Parse(address)));
    }

    private static IHost Host(string environment, string? allowLoopback)
    {
        var builder = Microsoft.Extensions.Hosting.Host.CreateEmptyApplicationBuilder(new() { EnvironmentName = environment });
        if (allowLoopback is not null)
            builder.Configuration.AddInMemoryCollection([new("Imcc:OpenChannel:AllowLoopback", allowLoopback)]);
        builder.Services.AddOpenChannel();
        return builder.Build();
    }

    private static ChannelAccount Account(string webhook) => new()
    {
        Id = Guid.Empty,
        Key = "me",
        Kind = ChannelKind.Open,
        Name = "",
        OrgUnitId = Guid.Empty,
        SkillGroupId = Guid.Empty,
        Connection = new(new Dictionary<string, string> { ["WebhookUrl"] = webhook, ["SigningKey"] = OpenReceiver.WrittenKey }.ToImmutableDictionary()),
    };
}
