using System.Collections.Immutable;
using Imcc.Core.Channels;
using Imcc.Core.Desk;

namespace Imcc.Core.Conversations;

/// <summary>What comes of an act, a word of the customer's or a deadline: the conversation's next value, what is noted about it, what the customer is told.</summary>
public sealed record Conducted
{
    public required CommandOutcome Outcome { get; init; }

    /// <summary>Null: nothing changes.</summary>
    public Conversation? Next { get; init; }

    public IReadOnlyList<Happening> Happened { get; init; } = [];

    /// <summary>What the system says to the customer; null: nothing.</summary>
    public string? Words { get; init; }

    /// <summary>What stands in the response to the customer's message in the place of words; null: words do.</summary>
    public MessageContent? Instead { get; init; }

    /// <summary>What is said after <see cref="Words"/>.</summary>
    public ImmutableArray<MessageContent> Further { get; init; } = [];

    public static Conducted Refused(CommandOutcome outcome) => new() { Outcome = outcome };

    public static Conducted Done(Conversation next, ConversationEventKind? happened = null, string? words = null, string detail = "", Guid? by = null) => new()
    {
        Outcome = CommandOutcome.Done,
        Next = next,
        Happened = happened is { } kind ? [new(kind, detail, by)] : [],
        Words = string.IsNullOrWhiteSpace(words) ? null : words,
    };

    public Conducted And(ConversationEventKind kind, string detail = "", Guid? by = null) => this with { Happened = [.. Happened, new(kind, detail, by)] };
}

/// <param name="Detail">A reason or a name, in words; may be empty.</param>
/// <param name="By">Who did it, where it was not the agent of the conversation.</param>
public readonly record struct Happening(ConversationEventKind Kind, string Detail = "", Guid? By = null);
