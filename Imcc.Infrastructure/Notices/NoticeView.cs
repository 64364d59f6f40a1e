using Imcc.Core.Delivery;
using Imcc.Core.Notices;

namespace Imcc.Infrastructure.Notices;

/// <summary>A notice as people and other systems see it.</summary>
/// <param name="Account">Its key; empty: the account is gone.</param>
/// <param name="IsDead">Given up, and waiting for a person to send it again or dismiss it.</param>
/// <param name="IsLeased">On its way to the channel at this moment, so that it cannot be taken back.</param>
public sealed record NoticeView(
    Guid Id, Guid AccountId, string Account, string AccountName, string ExternalId, string? Key, NoticeContent Content, SendPriority Priority, NoticeState State, DateTimeOffset CreatedAt, DateTimeOffset ExpiresAt,
    DateTimeOffset? SentAt, DateTimeOffset? SettledAt, Guid? BatchId, Guid ApiKeyId, string? ChannelMessageId, int Attempts, string? LastError, RefusalKind? Refusal, bool MaybeTwice,
    IReadOnlyList<NoticeTrouble> Troubles, string? CallbackUrl, NoticeCallbackState Callback, string? CallbackError, DateTimeOffset? DueAt = null, bool IsDead = false, bool IsLeased = false);

/// <summary>How far the notices of a batch have come.</summary>
/// <param name="Reference">The sender's name for it; empty: none.</param>
public sealed record NoticeBatchView(Guid Id, string Reference, Guid ApiKeyId, DateTimeOffset CreatedAt, IReadOnlyDictionary<NoticeState, int> Counts)
{
    public int Total => Counts.Values.Sum();

    public int Of(NoticeState state) => Counts.GetValueOrDefault(state);
}
