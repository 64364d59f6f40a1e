namespace Imcc.Infrastructure.Answering.Robots;

/// <summary>A robot as it is edited on screen.</summary>
public sealed class RobotDraft
{
    /// <summary>Null: a new one.</summary>
    public Guid? Id { get; set; }

    public long Rev { get; set; }

    public string Name { get; set; } = "";

    public RobotKind Kind { get; set; } = RobotKind.Http;

    public bool Enabled { get; set; }

    public int Position { get; set; }

    public string Url { get; set; } = "";

    public RobotProof Proof { get; set; } = RobotProof.Bearer;

    /// <summary>Whether a secret is stored; it is never shown again.</summary>
    public bool HasSecret { get; init; }

    /// <summary>A new secret; empty: as it was.</summary>
    public string NewSecret { get; set; } = "";

    public string Model { get; set; } = "";

    public string Prompt { get; set; } = "";

    /// <summary>Milliseconds.</summary>
    public int Timeout { get; set; } = 1000;

    /// <summary>Per cent.</summary>
    public int MinConfidence { get; set; }

    /// <summary>For whose customers it is on.</summary>
    public HashSet<Guid> Accounts { get; init; } = [];

    public RobotStanding Standing { get; init; } = new(0, 0, 0, false, null);
}

/// <summary>How a robot has done on this node since it started.</summary>
/// <param name="IsResting">It failed several times in a row and is left in peace for a while.</param>
public sealed record RobotStanding(long Asked, long Answered, long Failed, bool IsResting, RobotFailure? Last);
