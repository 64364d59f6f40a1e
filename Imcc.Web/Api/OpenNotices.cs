using System.Security.Claims;
using System.Text.Json;
using Imcc.Core.Notices;
using Imcc.Infrastructure.Notices;
using Imcc.Infrastructure.Organisation;
using Imcc.Web.Security;
using Imcc.Web.SignIn;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace Imcc.Web.Api;

/// <summary>Notices in the open interface: other systems of the house send them to customers, one by one or a thousand together, and ask what became of them.</summary>
public static class OpenNotices
{
    private const int LargestBody = 8 * 1024 * 1024;

    public static IEndpointRouteBuilder MapOpenNotices(this IEndpointRouteBuilder api)
    {
        var notices = api.MapGroup("/notices").WithTags("notices").RequireAuthorization(Policy.Scope(ApiScope.SendNotices));
        notices.MapPost("", SendAsync)
            .WithName("SendNotices").Accepts<NoticeRequest>("application/json").Produces<NoticeResult>(StatusCodes.Status202Accepted).Produces<NoticeResults>(StatusCodes.Status202Accepted)
            .ProducesProblem(StatusCodes.Status400BadRequest).ProducesProblem(StatusCodes.Status409Conflict).ProducesProblem(StatusCodes.Status413PayloadTooLarge).ProducesProblem(StatusCodes.Status503ServiceUnavailable)
            .WithMetadata(new RequestSizeLimitAttribute(LargestBody))
            .WithSummary("Takes one notice, or up to 1,000 under notices. 202 is answered when they are stored; each has a result of its own in its place, so that a bad one does not refuse its neighbours.");
        notices.MapGet("", FindByKeyAsync).WithName("FindNotice").WithSummary("The notice of this account (key) and idempotencyKey.");
        notices.MapGet("/{id:guid}", FindAsync).WithName("ReadNotice").WithSummary("What became of a notice: Waiting, Sent, Delivered, Failed, Expired or Cancelled.");
        notices.MapPost("/{id:guid}/cancel", CancelAsync).WithName("CancelNotice").WithSummary("Takes a notice back that is not sent yet; 409 when it is.");
        notices.MapGet("/batches/{id}", BatchAsync).WithName("ReadNoticeBatch").WithSummary("How many notices of a batch (its id, or your own name for it) are in each state.");
        notices.MapPost("/batches/{id}/cancel", CancelBatchAsync).WithName("CancelNoticeBatch").WithSummary("Takes back all notices of a batch that are not sent yet.");
        return api;
    }

    private static async Task<IResult> SendAsync(HttpContext context, NoticeIntake intake, CancellationToken cancellationToken)
    {
        JsonDocument document;
        try
        {
            document = await JsonDocument.ParseAsync(context.Request.Body, cancellationToken: cancellationToken);
        }
        catch (JsonException)
        {
            return Problem("请求不是 JSON。The request is no JSON.", StatusCodes.Status400BadRequest);
        }
        catch (BadHttpRequestException e)
        {
            return Problem("请求过大或中断。The request is too large, or broke off.", e.StatusCode);
        }

        using (document)
        {
            var root = document.RootElement;
            if (root.ValueKind != JsonValueKind.Object)
                return Problem("请求应为一个对象。The request must be an object.", StatusCodes.Status400BadRequest);
            if (Head(root, out var batch, out var list) is { } bad)
                return bad;
            var isSingle = list.ValueKind == JsonValueKind.Undefined;
            if (!isSingle && (list.ValueKind != JsonValueKind.Array || list.GetArrayLength() is 0 or > NoticeRules.MostTogether))
                return Problem($"notices 应为 1 到 {NoticeRules.MostTogether} 条。notices holds 1 to {NoticeRules.MostTogether}.", StatusCodes.Status400BadRequest);
            if (await TakeAsync(KeyId(context.User), isSingle ? [root] : [.. list.EnumerateArray()], batch, intake, cancellationToken) is not { } results)
            {
                context.Response.Headers.RetryAfter = "5";
                return Problem("系统繁忙，请稍后用相同的 idempotencyKey 重试。The system is busy: try again with the same idempotencyKey.", StatusCodes.Status503ServiceUnavailable);
            }

            return isSingle ? Single(results.Notices[0]) : TypedResults.Json(results, statusCode: results.Accepted > 0 ? StatusCodes.Status202Accepted : results.Notices.Max(r => r.Status));
        }
    }

    /// <returns>Null: more is waiting than can be stored.</returns>
    private static async Task<NoticeResults?> TakeAsync(Guid apiKeyId, IReadOnlyList<JsonElement> given, string? batch, NoticeIntake intake, CancellationToken cancellationToken)
    {
        var results = new NoticeResult[given.Count];
        var orders = new List<(int Index, NoticeOrder Order)>(given.Count);
        for (var i = 0; i < given.Count; i++)
        {
            var (order, problem) = NoticeReading.Read(given[i]);
            if (order is not null)
                orders.Add((i, order));
            else
                results[i] = new(i, StatusCodes.Status400BadRequest, Problems: [problem!]);
        }

        if (await intake.TakeAsync(apiKeyId, [.. orders.Select(o => o.Order)], batch, cancellationToken) is not { } taken)
            return null;
        var (batchId, receipts) = taken;
        for (var i = 0; i < receipts.Count; i++)
            results[orders[i].Index] = NoticeResult.Of(orders[i].Index, receipts[i]);
        var accepted = results.Count(r => r.Status == StatusCodes.Status202Accepted);
        return new(batchId, accepted, results.Length - accepted, results);
    }

    private static IResult Single(NoticeResult result) => result.Status == StatusCodes.Status202Accepted
        ? TypedResults.Json(result, statusCode: result.Status)
        : TypedResults.Problem(string.Join(' ', result.Problems!.Select(p => p.Message)), statusCode: result.Status, extensions: new Dictionary<string, object?> { ["problems"] = result.Problems });

    private static async Task<Results<Ok<OpenNotice>, ProblemHttpResult>> FindAsync(Guid id, ClaimsPrincipal user, NoticeBook book, CancellationToken cancellationToken) =>
        await book.FindAsync(id, cancellationToken) is { } notice && notice.ApiKeyId == KeyId(user) ? TypedResults.Ok(OpenNotice.Of(notice)) : NotFound();

    private static async Task<Results<Ok<OpenNotice>, ProblemHttpResult>> FindByKeyAsync(
        string account, string idempotencyKey, ClaimsPrincipal user, DirectoryCache directory, NoticeBook book, CancellationToken cancellationToken) =>
        directory.Current.AccountsByKey.TryGetValue(account, out var known) && await book.FindAsync(known.Id, idempotencyKey, cancellationToken) is { } notice && notice.ApiKeyId == KeyId(user)
            ? TypedResults.Ok(OpenNotice.Of(notice))
            : NotFound();

    private static async Task<Results<Ok<OpenNotice>, ProblemHttpResult>> CancelAsync(Guid id, ClaimsPrincipal user, NoticeBook book, CancellationToken cancellationToken)
    {
        if (await book.FindAsync(id, cancellationToken) is not { } notice || notice.ApiKeyId != KeyId(user))
            return NotFound();
        return await book.CancelAsync(id, cancellationToken) == NoticeCancelOutcome.Done && await book.FindAsync(id, cancellationToken) is { } cancelled
            ? TypedResults.Ok(OpenNotice.Of(cancelled))
            : Problem("通知已发送或正在发送，不能取消。It is sent, or on its way: too late.", StatusCodes.Status409Conflict);
    }

    private static async Task<Results<Ok<OpenNoticeBatch>, ProblemHttpResult>> BatchAsync(string id, ClaimsPrincipal user, NoticeBook book, CancellationToken cancellationToken) =>
        await OwnBatchAsync(id, user, book, cancellationToken) is { } batch ? TypedResults.Ok(new OpenNoticeBatch(batch.Id, batch.Reference, batch.CreatedAt, batch.Total, batch.Counts)) : NotFound();

    private static async Task<Results<Ok<NoticeBatchCancelled>, ProblemHttpResult>> CancelBatchAsync(string id, ClaimsPrincipal user, NoticeBook book, CancellationToken cancellationToken) =>
        await OwnBatchAsync(id, user, book, cancellationToken) is { } batch ? TypedResults.Ok(new NoticeBatchCancelled(await book.CancelBatchAsync(batch.Id, cancellationToken))) : NotFound();

    private static async Task<NoticeBatchView?> OwnBatchAsync(string id, ClaimsPrincipal user, NoticeBook book, CancellationToken cancellationToken)
    {
        var key = KeyId(user);
        // A slash of a name is the one character that a path keeps escaped.
        id = id.Replace("%2F", "/", StringComparison.OrdinalIgnoreCase);
        if (Guid.TryParse(id, out var known) && await book.BatchAsync(known, cancellationToken) is { } byId)
            return byId.ApiKeyId == key ? byId : null;
        return await book.BatchAsync(NoticeIntake.BatchId(key, id), cancellationToken);
    }

    /// <param name="list">Undefined: it is one notice alone.</param>
    /// <returns>What is wrong with it; null: nothing.</returns>
    private static ProblemHttpResult? Head(JsonElement root, out string? batch, out JsonElement list)
    {
        (batch, list) = (null, default);
        try
        {
            _ = root.TryGetProperty("notices", out list);
            return Batch(root, out batch);
        }
        catch (InvalidOperationException)
        {
            return Problem("请求含有不完整的 Unicode 字符。The request holds half a character, or bytes that are no UTF-8.", StatusCodes.Status400BadRequest);
        }
    }

    /// <returns>What is wrong with it; null: nothing, or there is none.</returns>
    private static ProblemHttpResult? Batch(JsonElement root, out string? batch)
    {
        batch = null;
        if (!root.TryGetProperty("batch", out var given) || given.ValueKind == JsonValueKind.Null)
            return null;
        batch = given.ValueKind == JsonValueKind.String ? given.GetString() : "";
        return batch is { Length: > 0 and <= NoticeRules.LongestBatch } && !batch.Any(char.IsControl)
            ? null
            : Problem($"batch 为 1 到 {NoticeRules.LongestBatch} 字。batch has 1 to {NoticeRules.LongestBatch} characters.", StatusCodes.Status400BadRequest);
    }

    private static Guid KeyId(ClaimsPrincipal user) => Guid.Parse(user.FindFirstValue(ApiKeyHandler.KeyIdClaim)!);

    private static ProblemHttpResult NotFound() => Problem("没有这条通知或批次。There is no such notice or batch.", StatusCodes.Status404NotFound);

    private static ProblemHttpResult Problem(string detail, int status) => TypedResults.Problem(detail, statusCode: status);
}
