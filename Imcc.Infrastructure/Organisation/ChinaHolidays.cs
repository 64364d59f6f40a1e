using Imcc.Core.Organisation;

namespace Imcc.Infrastructure.Organisation;

/// <summary>China's public holidays and make-up working days, as the State Council arranges them for each year.</summary>
public static class ChinaHolidays
{
    // 国务院办公厅关于2026年部分节假日安排的通知, 2025-11-04.
    private const string Of2026 = """
        2026-01-01..2026-01-03 元旦 休
        2026-01-04 元旦调休 上班
        2026-02-14 春节调休 上班
        2026-02-15..2026-02-23 春节 休
        2026-02-28 春节调休 上班
        2026-04-04..2026-04-06 清明节 休
        2026-05-01..2026-05-05 劳动节 休
        2026-05-09 劳动节调休 上班
        2026-06-19..2026-06-21 端午节 休
        2026-09-20 国庆节调休 上班
        2026-09-25..2026-09-27 中秋节 休
        2026-10-01..2026-10-07 国庆节 休
        2026-10-10 国庆节调休 上班
        """;

    /// <summary>The years that are known.</summary>
    public static readonly IReadOnlyList<int> Years = [2026];

    /// <param name="workday">The hours of a make-up working day.</param>
    public static IReadOnlyList<SpecialDay> Of(int year, IReadOnlyList<OpenHours> workday) => year switch
    {
        2026 => SpecialDayText.Parse(Of2026, workday).Days,
        _ => throw new ArgumentOutOfRangeException(nameof(year), year, "The arrangement of this year is not known."),
    };
}
