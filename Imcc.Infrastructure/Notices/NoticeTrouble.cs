using System.Text.Json;
using Imcc.Infrastructure.Organisation;

namespace Imcc.Infrastructure.Notices;

/// <summary>An attempt that failed. Stored as JSON with its notice: names are never changed.</summary>
public sealed record NoticeTrouble(DateTimeOffset At, int Attempt, string Error)
{
    private const int Kept = 8;

    internal static IReadOnlyList<NoticeTrouble> Read(string? stored) =>
        stored is null ? [] : JsonSerializer.Deserialize<List<NoticeTrouble>>(stored, DirectoryJson.Options) ?? [];

    /// <summary>With one more; only the last few are kept.</summary>
    internal static string Add(string? stored, NoticeTrouble trouble) =>
        JsonSerializer.Serialize(Read(stored).Append(trouble).TakeLast(Kept), DirectoryJson.Options);
}
