namespace Imcc.Core.Routing;

/// <summary>The ACD's times and limits.</summary>
public sealed record AcdOptions
{
    /// <summary>How long an assignment may stay without an answer before the place is given back and the conversation assigned again.</summary>
    public TimeSpan AnswerWithin { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>How long a rejected conversation is left alone when nothing newer is heard of it.</summary>
    public TimeSpan RetryAfter { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>How long after the last refusal, when all routable agents of the group have refused, they are asked again.</summary>
    public TimeSpan AskAgainAfter { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Whoever joined a full line longer ago than this, without having been turned away, stays: a restart must not turn away those who have long been waiting.</summary>
    public TimeSpan AdmitWithin { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>How many conversations that are over are remembered, so that late news of them is recognised as late.</summary>
    public int Remembered { get; init; } = 65_536;
}
