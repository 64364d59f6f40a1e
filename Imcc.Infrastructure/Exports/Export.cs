using Imcc.Core.Reporting;

namespace Imcc.Infrastructure.Exports;

/// <summary>A file that is made, or was, as its owner sees it.</summary>
/// <param name="Total">Lines; 0: not known yet.</param>
/// <param name="Size">Bytes; 0: not there yet.</param>
public sealed record Export(
    Guid Id, string Title, ExportFormat Format, ExportState State, int Done, int Total, long Size, DateTimeOffset CreatedAt, DateTimeOffset? SettledAt, DateTimeOffset ExpiresAt)
{
    public bool IsOnItsWay => State is ExportState.Waiting or ExportState.Running;

    public string Extension => Format == ExportFormat.Csv ? "csv" : "xlsx";
}

/// <summary>What a file is to hold.</summary>
/// <param name="Query">The report's address after the question mark.</param>
/// <param name="Cell">Null: the report itself.</param>
/// <param name="Culture">In whose words.</param>
public sealed record ExportOrder(string Title, string Query, ExportCell? Cell, ExportFormat Format, string Culture);

/// <summary>A cell of a report, behind which conversations stand.</summary>
/// <param name="First">Null: of all rows.</param>
public sealed record ExportCell(string Kpi, ReportTerm? First, ReportTerm? Then);
