using Imcc.Core.Delivery;
using Imcc.Core.Notices;
using Imcc.Infrastructure.Notices;

namespace Imcc.Web.Api;

/// <summary>What became of one notice of a request.</summary>
/// <param name="Index">Its place in the request, from 0.</param>
/// <param name="Status">202: stored. 400: bad. 409: its idempotencyKey belongs to another notice.</param>
/// <param name="Repeated">It was here before: the id is the first one's.</param>
public sealed record NoticeResult(int Index, int Status, Guid? Id = null, bool Repeated = false, IReadOnlyList<NoticeProblem>? Problems = null)
{
    internal static NoticeResult Of(int index, NoticeReceipt receipt) =>
        receipt.Id is { } id ? new(index, StatusCodes.Status202Accepted, id, receipt.IsRepeated)
        : new(index, receipt.IsConflict ? StatusCodes.Status409Conflict : StatusCodes.Status400BadRequest, Problems: receipt.Problems);
}

/// <param name="BatchId">By which the batch is asked for; the same in every request that names the same batch.</param>
/// <param name="Accepted">How many are stored, those that were here before among them.</param>
public sealed record NoticeResults(Guid? BatchId, int Accepted, int Refused, IReadOnlyList<NoticeResult> Notices);

/// <summary>A notice as its sender sees it.</summary>
/// <param name="Callback">None, Waiting, Told or GivenUp.</param>
/// <param name="MaybeTwice">The customer may have received it twice: we stopped between the channel's yes and our noting it.</param>
public sealed record OpenNotice(
    Guid Id, string Account, NoticeRecipient Recipient, string? IdempotencyKey, NoticeKind Kind, string Priority, NoticeState State, DateTimeOffset CreatedAt, DateTimeOffset ExpiresAt,
    DateTimeOffset? SentAt, DateTimeOffset? SettledAt, Guid? BatchId, string? ChannelMessageId, int Attempts, string? Error, RefusalKind? Refusal, bool MaybeTwice, NoticeCallbackState Callback, string? CallbackError)
{
    internal static OpenNotice Of(NoticeView n) => new(
        n.Id, n.Account, new(n.ExternalId), n.Key, n.Content.Kind, n.Priority == SendPriority.Bulk ? "bulk" : "normal", n.State, n.CreatedAt, n.ExpiresAt, n.SentAt, n.SettledAt, n.BatchId, n.ChannelMessageId, n.Attempts, n.LastError,
        n.Refusal, n.MaybeTwice, n.Callback, n.CallbackError);
}

/// <param name="ExternalId">The customer's id in the account (WeChat: OpenID).</param>
public sealed record NoticeRecipient(string ExternalId);

/// <param name="States">How many of its notices are in each state; states without any are left out.</param>
public sealed record OpenNoticeBatch(Guid Id, string Reference, DateTimeOffset CreatedAt, int Total, IReadOnlyDictionary<NoticeState, int> States);

/// <param name="Cancelled">How many were taken back; those that are sent or on their way are not.</param>
public sealed record NoticeBatchCancelled(int Cancelled);

/// <summary>The request: one notice, or several under <c>notices</c>. Here for the description alone; what comes is read leniently, one by one.</summary>
public sealed record NoticeRequest
{
    /// <summary>The channel account's key.</summary>
    public string? Account { get; init; }

    public NoticeRecipient? Recipient { get; init; }

    /// <summary>text, template or subscription; without it a template if there is one, else a text.</summary>
    public string? Kind { get; init; }

    /// <summary>At most 2,048 bytes of UTF-8.</summary>
    public string? Text { get; init; }

    public NoticeTemplate? Template { get; init; }

    /// <summary>1 to 128 characters, unique for the account: the same again is answered with the first notice.</summary>
    public string? IdempotencyKey { get; init; }

    /// <summary>Not sent after this: at most 7 days away; without it 24 hours.</summary>
    public DateTimeOffset? ExpiresAt { get; init; }

    /// <summary>normal or bulk.</summary>
    public string? Priority { get; init; }

    /// <summary>https: is told the result, signed as Standard Webhooks say.</summary>
    public string? CallbackUrl { get; init; }

    /// <summary>The sender's name of a batch that may span many requests, at most 100 characters.</summary>
    public string? Batch { get; init; }

    /// <summary>Up to 1,000 notices; nothing but <c>batch</c> beside it.</summary>
    public IReadOnlyList<NoticeRequest>? Notices { get; init; }
}

/// <param name="Url">Where a tap leads; for a subscription notification <paramref name="Page"/>.</param>
/// <param name="Data">Each field a text, or { value, color }.</param>
public sealed record NoticeTemplate(string TemplateId, IReadOnlyDictionary<string, string> Data, string? Url = null, string? Page = null, NoticeMiniProgram? MiniProgram = null);

public sealed record NoticeMiniProgram(string AppId, string? PagePath = null);
