using System.Text.Json.Serialization;
using Imcc.Core.Contacts;
using Imcc.Core.Conversations;
using Imcc.Infrastructure.Contacts;
using Imcc.Infrastructure.Conversations;
using Imcc.Infrastructure.Organisation;
using Imcc.Web.Security;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace Imcc.Web.Api;

/// <summary>The open interface, version 1: by API key, each call in the scope that it names; described at <c>/openapi/v1.json</c>.</summary>
public static class OpenApiV1
{
    private const int LargestPage = 200;

    public static IServiceCollection AddOpenApiV1(this IServiceCollection services)
    {
        services.AddOpenApi("v1", api => api.AddDocumentTransformer((document, _, _) =>
        {
            document.Info.Title = "IMCC open API";
            document.Info.Description = "Bearer API keys with scopes; made under 管理 > API 密钥.";
            return Task.CompletedTask;
        }));
        services.AddProblemDetails();
        services.ConfigureHttpJsonOptions(json =>
        {
            json.SerializerOptions.Converters.Add(new JsonStringEnumConverter());
            json.SerializerOptions.DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull;
        });
        return services;
    }

    public static IEndpointRouteBuilder MapOpenApiV1(this IEndpointRouteBuilder routes)
    {
        routes.MapOpenApi("/openapi/{documentName}.json").AllowAnonymous();
        var api = routes.MapGroup("/api/v1").DisableAntiforgery().WithMetadata(new SkipStatusCodePagesAttribute());
        api.MapGet("/accounts/{accountKey}/threads/{externalId}/messages", ReadThreadAsync)
            .WithName("ReadThread").WithTags("threads")
            .WithSummary("A customer's messages in order. Ask again with after = the last seq until hasMore is false.")
            .RequireAuthorization(Policy.Scope(ApiScope.ReadThreads));
        api.MapGet("/conversations", ListConversationsAsync)
            .WithName("ListConversations").WithTags("conversations")
            .WithSummary("Conversations by state, agent (user name), group (name) and time of opening, the latest first.")
            .RequireAuthorization(Policy.Scope(ApiScope.ReadConversations));
        api.MapPut("/accounts/{accountKey}/contacts/{externalId}", SaveContactAsync)
            .WithName("SaveContact").WithTags("contacts")
            .WithSummary("Sets a known customer's name, VIP tier (0 to 9) and note; what is left out stays as it is.")
            .RequireAuthorization(Policy.Scope(ApiScope.WriteContacts));
        api.MapOpenKnowledge();
        api.MapOpenNotices();
        api.MapOpenChannel();
        return routes;
    }

    private static async Task<Results<Ok<ThreadPage>, ProblemHttpResult>> ReadThreadAsync(
        string accountKey, string externalId, DirectoryCache directory, OpenReader reader,
        long after = 0, int take = 100, CancellationToken cancellationToken = default)
    {
        if (!directory.Current.AccountsByKey.TryGetValue(accountKey, out var account) || externalId.Length > 300)
            return NotFound("没有这个渠道账号。There is no such account.");
        if (Bad(after, take) is { } bad)
            return bad;
        var messages = await reader.ThreadAsync(ThreadKey.For(account.Id, externalId), after, take + 1, cancellationToken);
        if (messages is null)
            return NotFound("没有这个客户。There is no such customer.");
        var page = messages.Take(take).Select(OpenMessage.Of).ToList();
        return TypedResults.Ok(new ThreadPage(page, messages.Count > take));
    }

    private static async Task<Results<Ok<ConversationPage>, ProblemHttpResult>> ListConversationsAsync(
        OpenReader reader, DirectoryCache directory,
        ConversationState? state = null, string? agent = null, string? group = null, DateTimeOffset? from = null, DateTimeOffset? to = null,
        int skip = 0, int take = 50, CancellationToken cancellationToken = default)
    {
        if (Bad(skip, take) is { } bad)
            return bad;
        if (skip > 10_000)
            return Invalid("skip 不能超过 10000，请用时间缩小范围。Narrow it by time instead of skipping more than 10,000.");
        Guid? agentId = null;
        if (agent is not null)
        {
            agentId = directory.Current.Agents.Values.FirstOrDefault(a => string.Equals(a.UserName, agent, StringComparison.OrdinalIgnoreCase))?.Id;
            if (agentId is null)
                return NotFound("没有这个坐席。There is no such agent.");
        }

        Guid? groupId = null;
        if (group is not null)
        {
            groupId = directory.Current.Groups.Values.FirstOrDefault(g => g.Name == group || g.Id.ToString() == group)?.Id;
            if (groupId is null)
                return NotFound("没有这个技能组。There is no such skill group.");
        }

        var (conversations, total) = await reader.ConversationsAsync(state, agentId, groupId, from, to, skip, take, cancellationToken);
        return TypedResults.Ok(new ConversationPage(conversations, total));
    }

    private static async Task<Results<NoContent, ProblemHttpResult>> SaveContactAsync(
        string accountKey, string externalId, ContactChange change, DirectoryCache directory, CustomerSaving saving, CancellationToken cancellationToken)
    {
        if (!directory.Current.AccountsByKey.TryGetValue(accountKey, out var account) || externalId.Length > 300)
            return NotFound("没有这个渠道账号。There is no such account.");
        if (change.DisplayName is { } name && (string.IsNullOrWhiteSpace(name) || name.Length > 100) || change.VipTier is < 0 or > 9 || change.Note is { Length: > 2000 })
            return Invalid("名称 1 到 100 字，VIP 等级 0 到 9，备注不超过 2000 字。A name has 1 to 100 characters, a tier is 0 to 9, a note has at most 2,000.");
        var outcome = await saving.SaveAsync(ThreadKey.For(account.Id, externalId), new(change.DisplayName?.Trim(), change.VipTier, change.Note), cancellationToken);
        return outcome == Core.Desk.CommandOutcome.Done ? TypedResults.NoContent() : NotFound("没有这个客户。There is no such customer.");
    }

    private static ProblemHttpResult? Bad(long from, int take) =>
        from < 0 || take is < 1 or > LargestPage ? Invalid($"take 为 1 到 {LargestPage}，起点不能为负。take is 1 to {LargestPage}; the start is not negative.") : null;

    private static ProblemHttpResult Invalid(string detail) => TypedResults.Problem(detail, statusCode: StatusCodes.Status400BadRequest);

    private static ProblemHttpResult NotFound(string detail) => TypedResults.Problem(detail, statusCode: StatusCodes.Status404NotFound);
}

/// <summary>What of a customer is to change; what is null stays.</summary>
public sealed record ContactChange(string? DisplayName = null, int? VipTier = null, string? Note = null);

public sealed record ThreadPage(IReadOnlyList<OpenMessage> Messages, bool HasMore);

public sealed record ConversationPage(IReadOnlyList<Core.Desk.DeskConversation> Conversations, int Total);
