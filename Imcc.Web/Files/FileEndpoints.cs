using Imcc.Infrastructure.Files;
using Imcc.Web.Security;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Authorization.Policy;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Net.Http.Headers;

namespace Imcc.Web.Files;

public static class FileEndpoints
{
    /// <summary>
    /// <c>GET /files/{id}</c> for signed-in agents, for editors (our own people's files) and for visitors with a ticket; <c>POST /files</c> for agents (form or raw body with
    /// <c>?name=</c>). Needs the policy "Agent".
    /// </summary>
    public static IEndpointRouteBuilder MapFiles(this IEndpointRouteBuilder routes)
    {
        routes.MapMethods("/files/{id}", [HttpMethods.Get, HttpMethods.Head], GetAsync).AllowAnonymous();
        routes.MapPost("/files", PostAsync).RequireAuthorization("Agent").DisableAntiforgery();
        return routes;
    }

    private static Task<Results<Ok<UploadedFile>, ProblemHttpResult>> PostAsync(HttpContext context, FileStore store, CancellationToken cancellationToken) =>
        FileUpload.TakeAsync(context, store, owner: null, cancellationToken);

    private static async Task<Results<FileStreamHttpResult, NotFound>> GetAsync(
        string id, string? ticket, HttpContext context, FileStore store, FileTickets tickets, CancellationToken cancellationToken)
    {
        var headers = context.Response.Headers;
        headers.XContentTypeOptions = "nosniff";
        headers.ContentSecurityPolicy = "sandbox; default-src 'none'";
        headers.CacheControl = "private, no-store";
        headers["Referrer-Policy"] = "no-referrer";
        headers["Cross-Origin-Resource-Policy"] = "same-origin";
        // Whoever may not see it learns nothing, not even whether it is there.
        if (!Guid.TryParseExact(id, "D", out var fileId)
            || await store.FindAsync(id, cancellationToken) is not { } stored
            || (tickets.ThreadFor(fileId, ticket) is null && !await HoldsAsync(context, "Agent") && !(stored.OwnerThreadId is null && await HoldsAsync(context, Policy.Editor)))
            || await store.OpenAsync(id, cancellationToken) is not { } file)
            return TypedResults.NotFound();
        var disposition = new ContentDispositionHeaderValue(stored.IsInline ? "inline" : "attachment");
        disposition.SetHttpFileName(stored.Name);
        headers.ContentDisposition = disposition.ToString();
        return TypedResults.Stream(
            file.Content,
            stored.ContentType,
            fileDownloadName: null,
            stored.SavedAt,
            new EntityTagHeaderValue($"\"{stored.Sha256}\""),
            enableRangeProcessing: true);
    }

    /// <summary>By cookie or by key: the policy knows its schemes, which a mere look at the user would not try.</summary>
    private static async Task<bool> HoldsAsync(HttpContext context, string name)
    {
        var services = context.RequestServices;
        if (await services.GetRequiredService<IAuthorizationPolicyProvider>().GetPolicyAsync(name) is not { } policy)
            return false;
        var evaluator = services.GetRequiredService<IPolicyEvaluator>();
        var authenticated = await evaluator.AuthenticateAsync(policy, context);
        return (await evaluator.AuthorizeAsync(policy, authenticated, context, resource: null)).Succeeded;
    }
}
