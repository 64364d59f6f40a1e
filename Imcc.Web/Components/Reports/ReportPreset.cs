using Imcc.Core.Reporting;

namespace Imcc.Web.Components.Reports;

/// <summary>A report of the list: what it begins with; rows, times and filters can be changed.</summary>
/// <param name="Key">Stands in addresses: never renamed.</param>
public sealed record ReportPreset(string Key, ReportDimension Rows, ReportChartKind Chart, IReadOnlyList<string> Kpis)
{
    private static readonly string[] Line = ["offered", "answered", "abandoned", "flowedOut", "messagesLeft", "serviceLevel", "abandonRate", "asa", "asaMedian", "asaP90", "longestWait"];

    public static readonly IReadOnlyList<ReportPreset> All =
    [
        new("line", ReportDimension.Time, ReportChartKind.Stack, Line),
        new("groups", ReportDimension.Group, ReportChartKind.Stack, Line),
        new("levels", ReportDimension.Group, ReportChartKind.None, ["offered", .. Enum.GetValues<ServiceLevelVariant>().Select(v => "serviceLevel" + v)]),
        new("abandonment", ReportDimension.Wait, ReportChartKind.Stack, ["offered", "answered", "abandoned", "abandonRateAll"]),
        new("handling", ReportDimension.Time, ReportChartKind.Line, ["handled", "aht", "ahtMedian", "ahtP90", "serve", "wrapUp", "firstReply", "firstReplyMedian", "firstReplyP90", "firstReplyFromLine", "reply", "replyP90", "handleTime", "workTime"]),
        new("agents", ReportDimension.Agent, ReportChartKind.None, ["handled", "aht", "firstReply", "firstReplyP90", "reply", "replyP90", "asked", "missed", "missRate", "transferredOut", "transferRate", "parked", "rating"]),
        new("work", ReportDimension.Agent, ReportChartKind.None, ["staffedTime", "availableTime", "busyTime", "idleTime", "breakTime", "busyPresenceTime", "autoBreakTime", "occupancy", "slotUtilisation", "concurrency", "concurrentAht"]),
        new("transfers", ReportDimension.Group, ReportChartKind.None, ["handled", "transferredOut", "toAgent", "toGroup", "transferRate", "takenAway", "parked"]),
        new("channels", ReportDimension.Channel, ReportChartKind.Stack, ["conversations", "served", "automatedShare", "offered", "serviceLevel", "abandonRate", "asa", "aht", "csat"]),
        new("reasons", ReportDimension.Reason, ReportChartKind.Pareto, ["conversations", "served", "handled", "aht", "transferRate", "fcr", "csat"]),
        new("traffic", ReportDimension.Weekday, ReportChartKind.Heat, ["offered"]),
        new("satisfaction", ReportDimension.Agent, ReportChartKind.None, ["served", "invited", "inviteRate", "rated", "responseRate", "csat", "neutralShare", "dissatisfiedShare", "rating"]),
        new("fcr", ReportDimension.Reason, ReportChartKind.None, ["served", "firstContacts", "fcr"]),
        new("tiers", ReportDimension.Tier, ReportChartKind.None, ["offered", "answered", "abandonRate", "serviceLevel", "asa", "asaP90", "aht", "csat"]),
        new("sources", ReportDimension.Source, ReportChartKind.None, ["conversations", "served", "automatedShare", "offered", "abandonRate", "aht", "csat"]),
    ];

    public static ReportPreset Find(string? key) => All.FirstOrDefault(p => p.Key == key) ?? All[0];
}

/// <summary>How a report is drawn above its table.</summary>
public enum ReportChartKind
{
    None,
    /// <summary>What became of contacts, one on the other.</summary>
    Stack,
    Line,
    /// <summary>Largest first, with the share that they make together.</summary>
    Pareto,
    /// <summary>Days of the week by hours.</summary>
    Heat,
}
