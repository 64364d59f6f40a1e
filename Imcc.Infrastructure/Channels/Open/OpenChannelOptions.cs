using System.ComponentModel.DataAnnotations;
using System.Net;
using Imcc.Core.Knowledge;
using Microsoft.Extensions.Options;

namespace Imcc.Infrastructure.Channels.Open;

/// <summary>Where open channels' webhooks may be. Section <c>Imcc:OpenChannel</c>.</summary>
public sealed class OpenChannelOptions
{
    public const string Section = "Imcc:OpenChannel";

    /// <summary>Also inside the house (10.0.0.0/8, 192.168.0.0/16 …): whoever may set up accounts can then make this process call internal systems.</summary>
    public bool AllowPrivateHosts { get; set; }

    /// <summary>Also on this machine. Left out: in Development only.</summary>
    public bool AllowLoopback { get; set; }

    /// <summary>How long a webhook may take to answer: 1 to 25 seconds.</summary>
    [Range(1, 25)]
    public int TimeoutSeconds { get; set; } = 10;

    /// <summary>Besides the public network.</summary>
    internal bool Allows(IPAddress address) => IPAddress.IsLoopback(address) ? AllowLoopback : AllowPrivateHosts && IsInsideHouse(address);

    // Never the link (169.254.169.254 tells a cloud machine's secrets), nor what stands for no address at all.
    private static bool IsInsideHouse(IPAddress address)
    {
        var plain = address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
        return !PublicNetwork.Has(plain) && (plain.IsIPv6UniqueLocal
            || plain.GetAddressBytes() is [10, _, _, _] or [192, 168, _, _] or [172, >= 16 and <= 31, _, _] or [100, >= 64 and <= 127, _, _]);
    }
}

[OptionsValidator]
internal sealed partial class OpenChannelOptionsValidator : IValidateOptions<OpenChannelOptions>;
