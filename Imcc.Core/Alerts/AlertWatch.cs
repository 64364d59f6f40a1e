namespace Imcc.Core.Alerts;

/// <summary>
/// What a rule remembers of one subject: since when its figure is bad, and whether it has told so. Immutable; the same looks at the same
/// times come to the same end, and a look that finds nothing new returns the same value.
/// </summary>
/// <param name="BadSince">Null: its figure is not bad.</param>
/// <param name="FiringId">The alert that is on; null: none.</param>
/// <param name="ToldAt">When it was told last; null: never.</param>
public sealed record AlertWatch(DateTimeOffset? BadSince = null, Guid? FiringId = null, DateTimeOffset? ToldAt = null)
{
    public static readonly AlertWatch Idle = new();

    /// <summary>Whether there is nothing to be remembered at <paramref name="now"/>.</summary>
    public bool CanBeForgotten(AlertRule rule, DateTimeOffset now) => BadSince is null && FiringId is null && (ToldAt is not { } told || now - told >= rule.CoolDown);

    /// <param name="figure">Null: there is none, which is good.</param>
    /// <param name="newId">What the alert is called if it goes on now.</param>
    public (AlertWatch Next, AlertNews News) Look(AlertRule rule, double? figure, DateTimeOffset now, Guid newId)
    {
        var isBad = figure is { } bad && rule.IsBad(bad);
        if (FiringId is not null)
        {
            // What is neither bad nor good enough stays as it was.
            if (figure is { } still && !rule.IsGood(still))
                return (isBad ? Bad(now) : this, AlertNews.None);
            return (this with { BadSince = null, FiringId = null }, AlertNews.Cleared);
        }

        if (!isBad)
            return (BadSince is null ? this : this with { BadSince = null }, AlertNews.None);
        var next = Bad(now);
        var isDue = now - next.BadSince >= rule.Patience && (ToldAt is not { } told || now - told >= rule.CoolDown);
        return isDue ? (next with { FiringId = newId, ToldAt = now }, AlertNews.Fired) : (next, AlertNews.None);
    }

    // A clock that was put back has not made it bad later than it is now.
    private AlertWatch Bad(DateTimeOffset now) => BadSince <= now ? this : this with { BadSince = now };
}

/// <summary>What a look has to tell.</summary>
public enum AlertNews
{
    None,
    Fired,
    Cleared,
}
