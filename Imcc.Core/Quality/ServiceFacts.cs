namespace Imcc.Core.Quality;

/// <summary>What was recorded of one agent's service in one conversation: what automatic items and risks are computed from. Nothing of the customer's rating but whether it was low.</summary>
public sealed record ServiceFacts
{
    public required Guid ConversationId { get; init; }

    public required Guid ThreadId { get; init; }

    public required Guid AgentId { get; init; }

    public Guid? GroupId { get; init; }

    /// <summary>When the agent took it first.</summary>
    public required DateTimeOffset TakenAt { get; init; }

    /// <summary>When it ended, or the agent gave it away.</summary>
    public required DateTimeOffset EndedAt { get; init; }

    /// <summary>Speech of customer and people in order; neither events nor automatic texts nor internal remarks.</summary>
    public IReadOnlyList<SpokenWord> Words { get; init; } = [];

    /// <summary>How often it went to another group or agent.</summary>
    public int Transfers { get; init; }

    /// <summary>It was taken from an agent who kept silent.</summary>
    public bool WasTakenFromSilent { get; init; }

    public bool IsRatedLow { get; init; }

    /// <summary>Reasons for contact with all above them in the tree.</summary>
    public IReadOnlySet<Guid> Reasons { get; init; } = new HashSet<Guid>();

    /// <summary>How long the customer waited for this agent's word, each time. A last word that nobody answered (谢谢) is no wait, unless the agent never said anything.</summary>
    public IEnumerable<(SpokenWord Asked, TimeSpan Waited)> Waits()
    {
        SpokenWord? asked = null;
        var hasSpoken = false;
        foreach (var word in Words)
        {
            if (word.AgentId is null)
            {
                if (word.At < EndedAt)
                    asked ??= word;
                continue;
            }

            if (word.AgentId == AgentId && word.At >= TakenAt)
            {
                hasSpoken = true;
                if (asked is { } waiting)
                    yield return (waiting, word.At - Since(waiting));
            }

            asked = null;
        }

        if (!hasSpoken && asked is { } left && EndedAt > TakenAt)
            yield return (left, EndedAt - Since(left));
    }

    // Who asked before was in the line until then.
    private DateTimeOffset Since(SpokenWord asked) => asked.At > TakenAt ? asked.At : TakenAt;
}

/// <param name="Seq">Place in the thread.</param>
/// <param name="AgentId">Null: the customer said it.</param>
/// <param name="Text">Empty where it was a picture or a file.</param>
public sealed record SpokenWord(long Seq, DateTimeOffset At, Guid? AgentId, string Text);
