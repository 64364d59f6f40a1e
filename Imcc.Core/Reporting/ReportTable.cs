namespace Imcc.Core.Reporting;

/// <summary>A report's answer.</summary>
/// <param name="Kpis">The columns.</param>
/// <param name="Rows">Times in order; others with the largest first figure first.</param>
/// <param name="Totals">Of all that the query is about, taken anew and not from the rows: medians have no sum.</param>
/// <param name="CountedUpTo">What happened later is not in it yet.</param>
/// <param name="IsCut">There are more rows than can be shown; the totals hold.</param>
/// <param name="Rules">By what service level was taken.</param>
public sealed record ReportTable(IReadOnlyList<Kpi> Kpis, IReadOnlyList<ReportRow> Rows, ReportRow Totals, DateTimeOffset? CountedUpTo, bool IsCut, ReportRules Rules)
{
    /// <summary>Up to when it is counted who was there; null: it is not asked for.</summary>
    public DateTimeOffset? PresenceUpTo { get; init; }
}

/// <param name="Name">Empty: there is none, or it is a number that the reader words.</param>
/// <param name="Values">In the order of the columns; null: nothing to divide by.</param>
/// <param name="IsFinal">Nobody of it still waits.</param>
public sealed record ReportRow(ReportTerm First, ReportTerm Then, string Name, string ThenName, IReadOnlyList<double?> Values, bool IsFinal);
