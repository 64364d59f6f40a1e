using System.Collections.Immutable;
using System.Text.Json.Serialization;

namespace Imcc.Core.Reasons;

/// <summary>Why a customer came, as it was when it was noted: later changes of the tree do not touch it.</summary>
/// <param name="Version">Of the tree that it was chosen from.</param>
/// <param name="Path">Names from the root down to the reason itself.</param>
/// <param name="Codes">Codes along the same way.</param>
/// <param name="IsMain">Exactly one of a conversation's reasons is.</param>
[GenerateSerializer, Immutable]
public sealed record ContactReason(
    [property: Id(0)] Guid ReasonId,
    [property: Id(1)] int Version,
    [property: Id(2)] string Code,
    [property: Id(3)] ImmutableArray<string> Path,
    [property: Id(4)] ImmutableArray<string> Codes,
    [property: Id(5)] bool IsMain)
{
    public const string Separator = " › ";

    [JsonIgnore]
    public string Name => Path[^1];

    /// <summary>信用卡 › 账单 › 账单分期.</summary>
    [JsonIgnore]
    public string FullName => string.Join(Separator, Path);
}

/// <summary>A reason that somebody chooses for a conversation.</summary>
[GenerateSerializer, Immutable, Alias("Imcc.ReasonPick")]
public readonly record struct ReasonPick([property: Id(0)] Guid ReasonId, [property: Id(1)] bool IsMain);
