using System.Security.Claims;
using System.Text;
using System.Text.Encodings.Web;
using Imcc.Core.Knowledge;
using Imcc.Core.Misses;
using Imcc.Infrastructure.Organisation;
using Imcc.Web.Security;
using Imcc.Web.SignIn;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace Imcc.Web.Api;

/// <summary>The knowledge base in the open interface: finding published articles by what a person asks.</summary>
public static class OpenKnowledge
{
    private const int LongestQuestion = 500;
    private const int MostHits = 50;

    public static IEndpointRouteBuilder MapOpenKnowledge(this IEndpointRouteBuilder api)
    {
        api.MapGet("/knowledge/search", SearchAsync)
            .WithName("SearchKnowledge").WithTags("knowledge")
            .WithSummary("Published articles that answer a question (q, at most 500 characters), the best first, at most top (1 to 50). With account (a key) only what is for that account; with customers=true only what customers may be told; score is the likelihood from 0 to 1, sure whether it is good enough to be sent without a person having looked.")
            .RequireAuthorization(Policy.Scope(ApiScope.ReadKnowledge));
        return api;
    }

    private static async Task<Results<Ok<IReadOnlyList<KnowledgeHit>>, ProblemHttpResult>> SearchAsync(
        IArticleSearch search, IKnowledgeSearches searches, DirectoryCache directory, TimeProvider time, ClaimsPrincipal caller, string q = "", int top = 10, string? account = null, bool customers = false)
    {
        if (q.Length > LongestQuestion || top is < 1 or > MostHits)
            return TypedResults.Problem($"q 最长 {LongestQuestion} 字，top 为 1 到 {MostHits}。q has at most {LongestQuestion} characters; top is 1 to {MostHits}.", statusCode: StatusCodes.Status400BadRequest);
        Guid? accountId = null;
        if (account is not null)
        {
            if (!directory.Current.AccountsByKey.TryGetValue(account, out var known))
                return TypedResults.Problem("没有这个渠道账号。There is no such account.", statusCode: StatusCodes.Status404NotFound);
            accountId = known.Id;
        }

        var hits = search.Search(new(q, top, time.GetUtcNow(), accountId, customers ? Audience.Customers : Audience.Agents, IsTyped: true, OrgUnits: UnitsOf(caller, directory))).Hits;
        if (q.Length > 0)
            await searches.TellAsync(null, accountId, q, hits.Length);
        return TypedResults.Ok<IReadOnlyList<KnowledgeHit>>([.. hits.Select(KnowledgeHit.Of)]);
    }

    // A key reads what people of its unit read.
    private static IReadOnlySet<Guid> UnitsOf(ClaimsPrincipal caller, DirectoryCache directory) =>
        Guid.TryParse(caller.FindFirstValue(ApiKeyHandler.OrgUnitClaim), out var unit) ? directory.OrgTree.Around(unit) : new HashSet<Guid>();
}

/// <param name="Score">How likely it is that this answers what was asked: 0 to 1.</param>
/// <param name="Highlight">The wording that matched, as HTML, with what agrees in em.</param>
/// <param name="Sure">Good enough to be sent without a person having looked.</param>
public sealed record KnowledgeHit(Guid Id, string Title, double Score, string Highlight, bool Sure, Sureness Sureness)
{
    // Signs only: Chinese stays readable.
    private static readonly HtmlEncoder Encoder = HtmlEncoder.Create(System.Text.Unicode.UnicodeRanges.All);

    public static KnowledgeHit Of(SearchHit hit) => new(hit.ArticleId, hit.Title, Math.Round(hit.Score, 4), Marked(hit.Matched, hit.Marks), hit.Sureness == Sureness.Sure, hit.Sureness);

    private static string Marked(string text, IEnumerable<Range> marks)
    {
        var html = new StringBuilder();
        var at = 0;
        foreach (var mark in marks)
        {
            html.Append(Escaped(text[at..mark.Start])).Append("<em>").Append(Escaped(text[mark])).Append("</em>");
            at = mark.End.Value;
        }

        return html.Append(Escaped(text[at..])).ToString();
    }

    private static string Escaped(string text) => Encoder.Encode(text);
}
