using System.Text.Json.Serialization;

namespace Imcc.Core.Channels;

/// <summary>
/// Hands the customer to the channel's own people (转微信客服): only in the response to the customer's own message, and nothing is to be read.
/// </summary>
/// <param name="Account">Who of them; null: whoever is free.</param>
/// <param name="Otherwise">What the customer is told instead where it comes too late for that response; null: nothing.</param>
[GenerateSerializer, Immutable]
public sealed record ChannelServiceContent([property: Id(0)] string? Account = null, [property: Id(1)] string? Otherwise = null) : MessageContent
{
    [JsonIgnore]
    public override string Preview => "[转接微信客服]" + (Account is null ? "" : " " + OneLine(Account));

    [JsonIgnore]
    public override bool IsSpeech => false;
}
