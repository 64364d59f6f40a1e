using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace Imcc.Infrastructure.Files;

/// <summary>Where uploaded files lie and how large they may be. Section <c>Imcc:Files</c>.</summary>
public sealed class FileStoreOptions
{
    public const string Section = "Imcc:Files";

    /// <summary>A folder outside the web root; a relative one counts from the content root. Nodes of one cluster share it.</summary>
    [Required]
    public string Path { get; set; } = "data/files";

    /// <summary>Bytes; 1 KiB to 200 MiB.</summary>
    [Range(1024, 200 * 1024 * 1024)]
    public long MaxBytes { get; set; } = 20 * 1024 * 1024;
}

[OptionsValidator]
internal sealed partial class FileStoreOptionsValidator : IValidateOptions<FileStoreOptions>;
