using System.Collections.Immutable;
using Imcc.Core.Channels;

namespace Imcc.Infrastructure.Answering.Robots;

/// <param name="Confidence">0 to 1; 1 where the robot does not say.</param>
internal sealed record RobotWords(ImmutableArray<MessageContent> Contents, double Confidence = 1)
{
    public const int MostMessages = 5;
    public const int LongestText = 2000;

    public static readonly RobotWords None = new([]);
}
