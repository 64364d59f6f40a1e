using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Imcc.Core.Knowledge;
using Imcc.Infrastructure.Knowledge;
using Imcc.Infrastructure.Organisation;
using Imcc.Tests.Knowledge;
using Microsoft.Extensions.DependencyInjection;

namespace Imcc.Tests.Journeys;

/// <summary>Another system asks the knowledge base through the open interface.</summary>
public sealed class KnowledgeApiTests(JourneyHost journeys)
{
    [Fact]
    public async Task What_an_editor_publishes_is_found_with_its_marks_a_moment_later()
    {
        await using var scene = await journeys.SceneAsync();
        var host = scene.Host;
        var admin = host.Services.GetRequiredService<DirectoryCache>().Current.Agents.Values.Single(a => a.UserName == "admin").Id;
        var articles = host.Services.GetRequiredService<IArticles>();
        var shown = await PublishAsync("对公账户<年检>怎么办理", Audience.Customers);
        var inner = await PublishAsync("对公账户年检内部口径", Audience.Agents);
        using var client = host.Client();
        List<JsonElement> hits = [];
        await Eventually.Async(async () => (hits = await AskAsync("對公賬戶年檢怎么办")).Count(IsOurs) == 2, "both are found");

        var best = hits[0];
        Assert.Equal(("对公账户<年检>怎么办理", true), (best.GetProperty("title").GetString(), best.GetProperty("sure").GetBoolean()));
        Assert.StartsWith("<em>对公账户</em>&lt;<em>年检</em>&gt;", best.GetProperty("highlight").GetString(), StringComparison.Ordinal);
        Assert.InRange(best.GetProperty("score").GetDouble(), 0.7, 1);
        Assert.Equal("Sure", best.GetProperty("sureness").GetString());
        // An account's customers do not get what is for agents.
        Assert.Equal([shown], (await AskAsync("对公账户年检", "&account=demo&customers=true")).Where(IsOurs).Select(h => h.GetProperty("id").GetGuid()));
        Assert.Single(await AskAsync("对公账户年检", "&top=1"));
        Assert.Empty(await AskAsync(""));

        Assert.Equal(HttpStatusCode.BadRequest, await StatusAsync(client, "?q=a&top=51"));
        Assert.Equal(HttpStatusCode.NotFound, await StatusAsync(client, "?q=a&account=nobody"));
        using var stranger = host.Client(withKey: false);
        Assert.Equal(HttpStatusCode.Unauthorized, await StatusAsync(stranger, "?q=a"));

        // Another branch's is not read by an agent's key.
        var people = host.Services.GetRequiredService<DirectoryCache>().Current.Agents.Values.ToDictionary(a => a.UserName);
        Assert.NotEqual(people["agent1"].OrgUnitId, people["agent4"].OrgUnitId);
        var theirs = await PublishAsync("对公账户年检分行口径", Audience.Agents, people["agent4"].OrgUnitId);
        await Eventually.Async(async () => (await AskAsync("对公账户年检分行口径")).Any(h => h.GetProperty("id").GetGuid() == theirs), "the head office's key finds it");
        var key = await host.Services.GetRequiredService<KeyAdministration>().MakeAsync(admin, new() { Name = "k", Scopes = [ApiScope.ReadKnowledge], AgentId = people["agent1"].Id });
        client.DefaultRequestHeaders.Authorization = new("Bearer", key.Key);
        await Eventually.Async(async () => await StatusAsync(client, "?q=a") == HttpStatusCode.OK, "the key is known");
        var seen = (await AskAsync("对公账户年检分行口径")).Select(h => h.GetProperty("id").GetGuid()).ToList();
        Assert.Contains(inner, seen);
        Assert.DoesNotContain(theirs, seen);

        async Task<Guid> PublishAsync(string title, Audience audience, Guid? unit = null)
        {
            var saved = await articles.SaveAsync(admin, null, 0, KnowledgeDesk.Article(title, unit: unit) with { Audience = audience });
            Assert.Empty(saved.Problems);
            Assert.Empty((await articles.PublishAsync(admin, saved.Id, 1, "")).Problems);
            return saved.Id;
        }

        bool IsOurs(JsonElement hit) => hit.GetProperty("id").GetGuid() is var id && (id == shown || id == inner);
        async Task<List<JsonElement>> AskAsync(string text, string more = "") =>
            (await client.GetFromJsonAsync<List<JsonElement>>(new Uri($"/api/v1/knowledge/search?q={Uri.EscapeDataString(text)}{more}", UriKind.Relative)))!;
    }

    private static async Task<HttpStatusCode> StatusAsync(HttpClient client, string query)
    {
        using var response = await client.GetAsync(new Uri("/api/v1/knowledge/search" + query, UriKind.Relative));
        return response.StatusCode;
    }
}
