using System.Collections.Immutable;

namespace Imcc.Core.Reporting;

/// <summary>
/// A fact as it is kept: by what it is divided, and its numbers in the order of its kind's columns (<see cref="VisitColumn"/> and its like).
/// Lines of one quarter and kind stand together in one sheet.
/// </summary>
/// <param name="At">What quarter it stands in.</param>
/// <param name="ConversationId">Empty for presence.</param>
/// <param name="Further">As many further numbers as there are: the turns of a stretch.</param>
public sealed record FactLine(FactKind Kind, DateTimeOffset At, Guid ConversationId, FactDimensions By, ImmutableArray<long> Values, ImmutableArray<long> Further);

/// <summary>By what a fact is divided; null: it has none.</summary>
public readonly record struct FactDimensions(Guid? GroupId, Guid? AgentId, Guid? AccountId, Guid? SourceId, Guid? ReasonId, int VipTier);

/// <summary>Times are in ms, waits of -1: still waiting. Appended to only, as are the others here.</summary>
public enum VisitColumn
{
    Offset,
    Wait,
    Outcome,
    Entry,
}

/// <summary>Offset of tC; spans in ms, -1: none.</summary>
public enum SegmentColumn
{
    Offset,
    /// <summary>tA to tC.</summary>
    Served,
    /// <summary>tC to tW.</summary>
    WrapUp,
    /// <summary>tA to tM.</summary>
    FirstReply,
    /// <summary>tE to tM.</summary>
    FirstReplyFromLine,
    Exit,
}

public enum AttemptColumn
{
    Offset,
    Ring,
    Outcome,
}

public enum WorkColumn
{
    Offset,
    Length,
    Units,
    /// <summary>1: the part is of a wrap-up.</summary>
    IsWrapUp,
}

public enum ConversationColumn
{
    Offset,
    /// <summary>From the first word to the end.</summary>
    Length,
    Segments,
    IsInvited,
    /// <summary>Hundredths of the scale of 1 to 5; 0: no answer.</summary>
    Rating,
    IsFirstContact,
    IsRepeated,
    /// <summary>1: a person was wanted.</summary>
    IsForAPerson,
}

public enum PresenceColumn
{
    Offset,
    Length,
    /// <summary>As <see cref="Agents.Presence"/>.</summary>
    Presence,
    /// <summary>1: was given conversations.</summary>
    IsRoutable,
    /// <summary>Units that the agent may have at once; -1: not known.</summary>
    Capacity,
    /// <summary>1: a screen was there, or might have come back.</summary>
    IsThere,
}
