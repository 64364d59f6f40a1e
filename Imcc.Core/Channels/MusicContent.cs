using System.Text.Json.Serialization;

namespace Imcc.Core.Channels;

/// <summary>A piece of music or a recording that is played from an address of the web.</summary>
/// <param name="Url">Where it is played from; http or https.</param>
/// <param name="HighQualityUrl">The same for a phone with Wi-Fi; null: as <paramref name="Url"/>.</param>
/// <param name="Cover">The picture beside it.</param>
[GenerateSerializer, Immutable]
public sealed record MusicContent(
    [property: Id(0)] string Title,
    [property: Id(1)] string? Description,
    [property: Id(2)] string Url,
    [property: Id(3)] string? HighQualityUrl = null,
    [property: Id(4)] MediaRef? Cover = null) : MessageContent
{
    [JsonIgnore]
    public override string Preview => "[音乐] " + OneLine(Title);
}
