namespace Imcc.Core.Channels.OneBot;

/// <summary>What to do about what an implementation answered to a message of ours.</summary>
public enum OneBotReaction
{
    Sent = 0,
    /// <summary>QQ's own servers refused it for now (risk control), or the account is offline: once more after a while, then an agent must know.</summary>
    OnceMore = 1,
    /// <summary>As <see cref="OnceMore"/>, and it may have arrived all the same: QQ's answer was waited for in vain.</summary>
    OnceMoreMaybeSent = 2,
    /// <summary>No friend, muted, not in the group any more.</summary>
    Unreachable = 3,
    /// <summary>The token is wrong: nothing goes through before an administrator has seen to it.</summary>
    Misconfigured = 4,
    /// <summary>The implementation does not know the action.</summary>
    Unsupported = 5,
    /// <summary>Our own request was wrong.</summary>
    Fault = 6,
    Refused = 7,
}

/// <summary>Reads answers to messages of ours. The codes of the two transports differ by 1,000, and NapCat's failures over HTTP say 200.</summary>
public static class OneBotReactions
{
    private static readonly string[] Unanswered = ["timeout", "timed out", "超时", "EventChecker Failed"];

    public static OneBotReaction Of(OneBotAnswer answer)
    {
        if (answer.IsDone || answer.IsAsync)
            return OneBotReaction.Sent;
        return answer.Code switch
        {
            401 or 403 or 1401 or 1403 => OneBotReaction.Misconfigured,
            404 or 1404 => OneBotReaction.Unsupported,
            400 or 1400 => OneBotReaction.Fault,
            >= 100 and <= 104 => OneBotReaction.Unreachable,
            200 or 1200 when Unanswered.Any(w => answer.Words.Contains(w, StringComparison.OrdinalIgnoreCase)) => OneBotReaction.OnceMoreMaybeSent,
            200 or 1200 => OneBotReaction.OnceMore,
            _ => OneBotReaction.Refused,
        };
    }
}
