namespace Imcc.Core.Surveys;

/// <summary>What a customer was asked about one conversation, and what they answered: the first answer counts. Immutable; a step returns the next value.</summary>
[GenerateSerializer, Immutable]
public sealed record Rating
{
    public const int LongestComment = 500;

    /// <summary>One invitation for each conversation.</summary>
    [Id(0)] public required Guid ConversationId { get; init; }

    [Id(1)] public required Guid ThreadId { get; init; }

    /// <summary>Who served last.</summary>
    [Id(2)] public required Guid AgentId { get; init; }

    [Id(3)] public Guid? GroupId { get; init; }

    [Id(4)] public required DateTimeOffset InvitedAt { get; init; }

    [Id(5)] public required DateTimeOffset ExpiresAt { get; init; }

    [Id(6)] public SurveyScale Scale { get; init; }

    /// <summary>A score up to this is low.</summary>
    [Id(7)] public int LowLimit { get; init; }

    /// <summary>What was offered as reasons for a low score: what a tap means does not change with the settings.</summary>
    [Id(8)] public IReadOnlyList<string> OfferedTags { get; init; } = [];

    /// <summary>Null: not answered.</summary>
    [Id(9)] public int? Score { get; init; }

    [Id(10)] public DateTimeOffset? AnsweredAt { get; init; }

    [Id(11)] public IReadOnlyList<string> Tags { get; init; } = [];

    [Id(12)] public string Comment { get; init; } = "";

    [Id(13)] public long Revision { get; init; }

    public bool IsLow => Score <= LowLimit;

    /// <summary>A low score without a reason, where there are reasons to choose from.</summary>
    public bool AwaitsReason => IsLow && Tags.Count == 0 && OfferedTags.Count > 0;

    /// <summary>The score on the scale of 1 to 5, so that groups with different scales can be put together.</summary>
    public double? OfFive => Score is not { } score ? null : Scale == SurveyScale.Stars ? score : 1 + ((score - 1) * 2);

    public bool IsValidAt(DateTimeOffset now) => now < ExpiresAt;

    public static Rating Invite(Guid conversationId, Guid threadId, Guid agentId, Guid? groupId, SurveyRules rules, DateTimeOffset now) => new()
    {
        ConversationId = conversationId,
        ThreadId = threadId,
        AgentId = agentId,
        GroupId = groupId,
        InvitedAt = now,
        ExpiresAt = now + rules.Valid,
        Scale = rules.Scale,
        LowLimit = rules.LowLimit,
        OfferedTags = rules.Tags,
    };

    /// <exception cref="InvalidOperationException">It has a score, or this is none of its scale.</exception>
    public Rating Give(int score, DateTimeOffset now) => Score is null && score >= 1 && score <= SurveyRules.Best(Scale)
        ? this with { Score = score, AnsweredAt = now, Revision = Revision + 1 }
        : throw new InvalidOperationException($"A score of {score} is not possible for the rating of conversation {ConversationId} at revision {Revision}.");

    /// <summary>What is added after the score; the first words count.</summary>
    public Rating Explain(IReadOnlyList<string> tags, string comment)
    {
        var next = this with
        {
            Tags = Tags.Count == 0 ? [.. tags.Where(t => OfferedTags.Contains(t, StringComparer.Ordinal)).Distinct(StringComparer.Ordinal)] : Tags,
            Comment = Comment.Length == 0 ? comment : Comment,
        };
        return next.Tags.Count == Tags.Count && next.Comment == Comment ? this : next with { Revision = Revision + 1 };
    }
}
