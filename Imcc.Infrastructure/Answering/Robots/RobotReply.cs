using System.Collections.Immutable;
using Imcc.Core.Channels;

namespace Imcc.Infrastructure.Answering.Robots;

/// <summary>What came of asking a robot.</summary>
/// <param name="Took">Until the answer, or until it was given up.</param>
/// <param name="Status">Of HTTP; null: there was no response.</param>
public sealed record RobotReply(RobotOutcome Outcome, ImmutableArray<MessageContent> Contents, TimeSpan Took, int? Status = null, double Confidence = 1)
{
    public bool HasFailed => Outcome is not (RobotOutcome.Answered or RobotOutcome.Silent or RobotOutcome.Unsure);
}

/// <summary>What can come of asking a robot.</summary>
public enum RobotOutcome
{
    Answered,

    /// <summary>It has no answer.</summary>
    Silent,

    /// <summary>It is less sure than it has to be.</summary>
    Unsure,

    TooSlow,

    /// <summary>Not to be reached.</summary>
    Unreachable,

    /// <summary>It answered, but not that it is well: a status other than 200.</summary>
    Refused,

    /// <summary>What it said cannot be understood.</summary>
    Garbled,

    /// <summary>Its address is not allowed here.</summary>
    NotAllowed,
}
