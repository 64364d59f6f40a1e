using System.Collections.Immutable;

namespace Imcc.Core.Channels.OneBot;

/// <summary>What an implementation tells us: a closed set.</summary>
public abstract record OneBotEvent
{
    private OneBotEvent()
    {
    }

    /// <summary>Whose account it is that hears it; empty where it is not said.</summary>
    public string SelfId { get; init; } = "";

    /// <summary>What a customer said or did, to be kept in a thread.</summary>
    /// <param name="ExternalId">The thread's: a QQ number, or a group.</param>
    /// <param name="Key">What repeated deliveries have in common, without the part.</param>
    /// <param name="Contents">In the order of saying; at least one.</param>
    /// <param name="Speaker">Who of the group; null in a private chat.</param>
    /// <param name="Name">The person's name; in a group the group's.</param>
    /// <param name="IsNamed">Our account is named in it, or it is private.</param>
    /// <param name="RepliesTo">The message that is quoted: it is to us if that was ours.</param>
    public sealed record Said(
        string ExternalId,
        string Key,
        string? MessageId,
        DateTimeOffset SentAt,
        ImmutableArray<MessageContent> Contents,
        Speaker? Speaker,
        string? Name,
        bool IsNamed,
        string? RepliesTo) : OneBotEvent;

    /// <summary>The account's state: whether QQ itself is there, behind an open socket.</summary>
    /// <param name="IsOnline">Null: not said.</param>
    /// <param name="Every">How often such news comes; null: not said.</param>
    public sealed record Standing(bool? IsOnline, TimeSpan? Every) : OneBotEvent;

    /// <summary>A customer is writing, or has stopped.</summary>
    public sealed record Typing(string ExternalId, bool IsTyping) : OneBotEvent;

    /// <summary>An answer to a call of ours.</summary>
    public sealed record Answered(OneBotAnswer Answer) : OneBotEvent;

    /// <summary>Nothing of anybody's: our own words, or something that concerns nobody here.</summary>
    public sealed record Nothing(string Why) : OneBotEvent;
}
