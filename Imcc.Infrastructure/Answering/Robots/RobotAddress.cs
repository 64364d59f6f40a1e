using System.Net;
using System.Net.Sockets;

namespace Imcc.Infrastructure.Answering.Robots;

/// <summary>Which addresses a robot may have.</summary>
internal static class RobotAddress
{
    /// <returns>Null: it may; otherwise the code of what is wrong.</returns>
    public static string? Problem(string url, bool allowPrivate)
    {
        if (!Uri.TryCreate(url, UriKind.Absolute, out var address) || address.Scheme is not ("http" or "https") || address.UserInfo.Length > 0 || address.Fragment.Length > 0)
            return "UrlBad";
        return !allowPrivate && (address.Scheme == "http" || IsPrivate(address)) ? "HostPrivate" : null;
    }

    private static bool IsPrivate(Uri address)
    {
        if (address.IsLoopback || !address.DnsSafeHost.Contains('.', StringComparison.Ordinal) && address.HostNameType == UriHostNameType.Dns)
            return true;
        if (!IPAddress.TryParse(address.DnsSafeHost, out var ip))
            return address.DnsSafeHost.EndsWith(".local", StringComparison.OrdinalIgnoreCase) || address.DnsSafeHost.EndsWith(".internal", StringComparison.OrdinalIgnoreCase);
        ip = ip.IsIPv4MappedToIPv6 ? ip.MapToIPv4() : ip;
        if (ip.AddressFamily == AddressFamily.InterNetworkV6)
            return ip.IsIPv6LinkLocal || ip.IsIPv6UniqueLocal || IPAddress.IsLoopback(ip) || ip.Equals(IPAddress.IPv6Any);
        return ip.GetAddressBytes() is [10 or 127 or 0, ..] or [192, 168, ..] or [172, >= 16 and <= 31, ..] or [169, 254, ..] or [100, >= 64 and <= 127, ..];
    }
}
