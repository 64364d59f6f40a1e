namespace Imcc.Core.Channels.OneBot;

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
