using System.Net;
using System.Net.Http.Json;
using System.Text.Json;

namespace Imcc.Tests.Journeys;

/// <summary>What another system learns through the open interface.</summary>
internal static class OpenApi
{
    /// <summary>A customer's whole thread; empty when there is no such customer.</summary>
    public static async Task<IReadOnlyList<JsonElement>> ThreadAsync(HttpClient client, string account, string customer)
    {
        var messages = new List<JsonElement>();
        while (true)
        {
            var after = messages.Count == 0 ? 0 : messages[^1].GetProperty("seq").GetInt64();
            using var response = await client.GetAsync(new Uri($"/api/v1/accounts/{account}/threads/{customer}/messages?take=200&after={after}", UriKind.Relative));
            if (response.StatusCode == HttpStatusCode.NotFound)
                return messages;
            response.EnsureSuccessStatusCode();
            using var page = JsonDocument.Parse(await response.Content.ReadAsStringAsync());
            messages.AddRange(page.RootElement.GetProperty("messages").EnumerateArray().Select(m => m.Clone()));
            if (!page.RootElement.GetProperty("hasMore").GetBoolean())
                return messages;
        }
    }

    /// <summary>All conversations of a group, the latest first.</summary>
    public static async Task<IReadOnlyList<JsonElement>> ConversationsAsync(HttpClient client, string group)
    {
        var all = new List<JsonElement>();
        while (true)
        {
            var page = await client.GetFromJsonAsync<JsonElement>(new Uri($"/api/v1/conversations?group={Uri.EscapeDataString(group)}&take=200&skip={all.Count}", UriKind.Relative));
            all.AddRange(page.GetProperty("conversations").EnumerateArray());
            if (page.GetProperty("conversations").GetArrayLength() < 200)
                return all;
        }
    }
}
