using Imcc.Core.Reporting;

namespace Imcc.Core.Board;

/// <summary>A group's day so far, by the definitions of reports.</summary>
/// <param name="ServiceLevel">0 to 1; null: nothing to divide by, as everywhere here.</param>
/// <param name="AbandonRate">Without short abandons; 0 to 1.</param>
/// <param name="Asa">In ms.</param>
/// <param name="Aht">In ms.</param>
public sealed record TodayFigures(long Offered, long Answered, long Abandoned, double? ServiceLevel, double? AbandonRate, double? Asa, long Handled, double? Aht)
{
    private static readonly Kpi Rate = KpiCatalogue.Find("abandonRate")!;

    public static TodayFigures Of(Tally sums, ReportRules rules) => new(
        sums[Count.Offered], sums[Count.Answered], sums[Count.Abandoned], KpiCatalogue.ServiceLevel(sums, rules.ServiceLevel.Variant), Rate.Of(sums, rules), sums[Measure.WaitAnswered]?.Mean,
        sums[Count.Handled], sums[Measure.Handle]?.Mean);
}
