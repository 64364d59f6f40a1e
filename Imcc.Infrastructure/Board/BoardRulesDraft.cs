using Imcc.Core.Board;

namespace Imcc.Infrastructure.Board;

/// <summary>Thresholds as a lead or an administrator edits them.</summary>
public sealed class BoardRulesDraft
{
    /// <summary>Null: the organisation's.</summary>
    public Guid? GroupId { get; init; }

    public long Rev { get; init; }

    /// <summary>The group has its own; otherwise the organisation's hold, and what stands below is theirs.</summary>
    public bool IsOwn { get; set; }

    public BoardRules Rules { get; set; } = BoardRules.Default;

    /// <summary>This person may change it.</summary>
    public bool IsMine { get; init; }
}
