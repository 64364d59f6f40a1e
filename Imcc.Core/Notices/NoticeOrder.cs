using Imcc.Core.Delivery;

namespace Imcc.Core.Notices;

/// <summary>What another system asks for: one notice to one customer, as it was read and before anything is checked.</summary>
public sealed record NoticeOrder
{
    /// <summary>The channel account's key.</summary>
    public string Account { get; init; } = "";

    /// <summary>The customer's id in the account (WeChat: OpenID).</summary>
    public string Recipient { get; init; } = "";

    public required NoticeContent Content { get; init; }

    /// <summary>The sender's own name for it: the same again is the same notice. Null: none.</summary>
    public string? Key { get; init; }

    /// <summary>Not sent after this; null: <see cref="NoticeRules.Lifetime"/>.</summary>
    public DateTimeOffset? ExpiresAt { get; init; }

    /// <summary><see cref="SendPriority.Notice"/> or <see cref="SendPriority.Bulk"/>.</summary>
    public SendPriority Priority { get; init; } = SendPriority.Notice;

    /// <summary>Who is told what became of it; null: nobody.</summary>
    public string? CallbackUrl { get; init; }
}
