namespace Imcc.Core.FollowUps;

/// <summary>What can be done with a task. An expected refusal is an outcome; nothing is thrown.</summary>
public static class FollowUpSteps
{
    public static FollowUpChange Assign(this FollowUp task, Guid by, Guid? to, DateTimeOffset now) =>
        task.State == FollowUpState.Done ? new(task, FollowUpOutcome.NotNow)
        : task.AssigneeId == to ? new(task, FollowUpOutcome.Done)
        : Next(task with { AssigneeId = to }, new(FollowUpDeed.Assigned, now, by, To: to));

    /// <summary>Whoever begins has it.</summary>
    public static FollowUpChange Begin(this FollowUp task, Guid by, DateTimeOffset now) =>
        task.State != FollowUpState.Open ? new(task, FollowUpOutcome.NotNow) : Next(task with { State = FollowUpState.InProgress, AssigneeId = by }, new(FollowUpDeed.Begun, now, by));

    public static FollowUpChange Note(this FollowUp task, Guid by, string words, DateTimeOffset now) =>
        Said(words) is not { Length: > 0 } said ? new(task, FollowUpOutcome.WordsMissing) : Next(task, new(FollowUpDeed.Noted, now, by, said));

    /// <summary>With what came of it, and how.</summary>
    public static FollowUpChange Finish(this FollowUp task, Guid by, FollowUpResult result, string words, DateTimeOffset now) =>
        task.State == FollowUpState.Done ? new(task, FollowUpOutcome.NotNow)
        : !Enum.IsDefined(result) || Said(words) is not { Length: > 0 } said ? new(task, FollowUpOutcome.WordsMissing)
        : Next(task with { State = FollowUpState.Done, Result = result, DoneAt = now, AssigneeId = task.AssigneeId ?? by }, new(FollowUpDeed.Finished, now, by, said));

    public static FollowUpChange Reopen(this FollowUp task, Guid by, string words, DateTimeOffset now) =>
        task.State != FollowUpState.Done ? new(task, FollowUpOutcome.NotNow)
        : Said(words) is not { Length: > 0 } said ? new(task, FollowUpOutcome.WordsMissing)
        : Next(task with { State = FollowUpState.InProgress, Result = null, DoneAt = null }, new(FollowUpDeed.Reopened, now, by, said));

    private static FollowUpChange Next(FollowUp task, FollowUpEntry entry) => task.History.Length >= FollowUp.MostEntries
        ? new(task, FollowUpOutcome.TooMuch)
        : new(task with { History = task.History.Add(entry), Revision = task.Revision + 1 }, FollowUpOutcome.Done);

    private static string Said(string words)
    {
        var said = words.Trim();
        return said.Length <= FollowUp.LongestWords ? said : said[..FollowUp.LongestWords];
    }
}

/// <param name="Task">The same as before where it was refused.</param>
public sealed record FollowUpChange(FollowUp Task, FollowUpOutcome Outcome);

public enum FollowUpOutcome
{
    Done,
    /// <summary>Gone, or not the person's to see.</summary>
    NotFound,
    /// <summary>Not in this state.</summary>
    NotNow,
    WordsMissing,
    /// <summary>The history is full.</summary>
    TooMuch,
    /// <summary>To somebody who may not work on it.</summary>
    NotTheirs,
    ChangedMeanwhile,
}
