using System.Net;
using Microsoft.Extensions.Options;

namespace Imcc.Infrastructure.Channels.WebChat;

/// <summary>What one visitor and one address may do in a while, counted on this node.</summary>
public sealed class VisitorLimits(IOptions<WebChatOptions> options, TimeProvider time)
{
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan TenSeconds = TimeSpan.FromSeconds(10);

    public TokenBuckets<Guid> Messages { get; } = new(options.Value.MessagesPer10Seconds, TenSeconds, options.Value.MaxCounted, time);

    public TokenBuckets<Guid> Reads { get; } = new(options.Value.ReadsPer10Seconds, TenSeconds, options.Value.MaxCounted, time);

    public TokenBuckets<string> Connections { get; } = new(options.Value.ConnectionsPerMinute, Minute, options.Value.MaxCounted, time);

    public TokenBuckets<Guid> Uploads { get; } = new(options.Value.UploadsPerMinute, Minute, options.Value.MaxCounted, time);

    /// <summary>Twice one visitor's share: visitor tokens are to be had for the asking, addresses are not.</summary>
    public TokenBuckets<string> UploadsByAddress { get; } = new(options.Value.UploadsPerMinute * 2, Minute, options.Value.MaxCounted, time);

    /// <summary>Whom an address stands for: an IPv4 address is one customer's line, as is an IPv6 network of 64 bits.</summary>
    public static string KeyOf(IPAddress? address)
    {
        if (address is null)
            return "unknown";
        if (address.IsIPv4MappedToIPv6)
            address = address.MapToIPv4();
        return address.GetAddressBytes() is { Length: 16 } bytes ? Convert.ToHexString(bytes, 0, 8) : address.ToString();
    }
}
