namespace Imcc.Core.Reporting;

/// <summary>One figure of a report: what it is made of, and how. Null where there is nothing to divide by: neither 0 nor perfect.</summary>
/// <param name="Key">Names it in addresses, files and texts: never renamed.</param>
/// <param name="Kind">Whose lines it counts; a drill-down shows the conversations of these.</param>
public sealed record Kpi(string Key, KpiUnit Unit, FactKind Kind, Func<Tally, ReportRules, double?> Of)
{
    /// <summary>What it measures, where it is made of one measure; null: of counts.</summary>
    public Measure? Measured { get; init; }

    /// <summary>Every single value is wanted, not only sums.</summary>
    public bool NeedsValues { get; init; }

    /// <summary>Of an agent's time: has no value where the rows or filters are of anything else than agents and times.</summary>
    public bool IsOfPresence { get; init; }

    /// <summary>Another kind of lines that it is made of.</summary>
    public FactKind? Also { get; init; }

    /// <summary>Which of its kind's lines stand behind it; null: all. Takes a line's values in the order of their columns.</summary>
    public Func<IReadOnlyList<long>, bool>? Behind { get; init; }

    /// <summary>Of visits: which waits stand behind it, in ms, beside the thresholds of their group; null: all.</summary>
    public Func<long, (long Within, long Short), bool>? BehindWait { get; init; }
}

/// <summary>What a figure is measured in.</summary>
public enum KpiUnit
{
    Count,
    /// <summary>0 to 1, shown in percent.</summary>
    Share,
    /// <summary>Milliseconds.</summary>
    Span,
    /// <summary>A plain number with decimals.</summary>
    Number,
}
