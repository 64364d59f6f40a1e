using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace Imcc.Infrastructure.History;

/// <summary>Where the full-text index of conversations lies. Section <c>Imcc:History</c>.</summary>
public sealed class HistoryOptions
{
    public const string Section = "Imcc:History";

    /// <summary>A folder of this process's own: no other may use it. It may be deleted while the process is down; it is made again from the database.</summary>
    [Required]
    public string Path { get; set; } = "data/history";

    /// <summary>MiB that new entries may take in memory before they are written; 8 to 512.</summary>
    [Range(8, 512)]
    public int BufferMegabytes { get; set; } = 32;
}

[OptionsValidator]
internal sealed partial class HistoryOptionsValidator : IValidateOptions<HistoryOptions>;
