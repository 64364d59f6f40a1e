namespace Imcc.Core.Schedule;

/// <summary>遵守率: adherent time by scheduled time, of whatever it was added up of.</summary>
/// <param name="Scheduled">Planned and over: breaks included.</param>
public readonly record struct AdherenceFigures(TimeSpan Scheduled, TimeSpan Adherent)
{
    /// <summary>0 to 1; null: nothing was scheduled, which is neither none nor all.</summary>
    public double? Share => Scheduled == TimeSpan.Zero ? null : Adherent / Scheduled;

    public static AdherenceFigures operator +(AdherenceFigures a, AdherenceFigures b) => new(a.Scheduled + b.Scheduled, a.Adherent + b.Adherent);

    /// <summary>Of what lies between two moments: parts of a time add up to the whole.</summary>
    /// <param name="to">Exclusive.</param>
    public static AdherenceFigures Of(IEnumerable<AdherenceStretch> stretches, DateTimeOffset from, DateTimeOffset to)
    {
        var sum = default(AdherenceFigures);
        foreach (var s in stretches)
        {
            var (begin, end) = (s.From > from ? s.From : from, s.To < to ? s.To : to);
            if (begin < end)
                sum += new AdherenceFigures(end - begin, s.IsAdherent ? end - begin : TimeSpan.Zero);
        }

        return sum;
    }

    public static AdherenceFigures Of(IEnumerable<AdherenceStretch> stretches) => Of(stretches, DateTimeOffset.MinValue, DateTimeOffset.MaxValue);
}
