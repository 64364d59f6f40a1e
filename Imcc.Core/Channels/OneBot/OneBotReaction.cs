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
