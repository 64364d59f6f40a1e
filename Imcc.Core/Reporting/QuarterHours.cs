namespace Imcc.Core.Reporting;

/// <summary>The quarters of an hour in UTC by which facts are kept; every time zone's days, hours and half hours are made of whole ones.</summary>
public static class QuarterHours
{
    public static readonly TimeSpan Length = TimeSpan.FromMinutes(15);

    /// <summary>When the quarter began that a moment lies in.</summary>
    public static DateTimeOffset Of(DateTimeOffset at) => new(at.UtcTicks - (at.UtcTicks % Length.Ticks), TimeSpan.Zero);

    /// <summary>Divides a stretch where quarters meet: the parts follow each other without a gap and add up to it. Nothing comes of an empty one.</summary>
    /// <param name="to">Exclusive.</param>
    public static IEnumerable<(DateTimeOffset From, DateTimeOffset To)> Split(DateTimeOffset from, DateTimeOffset to)
    {
        while (from < to)
        {
            var next = Of(from) + Length;
            var until = next < to ? next : to;
            yield return (from, until);
            from = until;
        }
    }
}
