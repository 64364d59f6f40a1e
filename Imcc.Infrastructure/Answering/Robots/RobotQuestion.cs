using System.Collections.Immutable;
using Imcc.Core.Answering;
using Imcc.Core.Privacy;

namespace Imcc.Infrastructure.Answering.Robots;

/// <summary>What a robot is told: the words without anybody's numbers.</summary>
/// <param name="History">What the customer wrote just before, the latest last.</param>
/// <param name="Account">The account's key.</param>
/// <param name="Conversation">The same for all that one customer writes to one account; names nobody.</param>
internal sealed record RobotQuestion(string Text, ImmutableArray<string> History, string Account, string Channel, Guid Conversation)
{
    private const int LongestText = 1000;

    public static RobotQuestion Of(AnswerAsk ask, string account) => new(
        Told(ask.Text), ask.Before.IsDefault ? [] : [.. ask.Before.Select(Told)], account, ask.Channel.ToString(), ask.ThreadId);

    // Hidden first, then cut: half a number is not known for one.
    private static string Told(string text) => Mask.All.Text(text) is { Length: > LongestText } told ? told[..LongestText] : Mask.All.Text(text);
}
