using Imcc.Core.Notices;

namespace Imcc.Infrastructure.Notices;

/// <summary>What became of one notice of a request.</summary>
/// <param name="Id">The stored notice's; null: it was not taken.</param>
/// <param name="IsRepeated">It was here before: the id is the first one's.</param>
/// <param name="Problems">Why it was not taken; empty: it was.</param>
public sealed record NoticeReceipt(Guid? Id, bool IsRepeated, IReadOnlyList<NoticeProblem> Problems)
{
    public const string Conflict = "idempotency_conflict";

    internal static readonly NoticeReceipt Conflicting = new(null, false,
        [new(Conflict, "同一 idempotencyKey 已用于另一条内容不同的通知。This idempotencyKey belongs to another notice with another body.")]);

    public bool IsConflict => Problems.Any(p => p.Code == Conflict);
}
