using System.Net;
using System.Net.Sockets;

namespace Imcc.Core.Knowledge;

/// <summary>Which addresses are anybody's: what is not private, not of the machine itself, not of the link, and not set aside (RFC 6890).</summary>
public static class PublicNetwork
{
    private static readonly IPNetwork[] SetAside =
    [
        .. new[]
        {
            "0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12", "192.0.0.0/24", "192.0.2.0/24", "192.88.99.0/24", "192.168.0.0/16", "198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24",
            "224.0.0.0/4", "240.0.0.0/4", "::/127", "64:ff9b::/32", "100::/64", "2001::/23", "2001:db8::/32", "2002::/16", "fc00::/7", "fe80::/10", "fec0::/10", "ff00::/8",
        }.Select(n => IPNetwork.Parse(n)),
    ];

    public static bool Has(IPAddress address)
    {
        var plain = address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
        return plain.AddressFamily is AddressFamily.InterNetwork or AddressFamily.InterNetworkV6
            // An IPv4 address in the last bits of an otherwise empty one is the same address to some systems.
            && !(plain.AddressFamily is AddressFamily.InterNetworkV6 && plain.GetAddressBytes().AsSpan(0, 12).IndexOfAnyExcept((byte)0) < 0)
            && !SetAside.Any(n => n.Contains(plain));
    }
}
