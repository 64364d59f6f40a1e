namespace Imcc.Core.Alerts;

/// <summary>One look of one rule at all its subjects: those that have a figure now, and those that it remembers.</summary>
public static class AlertRound
{
    /// <param name="watches">What it remembers, by subject.</param>
    /// <param name="newId">Makes the id of an alert.</param>
    /// <returns>Only what is different now, those with the smallest id first.</returns>
    public static IEnumerable<AlertChange> Look(AlertRule rule, IReadOnlyCollection<AlertReading> readings, IReadOnlyDictionary<Guid, AlertWatch> watches, DateTimeOffset now, Func<Guid> newId)
    {
        var bySubject = readings.ToDictionary(r => r.SubjectId);
        foreach (var subject in bySubject.Keys.Union(watches.Keys).Order())
        {
            var reading = bySubject.GetValueOrDefault(subject);
            var before = watches.GetValueOrDefault(subject);
            // A rule that is switched off remembers nothing and finds nothing bad.
            var (after, news) = (before ?? AlertWatch.Idle).Look(rule, rule.Enabled ? reading?.Figure : null, now, newId());
            var kept = after.CanBeForgotten(rule, now) ? null : after;
            if (kept != before || news != AlertNews.None)
                yield return new(subject, reading, before, kept, news);
        }
    }
}

/// <param name="Before">Null: nothing was remembered.</param>
/// <param name="After">Null: there is nothing to remember.</param>
/// <param name="Reading">Null: the subject has no figure any more.</param>
public sealed record AlertChange(Guid SubjectId, AlertReading? Reading, AlertWatch? Before, AlertWatch? After, AlertNews News);
