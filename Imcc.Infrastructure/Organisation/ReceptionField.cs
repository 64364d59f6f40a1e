using System.Text.RegularExpressions;
using Imcc.Core.Channels;

namespace Imcc.Infrastructure.Organisation;

/// <summary>When in a customer's visit a reception text is said.</summary>
public enum ReceptionStage
{
    Arrival,
    Waiting,
    Turned,
    Serving,
    Ending,
}

/// <summary>One of the reception texts, for whoever goes through all of them: the screen, the checks.</summary>
/// <param name="Name">The property of <see cref="ReceptionTexts"/>.</param>
/// <param name="Placeholders">What may stand in braces.</param>
/// <param name="IsWords">Words to compare with, separated by blanks, rather than something to say.</param>
public sealed partial record ReceptionField(
    string Name,
    ReceptionStage Stage,
    Func<ReceptionTexts, string> Get,
    Func<ReceptionTexts, string, ReceptionTexts> With,
    IReadOnlyList<string> Placeholders,
    bool IsWords = false)
{
    private static readonly string[] Line = ["ahead", "wait"];

    /// <summary>In the order of a visit.</summary>
    public static readonly IReadOnlyList<ReceptionField> All =
    [
        new(nameof(ReceptionTexts.Welcome), ReceptionStage.Arrival, t => t.Welcome, (t, s) => t with { Welcome = s }, []),
        new(nameof(ReceptionTexts.AutoReply), ReceptionStage.Arrival, t => t.AutoReply, (t, s) => t with { AutoReply = s }, []),
        new(nameof(ReceptionTexts.PersonWords), ReceptionStage.Arrival, t => t.PersonWords, (t, s) => t with { PersonWords = s }, [], true),
        new(nameof(ReceptionTexts.Queued), ReceptionStage.Waiting, t => t.Queued, (t, s) => t with { Queued = s }, Line),
        new(nameof(ReceptionTexts.StillWaiting), ReceptionStage.Waiting, t => t.StillWaiting, (t, s) => t with { StillWaiting = s }, Line),
        new(nameof(ReceptionTexts.WaitChoice), ReceptionStage.Waiting, t => t.WaitChoice, (t, s) => t with { WaitChoice = s }, Line),
        new(nameof(ReceptionTexts.KeepWaitingWords), ReceptionStage.Waiting, t => t.KeepWaitingWords, (t, s) => t with { KeepWaitingWords = s }, [], true),
        new(nameof(ReceptionTexts.LeaveMessageWords), ReceptionStage.Waiting, t => t.LeaveMessageWords, (t, s) => t with { LeaveMessageWords = s }, [], true),
        new(nameof(ReceptionTexts.Closed), ReceptionStage.Turned, t => t.Closed, (t, s) => t with { Closed = s }, ["opens"]),
        new(nameof(ReceptionTexts.Full), ReceptionStage.Turned, t => t.Full, (t, s) => t with { Full = s }, []),
        new(nameof(ReceptionTexts.WaitedTooLong), ReceptionStage.Turned, t => t.WaitedTooLong, (t, s) => t with { WaitedTooLong = s }, []),
        new(nameof(ReceptionTexts.NotTaken), ReceptionStage.Turned, t => t.NotTaken, (t, s) => t with { NotTaken = s }, ["opens"]),
        new(nameof(ReceptionTexts.LeaveMessage), ReceptionStage.Turned, t => t.LeaveMessage, (t, s) => t with { LeaveMessage = s }, []),
        new(nameof(ReceptionTexts.MessageTaken), ReceptionStage.Turned, t => t.MessageTaken, (t, s) => t with { MessageTaken = s }, []),
        new(nameof(ReceptionTexts.Greeting), ReceptionStage.Serving, t => t.Greeting, (t, s) => t with { Greeting = s }, ["agent"]),
        new(nameof(ReceptionTexts.Transferred), ReceptionStage.Serving, t => t.Transferred, (t, s) => t with { Transferred = s }, ["agent", "group"]),
        new(nameof(ReceptionTexts.IdleWarning), ReceptionStage.Serving, t => t.IdleWarning, (t, s) => t with { IdleWarning = s }, []),
        new(nameof(ReceptionTexts.Farewell), ReceptionStage.Ending, t => t.Farewell, (t, s) => t with { Farewell = s }, []),
        new(nameof(ReceptionTexts.IdleFarewell), ReceptionStage.Ending, t => t.IdleFarewell, (t, s) => t with { IdleFarewell = s }, []),
        new(nameof(ReceptionTexts.CourtesyWords), ReceptionStage.Ending, t => t.CourtesyWords, (t, s) => t with { CourtesyWords = s }, [], true),
    ];

    /// <summary>A placeholder that nobody would fill in here, as it stands in the text; null: none.</summary>
    public string? StrangePlaceholder(string text) =>
        IsWords ? null : PlaceholderPattern().Matches(text).Select(m => m.Value).FirstOrDefault(p => !Placeholders.Contains(p[1..^1]));

    [GeneratedRegex(@"\{[A-Za-z]{1,20}\}")]
    private static partial Regex PlaceholderPattern();
}
