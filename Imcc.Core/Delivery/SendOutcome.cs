namespace Imcc.Core.Delivery;

/// <summary>What a channel's server made of one attempt to deliver. Errors carry the channel's code and words, never a token or message text.</summary>
public abstract record SendOutcome
{
    /// <summary>The interface that it speaks of, where that is not the one of the turn: an upload that must come before. Null: the turn's own.</summary>
    public string? Api { get; init; }

    /// <summary>The channel took it; its own id for the message where it gives one.</summary>
    public sealed record Sent(string? ChannelMessageId = null) : SendOutcome;

    /// <summary>It may go through later: busy, a time-out, a limit per minute. <paramref name="After"/> is what the channel asks to wait, if it does.</summary>
    /// <param name="MaybeDelivered">The request had left when the connection broke: the customer may have got it.</param>
    /// <param name="Slower">The channel wants less of us: nothing else of this account goes out by the same interface until then.</param>
    /// <param name="Kind">What it counts as once it is given up.</param>
    public sealed record TryAgain(string Error, TimeSpan? After = null, bool MaybeDelivered = false, bool Slower = false, RefusalKind Kind = RefusalKind.Other) : SendOutcome;

    /// <summary>It will never go through as it is: window closed, not a follower, bad request.</summary>
    public sealed record Refused(string Error, RefusalKind Kind = RefusalKind.Other) : SendOutcome;
}
