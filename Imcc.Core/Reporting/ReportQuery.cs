using System.Collections.Immutable;

namespace Imcc.Core.Reporting;

/// <summary>What a report is to say: of which time, divided by what, which figures, of whom.</summary>
public sealed record ReportQuery
{
    /// <summary>Inclusive; a whole quarter of an hour.</summary>
    public required DateTimeOffset From { get; init; }

    /// <summary>Exclusive.</summary>
    public required DateTimeOffset To { get; init; }

    /// <summary>Whose days, weeks and hours they are; an IANA name.</summary>
    public string TimeZone { get; init; } = "Asia/Shanghai";

    public ReportInterval Interval { get; init; } = ReportInterval.Day;

    public ReportDimension Rows { get; init; } = ReportDimension.Time;

    /// <summary>Divides each row once more.</summary>
    public ReportDimension Then { get; init; }

    /// <summary>Keys of <see cref="KpiCatalogue"/>.</summary>
    public ImmutableArray<string> Kpis { get; init; } = [];

    /// <summary>Waits are measured only while the group was open.</summary>
    public bool IsOpenHoursOnly { get; init; }

    /// <summary>Empty: all, as everywhere below.</summary>
    public ImmutableArray<Guid> Groups { get; init; } = [];

    public ImmutableArray<Guid> Agents { get; init; } = [];

    public ImmutableArray<Guid> Accounts { get; init; } = [];

    /// <summary>Reasons with all that lies below them.</summary>
    public ImmutableArray<Guid> Reasons { get; init; } = [];

    public ImmutableArray<Guid> Sources { get; init; } = [];

    public ImmutableArray<int> Tiers { get; init; } = [];

    /// <summary>Rows and filters are of agents and times alone: what agents did beside has a meaning.</summary>
    public bool IsOfAgents => IsPlain(Rows) && IsPlain(Then) && Groups.IsEmpty && Accounts.IsEmpty && Reasons.IsEmpty && Sources.IsEmpty && Tiers.IsEmpty;

    private static bool IsPlain(ReportDimension by) => by is ReportDimension.None or ReportDimension.Time or ReportDimension.Agent or ReportDimension.Weekday or ReportDimension.Hour;
}

/// <summary>By what a report is divided. The names stand in addresses: never renamed.</summary>
public enum ReportDimension
{
    None,
    Time,
    Group,
    Agent,
    Account,
    Channel,
    /// <summary>The main reason for contact; drilled into one step of the tree at a time.</summary>
    Reason,
    Tier,
    Source,
    Weekday,
    Hour,
    /// <summary>How long was waited, in <see cref="WaitBands"/>.</summary>
    Wait,
}

/// <summary>The length of a row of time. The names stand in addresses: never renamed.</summary>
public enum ReportInterval
{
    Quarter,
    Half,
    Hour,
    Day,
    Week,
    Month,
}

/// <summary>What a row or a part of it is about: an id, or a number (a moment in Unix ms, a tier, an hour …).</summary>
public readonly record struct ReportTerm(Guid Id, long Number)
{
    public static readonly ReportTerm None = new(Guid.Empty, -1);
}
