using Imcc.Core.Reporting;

namespace Imcc.Infrastructure.Exports;

/// <summary>A report that goes out by e-mail again and again, within the rights that its owner has then.</summary>
public sealed record MailedReport
{
    public const int LongestName = 60;
    public const int MostRecipients = 30;
    /// <summary>Of one person.</summary>
    public const int Most = 50;

    public required Guid Id { get; init; }

    /// <summary>0: not saved yet.</summary>
    public long Revision { get; init; }

    public required string Name { get; init; }

    /// <summary>The report's address after the question mark; its days count for nothing here.</summary>
    public required string Query { get; init; }

    public RelativePeriod Period { get; init; }

    public ReportMailFormat Format { get; init; } = ReportMailFormat.Excel;

    public required WeeklyTimes Times { get; init; }

    public IReadOnlyList<string> Recipients { get; init; } = [];

    /// <summary>In which language.</summary>
    public string Culture { get; init; } = "zh-CN";

    public bool Enabled { get; init; } = true;

    public DateTimeOffset NextAt { get; init; }

    /// <summary>Null: never yet.</summary>
    public DateTimeOffset? LastAt { get; init; }

    public ReportMailResult LastResult { get; init; }
}
