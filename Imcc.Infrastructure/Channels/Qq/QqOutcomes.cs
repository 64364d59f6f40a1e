using Imcc.Core.Channels.Qq;
using Imcc.Core.Delivery;

namespace Imcc.Infrastructure.Channels.Qq;

/// <summary>What an error of QQ's server comes to for a message.</summary>
internal static class QqOutcomes
{
    private const int MostAttempts = 3;
    private static readonly TimeSpan BackOff = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Muted = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan Busy = TimeSpan.FromSeconds(2);

    /// <param name="attempt">The worker's count, from 1.</param>
    /// <param name="isNumbered">The message names one of the customer's: sent again under the same number it arrives once.</param>
    public static SendOutcome Of(QqVerdict verdict, int attempt, bool mayHaveArrived, bool isNumbered) => verdict.Reaction switch
    {
        QqReaction.None or QqReaction.Duplicate => new SendOutcome.Sent(),
        QqReaction.Retry when attempt < MostAttempts || mayHaveArrived => new SendOutcome.TryAgain(verdict.Reason, Busy, mayHaveArrived && !isNumbered),
        QqReaction.BackOff => new SendOutcome.TryAgain(verdict.Reason, BackOff, Slower: true),
        QqReaction.Muted => new SendOutcome.TryAgain(verdict.Reason, Muted),
        QqReaction.PartLater => new SendOutcome.TryAgain(verdict.Reason, BackOff),
        QqReaction.WindowClosed => new SendOutcome.Refused(verdict.Reason, RefusalKind.WindowClosed),
        QqReaction.Unreachable => new SendOutcome.Refused(verdict.Reason, RefusalKind.Unreachable),
        QqReaction.Content => new SendOutcome.Refused(verdict.Reason, RefusalKind.Content),
        QqReaction.UploadAgain => new SendOutcome.Refused(verdict.Reason, RefusalKind.Media),
        QqReaction.QuotaSpent => new SendOutcome.Refused(verdict.Reason, RefusalKind.QuotaSpent),
        QqReaction.Misconfigured or QqReaction.RefreshToken => new SendOutcome.Refused(verdict.Reason, RefusalKind.Misconfigured),
        QqReaction.Fault => new SendOutcome.Refused(verdict.Reason, RefusalKind.Fault),
        _ => new SendOutcome.Refused(verdict.Reason),
    };

    /// <summary>Nothing has gone to the customer yet.</summary>
    public static SendOutcome OfUpload(QqVerdict verdict) => Of(verdict, 1, mayHaveArrived: false, isNumbered: true) switch
    {
        SendOutcome.Sent => new SendOutcome.TryAgain("QQ 没有返回文件信息", Busy),
        SendOutcome.Refused { Kind: RefusalKind.Fault } fault => fault with { Kind = RefusalKind.Media },
        var other => other,
    };
}
