namespace Imcc.Core.Delivery;

/// <summary>What becomes of a delivery after an attempt: decided from what the channel made of it and from what is known of the attempts before.</summary>
public abstract record DeliveryStep
{
    private static readonly TimeSpan AskAgain = TimeSpan.FromMinutes(1);

    /// <summary>The channel took it.</summary>
    public sealed record Done(string? ChannelMessageId) : DeliveryStep;

    /// <param name="Counts">Whether it was an attempt: one that the account's quota or settings stood in the way of was none.</param>
    public sealed record Later(DateTimeOffset At, string Error, RefusalKind Kind, bool MaybeDelivered, bool Counts) : DeliveryStep;

    public sealed record GivenUp(string Error, RefusalKind Kind, bool MaybeDelivered) : DeliveryStep;

    /// <param name="attempts">Attempts made, this one included; at least 1.</param>
    /// <param name="wasDoubtful">Whether an attempt before this one may have reached the customer.</param>
    /// <param name="writtenAt">When the message was written, or was last sent again by a person.</param>
    /// <param name="random">In [0, 1).</param>
    public static DeliveryStep After(SendOutcome outcome, int attempts, bool wasDoubtful, DateTimeOffset writtenAt, RetryPolicy policy, double random, DateTimeOffset now) => outcome switch
    {
        SendOutcome.Sent sent => new Done(sent.ChannelMessageId),
        // The account's fault, not the message's: it waits until the account is put right, and goes out then.
        SendOutcome.Refused { Kind: RefusalKind.Misconfigured } refused when now + AskAgain < writtenAt + policy.MaxAge =>
            new Later(now + AskAgain, refused.Error, refused.Kind, false, Counts: false),
        SendOutcome.Refused refused => new GivenUp(refused.Error, refused.Kind, false),
        // Once more is what a customer forgives; a third copy is not risked.
        SendOutcome.TryAgain { MaybeDelivered: true } again when wasDoubtful => new GivenUp(again.Error, again.Kind, true),
        SendOutcome.TryAgain again => policy.NextAttempt(attempts, writtenAt, again.After, random, now) is { } at
            ? new Later(at, again.Error, again.Kind, again.MaybeDelivered, Counts: !again.Slower)
            : new GivenUp(again.Error, again.Kind == RefusalKind.Other && now - writtenAt >= policy.MaxAge / 2 ? RefusalKind.Expired : again.Kind, again.MaybeDelivered),
        _ => throw new InvalidOperationException($"{outcome.GetType().Name} is no outcome that is known here."),
    };

    /// <summary>How long nothing else goes through the same interface; null: it goes on. <see cref="ApiStop.Until"/> is null where somebody has to put it right.</summary>
    public static ApiStop? StopAfter(SendOutcome outcome, double random, DateTimeOffset now) => outcome switch
    {
        SendOutcome.Refused { Kind: RefusalKind.Misconfigured } refused => new(refused.Kind, refused.Error, now, null),
        // All nodes begin again spread over some seconds, not in one moment.
        SendOutcome.TryAgain { Slower: true } again => new(again.Kind, again.Error, now, now + (again.After ?? AskAgain) + TimeSpan.FromSeconds(random * 5)),
        _ => null,
    };
}
