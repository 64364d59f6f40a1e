using Imcc.Core.Contacts;
using Imcc.Infrastructure.Channels.WebChat;
using Imcc.Infrastructure.Files;
using Imcc.Web.Files;
using Imcc.Web.Hubs;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.SignalR;
using Directory = Imcc.Core.Organisation.Directory;

namespace Imcc.Web.WebChat;

public static class WebChatEndpoints
{
    /// <summary>An account's key as it may stand in an address; with a dot it would be a file of the page's.</summary>
    private const string Key = "{accountKey:regex(^[a-z0-9-]{{2,40}}$)}";

    /// <summary>Web chat for visitors: the hub and its channel. Needs <see cref="FileRegistration.AddFileStore"/> and what AddWebChatChannel names.</summary>
    public static IServiceCollection AddWebChat(this IServiceCollection services)
    {
        services.AddWebChatChannel();
        services.AddSingleton<VisitorView>();
        services.AddHubJson().AddHubOptions<VisitorHub>(o =>
        {
            o.MaximumReceiveMessageSize = 64 * 1024;
            o.EnableDetailedErrors = false;
        });
        return services;
    }

    /// <summary>The page, its uploads and its hub. The page's own files are static web assets under <c>/webchat</c>.</summary>
    public static IEndpointRouteBuilder MapWebChat(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/webchat/" + Key, GetPage).AllowAnonymous();
        routes.MapPost("/webchat/" + Key + "/files", PostFileAsync).AllowAnonymous().DisableAntiforgery();
        routes.MapHub<VisitorHub>("/hubs/visitor").Add(endpoint => endpoint.RequestDelegate = VisitorGate.Before(endpoint.RequestDelegate!));
        return routes;
    }

    private static ContentHttpResult GetPage(string accountKey, HttpContext context, Func<Directory> directory)
    {
        var account = WebChatAccounts.Find(directory(), accountKey);
        WebChatPage.SetHeaders(context.Response.Headers);
        return TypedResults.Content(
            account is null ? WebChatPage.NotFound : WebChatPage.For(account, Sentence.LanguageOf(context)),
            "text/html; charset=utf-8",
            statusCode: account is null ? StatusCodes.Status404NotFound : StatusCodes.Status200OK);
    }

    /// <summary>The visitor's token comes in a header: not in the address, which is logged, nor in a cookie, which other sites' pages could make a browser send.</summary>
    private static async Task<Results<Ok<UploadedFile>, ProblemHttpResult>> PostFileAsync(
        string accountKey, HttpContext context, Func<Directory> directory, VisitorTokens tokens, VisitorLimits limits, FileStore store, CancellationToken cancellationToken)
    {
        if (WebChatAccounts.Find(directory(), accountKey) is not { } account)
            return Problem(context, StatusCodes.Status404NotFound, VisitorProblem.UnknownAccount);
        if (tokens.VisitorOf(account.Id, context.Request.Headers["X-Visitor-Token"]) is not { } visitorId)
            return Problem(context, StatusCodes.Status401Unauthorized, VisitorProblem.BadToken);
        var threadId = ThreadKey.For(account.Id, visitorId);
        if (!limits.Uploads.TryTake(threadId, out _)
            || (VisitorGate.CountedAddress(context) is { } address && !limits.UploadsByAddress.TryTake(address, out _)))
            return Problem(context, StatusCodes.Status429TooManyRequests, VisitorProblem.TooFast);
        return await FileUpload.TakeAsync(context, store, threadId, cancellationToken);
    }

    private static ProblemHttpResult Problem(HttpContext context, int status, VisitorProblem problem) =>
        FileUpload.Problem(context, status, problem.Code, problem.Sentence);
}
