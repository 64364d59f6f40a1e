using System.Net;
using System.Net.Sockets;
using Imcc.Web.Operations;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging;

namespace Imcc.Tests.Operations;

public sealed class HealthCommandTests
{
    [Fact]
    public async Task A_process_that_lives_is_healthy()
    {
        await using var process = await ProcessAsync(StatusCodes.Status200OK);

        Assert.Equal(0, await RunAsync(["--health", process.Urls.First()]));
    }

    [Fact]
    public async Task A_process_that_refuses_is_not_healthy()
    {
        await using var process = await ProcessAsync(StatusCodes.Status503ServiceUnavailable);

        Assert.Equal(1, await RunAsync(["--health", process.Urls.First() + "/"]));
    }

    [Fact]
    public async Task A_process_that_is_not_there_is_not_healthy()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var port = ((IPEndPoint)listener.LocalEndpoint).Port;
        listener.Stop();

        Assert.Equal(1, await RunAsync(["--health", $"http://127.0.0.1:{port}"]));
    }

    [Fact]
    public async Task Without_an_address_the_configured_one_is_asked()
    {
        await using var process = await ProcessAsync(StatusCodes.Status200OK);
        var port = new Uri(process.Urls.First()).Port;

        Assert.Equal(0, await RunAsync(["--health"], ("urls", $"https://+:1;http://+:{port}")));
    }

    [Theory]
    [InlineData("http://+:8080", "http://127.0.0.1:8080/health/live")]
    [InlineData("http://[::]:8080", "http://127.0.0.1:8080/health/live")]
    [InlineData("http://0.0.0.0:80", "http://127.0.0.1/health/live")]
    [InlineData("http://localhost:5080/", "http://localhost:5080/health/live")]
    [InlineData("https://+:443;http://*:81", "http://127.0.0.1:81/health/live")]
    [InlineData("https://+:443", null)]
    [InlineData("nonsense", null)]
    public void What_is_listened_on_becomes_what_is_asked(string urls, string? asked) =>
        Assert.Equal(asked, HealthCommand.AddressOf(null, Configuration(("urls", urls)))?.AbsoluteUri);

    [Fact]
    public void A_container_that_only_names_its_port_is_asked_there() =>
        Assert.Equal("http://127.0.0.1:8080/health/live", HealthCommand.AddressOf(null, Configuration(("http_ports", "8080;8081")))?.AbsoluteUri);

    [Fact]
    public async Task An_address_that_cannot_be_asked_is_said_so() => Assert.Equal(2, await RunAsync(["--health", "ftp://localhost"]));

    [Fact]
    public async Task Whoever_does_not_ask_is_served() => Assert.Null(await RunAsync(["--urls", "http://localhost:1"]));

    private static Task<int?> RunAsync(string[] args, params (string Key, string Value)[] settings) =>
        HealthCommand.RunAsync(Configuration(settings), args, TextWriter.Null, TestContext.Current.CancellationToken);

    private static IConfiguration Configuration(params (string Key, string Value)[] settings) =>
        new ConfigurationBuilder().AddInMemoryCollection(settings.Select(s => KeyValuePair.Create(s.Key, (string?)s.Value))).Build();

    private static async Task<WebApplication> ProcessAsync(int status)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var app = builder.Build();
        app.MapGet("/health/live", () => TypedResults.StatusCode(status));
        await app.StartAsync(TestContext.Current.CancellationToken);
        return app;
    }
}
