using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Imcc.Infrastructure.Files;
using Imcc.Tests.Hubs;
using Microsoft.Extensions.DependencyInjection;

namespace Imcc.Tests.Files;

public sealed class FileEndpointsTests : IAsyncLifetime
{
    private readonly HubHost _host = new();

    public ValueTask InitializeAsync() => _host.InitializeAsync();

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    [Fact]
    public async Task A_picture_is_shown_in_place_with_headers_that_let_it_do_nothing_else()
    {
        var file = await SaveAsync(SampleFiles.Png, "图 \"1\".png");
        using var http = _host.Http("agent1");
        using var response = await http.GetAsync("/files/" + file.Id);
        Assert.Equal("image/png", response.Content.Headers.ContentType!.ToString());
        Assert.Equal("nosniff", Header(response, "X-Content-Type-Options"));
        Assert.Equal("sandbox; default-src 'none'", Header(response, "Content-Security-Policy"));
        Assert.True(response.Headers.CacheControl is { NoStore: true, Private: true });
        var disposition = response.Content.Headers.ContentDisposition!;
        Assert.Equal(("inline", "图 _1_.png"), (disposition.DispositionType, disposition.FileNameStar));
        Assert.Equal(SampleFiles.Png, await response.Content.ReadAsByteArrayAsync());
    }

    [Theory]
    [InlineData("a.pdf")]
    [InlineData("a.txt")]
    [InlineData("a.zip")]
    public async Task What_could_carry_more_than_pixels_is_only_downloaded(string name)
    {
        var bytes = name switch { "a.pdf" => SampleFiles.Pdf, "a.zip" => SampleFiles.Zip("x"), _ => SampleFiles.Html };
        var file = await SaveAsync(bytes, name);
        using var http = _host.Http("agent1");
        using var response = await http.GetAsync("/files/" + file.Id);
        Assert.Equal("attachment", response.Content.Headers.ContentDisposition!.DispositionType);
        Assert.Equal(file.ContentType, response.Content.Headers.ContentType!.MediaType);
    }

    [Fact]
    public async Task A_part_of_a_file_can_be_asked_for()
    {
        var file = await SaveAsync(SampleFiles.Mp4, "a.mp4");
        using var http = _host.Http("agent1");
        http.DefaultRequestHeaders.Range = new RangeHeaderValue(4, 7);
        using var response = await http.GetAsync("/files/" + file.Id);
        Assert.Equal(HttpStatusCode.PartialContent, response.StatusCode);
        Assert.Equal("ftyp", await response.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task Only_agents_and_ticket_holders_see_a_file()
    {
        var tickets = _host.Services.GetRequiredService<FileTickets>();
        var (file, other) = (await SaveAsync(SampleFiles.Png, "a.png"), await SaveAsync(SampleFiles.Png, "b.png"));
        var ticket = tickets.Issue(Guid.Parse(file.Id), HubHost.WebAccount);
        using var http = _host.Http();
        async Task<int> StatusAsync(string path) => (int)(await http.GetAsync(path)).StatusCode;
        Assert.Equal(200, await StatusAsync($"/files/{file.Id}?ticket={ticket}"));
        Assert.Equal(404, await StatusAsync($"/files/{other.Id}?ticket={ticket}"));
        Assert.Equal(404, await StatusAsync($"/files/{file.Id}?ticket={ticket}x"));
        Assert.Equal(404, await StatusAsync($"/files/{file.Id}"));
        Assert.Equal(404, await StatusAsync("/files/..%2f..%2fetc%2fpasswd"));
        using var wrong = _host.Http("wrong");
        Assert.Equal(HttpStatusCode.NotFound, (await wrong.GetAsync("/files/" + file.Id)).StatusCode);
    }

    [Fact]
    public async Task A_refused_upload_says_why_in_the_persons_language()
    {
        Assert.Equal((415, "unsupported", true), await RefusedAsync(SampleFiles.Html, "page.png", "zh-CN", "不支持"));
        Assert.Equal((415, "unsupported", true), await RefusedAsync(SampleFiles.Html, "page.png", "en", "not accepted"));
        Assert.Equal((400, "empty", true), await RefusedAsync([], "a.png", "zh", "空"));
        Assert.Equal((413, "tooLarge", true), await RefusedAsync(new byte[70_000], "a.txt", "en", "64 KB"));
        Assert.Equal((413, "tooLarge", true), await RefusedAsync(new byte[500_000], "a.txt", "zh", "64 KB"));
    }

    [Fact]
    public async Task A_chunked_upload_without_a_length_is_cut_off_at_the_limit()
    {
        using var http = _host.Http("agent1");
        using var content = new StreamContent(new MemoryStream(new byte[600_000]));
        using var request = new HttpRequestMessage(HttpMethod.Post, "/files?name=a.txt") { Content = content };
        request.Headers.TransferEncodingChunked = true;
        using var response = await http.SendAsync(request);
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, response.StatusCode);
    }

    [Theory]
    [InlineData("multipart/form-data", "x")]
    [InlineData("multipart/form-data; boundary=b", "")]
    [InlineData("multipart/form-data; boundary=b", "--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.png\"\r\n\r\ncut off")]
    [InlineData("multipart/form-data; boundary=b", "--b\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\nx\r\n--b--\r\n")]
    [InlineData("multipart/form-data; boundary=b", "nothing of the kind")]
    public async Task A_broken_form_is_a_bad_request(string type, string body)
    {
        using var http = _host.Http("agent1");
        using var content = new ByteArrayContent(Encoding.ASCII.GetBytes(body));
        content.Headers.TryAddWithoutValidation("Content-Type", type);
        using var response = await http.PostAsync("/files", content);
        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType!.MediaType);
    }

    [Fact]
    public async Task A_stranger_uploads_nothing()
    {
        using var http = _host.Http();
        Assert.Equal(HttpStatusCode.Unauthorized, (await http.PostAsync("/files?name=a.png", new ByteArrayContent(SampleFiles.Png))).StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, (await http.PostAsync("/webchat/web/files?name=a.png", new ByteArrayContent(SampleFiles.Png))).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await http.PostAsync("/webchat/nobody/files?name=a.png", new ByteArrayContent(SampleFiles.Png))).StatusCode);
    }

    private async Task<StoredFile> SaveAsync(byte[] bytes, string name) =>
        (await _host.Services.GetRequiredService<FileStore>().SaveAsync(new MemoryStream(bytes), name, null, CancellationToken.None)).File!;

    private async Task<(int Status, string Code, bool SaysSo)> RefusedAsync(byte[] bytes, string name, string language, string words)
    {
        using var http = _host.Http("agent1");
        http.DefaultRequestHeaders.Add("Accept-Language", language);
        using var form = new MultipartFormDataContent { { new ByteArrayContent(bytes), "file", name } };
        using var response = await http.PostAsync("/files", form);
        var problem = JsonDocument.Parse(await response.Content.ReadAsStringAsync()).RootElement;
        return ((int)response.StatusCode, problem.GetProperty("code").GetString()!, problem.GetProperty("detail").GetString()!.Contains(words, StringComparison.Ordinal));
    }

    private static string Header(HttpResponseMessage response, string name) => string.Join(", ", response.Headers.GetValues(name));
}
