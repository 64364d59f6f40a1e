using Imcc.Core.Misses;

namespace Imcc.Infrastructure.Misses;

/// <summary>Which groups are listed.</summary>
/// <param name="AccountId">Null: of all accounts.</param>
/// <param name="IsDecided">What editors have dealt with, instead of what is open.</param>
public sealed record MissFilter(DateTimeOffset From, DateTimeOffset To, Guid? AccountId = null, bool IsDecided = false, string Words = "", MissOrder Order = MissOrder.Count);

public enum MissOrder
{
    /// <summary>Most messages first.</summary>
    Count,

    /// <summary>Those that grew most between the first and the second half of the time.</summary>
    Trend,

    /// <summary>The latest message first.</summary>
    Latest,
}

/// <param name="Groups">On all pages.</param>
/// <param name="Misses">In all groups that are listed.</param>
public sealed record MissPage(IReadOnlyList<MissLine> Lines, int Groups, int Misses);

/// <summary>A group in the list.</summary>
/// <param name="Count">Messages in the time that was asked for.</param>
/// <param name="Late">Of these in its second half.</param>
/// <param name="Text">The wording that it goes by.</param>
public sealed record MissLine(Guid Id, string Text, int Count, int Late, DateTimeOffset LastAt, MissState State, string Note, Guid? TargetId)
{
    /// <summary>How many more there are in the second half than in the first.</summary>
    public int Growth => Late - (Count - Late);
}
