using System.Collections.Immutable;

namespace Imcc.Infrastructure.Answering.Robots;

/// <summary>A robot as it is asked.</summary>
/// <param name="Url">Of <see cref="RobotKind.Chat"/> the part before <c>/chat/completions</c>.</param>
/// <param name="Timeout">100 ms to 1.4 s: the channel waits no longer.</param>
/// <param name="MinConfidence">0 to 1; an answer that the robot itself is less sure of is not used.</param>
/// <param name="Accounts">For whose customers it is on.</param>
internal sealed record RobotSettings(
    Guid Id,
    string Name,
    RobotKind Kind,
    string Url,
    RobotProof Proof,
    string Secret,
    string Model,
    string Prompt,
    TimeSpan Timeout,
    double MinConfidence,
    ImmutableHashSet<Guid> Accounts)
{
    public static readonly TimeSpan UsualTimeout = TimeSpan.FromSeconds(1);
    public static readonly TimeSpan LongestTimeout = TimeSpan.FromMilliseconds(1400);
    public static readonly TimeSpan ShortestTimeout = TimeSpan.FromMilliseconds(100);

    public override string ToString() => $"{nameof(RobotSettings)} {Name}";
}
