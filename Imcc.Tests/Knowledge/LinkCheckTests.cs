using System.Net;
using Imcc.Core.Knowledge;
using Imcc.Infrastructure.Knowledge;
using Imcc.Infrastructure.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace Imcc.Tests.Knowledge;

/// <summary>Links of articles in force, looked at from time to time.</summary>
public sealed class LinkCheckTests
{
    [Fact]
    public async Task A_broken_link_is_listed_since_when_it_is_broken_until_it_is_good_again()
    {
        await using var desk = await KnowledgeDesk.StartAsync();
        var content = KnowledgeDesk.Article("费用");
        var id = await desk.PublishedAsync(content with { Answer = content.Answer with { Link = new("价目", null, "https://good.example/a"), RichText = "<a href=\"https://gone.example/b\">旧</a>" } });
        var net = new Net { ["https://good.example/a"] = HttpStatusCode.OK, ["https://gone.example/b"] = HttpStatusCode.NotFound };
        // A clock of its own: the host's would wake whatever else keeps time there, second by second.
        var time = new FakeTimeProvider(desk.Database.Time.GetUtcNow());
        var checks = Checks(desk, net, time);

        Assert.Equal(2, await checks.RunAsync(default));
        var began = time.GetUtcNow();
        var broken = Assert.Single((await desk.Database.Get<IArticleChecks>().BrokenLinksAsync(desk.Admin, 0, 10)).Links);
        Assert.Equal((id, "https://gone.example/b", LinkResult.Refused, 404, began), (broken.ArticleId, broken.Address, broken.Result, broken.Status, broken.BrokenSince));
        Assert.Equal(1, (await desk.Articles.ListAsync(desk.Admin, ArticleFilter.All, 0, 10)).Lines[0].BrokenLinks);
        // HEAD alone is no proof.
        Assert.Equal(["HEAD https://good.example/a", "HEAD https://gone.example/b", "GET https://gone.example/b"], net.Asked.OrderBy(a => a.EndsWith('b')));

        Assert.Equal(0, await checks.RunAsync(default));
        time.Advance(TimeSpan.FromMinutes(61));
        Assert.Equal(1, await checks.RunAsync(default));
        Assert.Equal(began, Assert.Single((await desk.Database.Get<IArticleChecks>().BrokenLinksAsync(desk.Admin, 0, 10)).Links).BrokenSince);
        net["https://gone.example/b"] = HttpStatusCode.Unauthorized;
        time.Advance(TimeSpan.FromHours(25));
        Assert.Equal(2, await checks.RunAsync(default));
        Assert.Equal(0, (await desk.Database.Get<IArticleChecks>().BrokenLinksAsync(desk.Admin, 0, 10)).Total);
    }

    [Theory, InlineData("http://127.0.0.1:1/"), InlineData("http://localhost/"), InlineData("http://169.254.169.254/latest/meta-data"), InlineData("http://[::1]/"), InlineData("http://10.0.0.1/")]
    public async Task An_address_inside_the_house_is_never_called(string address)
    {
        await using var desk = await KnowledgeDesk.StartAsync();
        var content = KnowledgeDesk.Article("内网");
        await desk.PublishedAsync(content with { Answer = content.Answer with { Link = new("内", null, address) } });
        Assert.Equal(LinkResult.Internal, await desk.Database.Get<IArticleChecks>().CheckAsync(desk.Admin, address));
        Assert.Null(await desk.Database.Get<IArticleChecks>().CheckAsync(desk.Admin, "http://127.0.0.1:1/other"));
    }

    private static LinkChecks Checks(KnowledgeDesk desk, Net net, TimeProvider time) =>
        new(desk.Database.Get<IDbContextFactory<DirectoryContext>>(), net, time, NullLogger<LinkChecks>.Instance);

    /// <summary>A network of a few addresses.</summary>
    private sealed class Net : Dictionary<string, HttpStatusCode>, IHttpClientFactory
    {
        public List<string> Asked { get; } = [];

        public HttpClient CreateClient(string name) => new(new Handler(this));

        private sealed class Handler(Net net) : HttpMessageHandler
        {
            protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
            {
                lock (net.Asked)
                    net.Asked.Add($"{request.Method} {request.RequestUri}");
                return Task.FromResult(new HttpResponseMessage(net[request.RequestUri!.ToString()]));
            }
        }
    }
}
