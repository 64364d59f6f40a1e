using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace Imcc.Infrastructure.Channels.WebChat;

/// <summary>How much one visitor, and one address, may ask of the web chat. Section <c>Imcc:WebChat</c>.</summary>
public sealed class WebChatOptions
{
    public const string Section = "Imcc:WebChat";

    /// <summary>Characters (UTF-16 units) of one message.</summary>
    [Range(100, 20_000)]
    public int MaxTextLength { get; set; } = 4000;

    [Range(1, 1000)]
    public int MessagesPer10Seconds { get; set; } = 20;

    /// <summary>Questions for history that a visitor's page may ask; each reads the store.</summary>
    [Range(10, 10_000)]
    public int ReadsPer10Seconds { get; set; } = 60;

    /// <summary>New connections of one address (IPv4, or the /64 of an IPv6). Raise it where whole offices come through one address.</summary>
    [Range(1, 100_000)]
    public int ConnectionsPerMinute { get; set; } = 10;

    [Range(1, 1000)]
    public int UploadsPerMinute { get; set; } = 20;

    /// <summary>How many visitors and addresses are counted at once; beyond it new ones are told to come back later.</summary>
    [Range(1000, 10_000_000)]
    public int MaxCounted { get; set; } = 100_000;
}

[OptionsValidator]
internal sealed partial class WebChatOptionsValidator : IValidateOptions<WebChatOptions>;
