using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace Imcc.Infrastructure.Exports;

/// <summary>How files are made in the background. Section <c>Imcc:Exports</c>.</summary>
public sealed class ExportOptions
{
    public const string Section = "Imcc:Exports";

    /// <summary>A folder outside the web root; empty: beside uploads, in their folder. Nodes of one cluster share it.</summary>
    public string Path { get; set; } = "";

    /// <summary>A report with more rows than this is made in the background.</summary>
    [Range(1, 100_000)]
    public int LargeRows { get; set; } = 2000;

    /// <summary>Lines of one file; later ones are left out, and the file says so.</summary>
    [Range(1000, 1_000_000)]
    public int MostLines { get; set; } = 100_000;

    /// <summary>Days for which a file can be fetched.</summary>
    [Range(1, 365)]
    public int KeptDays { get; set; } = 7;

    [Range(typeof(TimeSpan), "00:00:00.1", "00:01:00")]
    public TimeSpan Every { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>So long a process that makes a file may be silent before another makes it.</summary>
    [Range(typeof(TimeSpan), "00:00:05", "01:00:00")]
    public TimeSpan Lease { get; set; } = TimeSpan.FromMinutes(1);
}

[OptionsValidator]
internal sealed partial class ExportOptionsValidator : IValidateOptions<ExportOptions>;
