using System.Text.Json.Serialization;

namespace Imcc.Core.Channels;

/// <summary>A coupon or member card of the channel's own wallet (卡券).</summary>
/// <param name="CardId">The channel's id of the card.</param>
/// <param name="Title">For our own people.</param>
[GenerateSerializer, Immutable]
public sealed record CouponContent([property: Id(0)] string CardId, [property: Id(1)] string Title = "") : MessageContent
{
    [JsonIgnore]
    public override string Preview => "[卡券] " + OneLine(Title.Length > 0 ? Title : CardId);
}
