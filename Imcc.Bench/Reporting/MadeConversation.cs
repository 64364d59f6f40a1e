using Imcc.Core.Reporting;

namespace Imcc.Bench.Reporting;

/// <summary>What a made conversation was made to be: said by whoever made it, not read off its events. Times in ms since the month's beginning.</summary>
public sealed record MadeConversation(
    int Number, int Thread, long Opened, long Closed, int Account, int Tier, int Reason, bool IsInvited, int Stars,
    IReadOnlyList<MadeVisit> Visits, IReadOnlyList<MadeSegment> Segments, IReadOnlyList<MadeAttempt> Attempts);

public readonly record struct MadeVisit(int Group, int Agent, long At, int Wait, VisitOutcome Outcome);

/// <param name="FromLine">When it had entered the line; -1: from hand to hand.</param>
/// <param name="FirstReply">-1: none.</param>
public sealed record MadeSegment(int Agent, int Group, long At, long FromLine, int FirstReply, int[] Replies, int Served, int WrapUp, SegmentExit Exit);

public readonly record struct MadeAttempt(int Agent, int Group, long At, AttemptOutcome Outcome);
