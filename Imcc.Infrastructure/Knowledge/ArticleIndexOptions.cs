using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace Imcc.Infrastructure.Knowledge;

/// <summary>Where the index of articles lies. Section <c>Imcc:Knowledge</c>.</summary>
public sealed class ArticleIndexOptions
{
    public const string Section = "Imcc:Knowledge";

    /// <summary>A folder of this process's own: no other may use it. It may be deleted while the process is down; it is made again from the database.</summary>
    [Required]
    public string Path { get; set; } = "data/knowledge";

    /// <summary>MiB that new entries may take in memory before they are written; 8 to 512.</summary>
    [Range(8, 512)]
    public int BufferMegabytes { get; set; } = 48;
}

[OptionsValidator]
internal sealed partial class ArticleIndexOptionsValidator : IValidateOptions<ArticleIndexOptions>;
