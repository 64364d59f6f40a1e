using System.Buffers;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;

namespace Imcc.Core.Channels.WeChat;

/// <summary>
/// WeChat's signature: SHA-1 over the parts in ordinal order, in lower-case hex. The order must not follow a culture, which
/// would put <c>bToken</c> before <c>Cnonce</c>.
/// </summary>
public static class WeChatSignature
{
    private const int HexLength = SHA1.HashSizeInBytes * 2;

    public static string Sign(string token, string timestamp, string nonce)
    {
        Span<string> parts = [token, timestamp, nonce];
        return SignSorted(parts);
    }

    public static string Sign(string token, string timestamp, string nonce, string encrypted)
    {
        Span<string> parts = [token, timestamp, nonce, encrypted];
        return SignSorted(parts);
    }

    /// <summary>The same over any number of parts, whose order in <paramref name="parts"/> is changed.</summary>
    public static string SignSorted(Span<string> parts)
    {
        Span<char> hex = stackalloc char[HexLength];
        Hash(parts, hex);
        return hex.ToString();
    }

    /// <summary>Whether the URL check or plain request was signed by who knows the token.</summary>
    public static bool Matches(string given, string token, string timestamp, string nonce)
    {
        Span<string> parts = [token, timestamp, nonce];
        return Matches(given, parts);
    }

    /// <summary>Whether the encrypted request was signed by who knows the token.</summary>
    public static bool Matches(string given, string token, string timestamp, string nonce, string encrypted)
    {
        Span<string> parts = [token, timestamp, nonce, encrypted];
        return Matches(given, parts);
    }

    private static bool Matches(string given, Span<string> parts)
    {
        Span<char> hex = stackalloc char[HexLength];
        Hash(parts, hex);
        return CryptographicOperations.FixedTimeEquals(MemoryMarshal.AsBytes(hex), MemoryMarshal.AsBytes(given.AsSpan()));
    }

    private static void Hash(Span<string> parts, Span<char> hex)
    {
        parts.Sort(StringComparer.Ordinal);
        var length = 0;
        foreach (var part in parts)
            length += Encoding.UTF8.GetByteCount(part);

        byte[]? rented = null;
        var bytes = length <= 1024 ? stackalloc byte[1024] : rented = ArrayPool<byte>.Shared.Rent(length);
        var at = 0;
        foreach (var part in parts)
            at += Encoding.UTF8.GetBytes(part, bytes[at..]);

        Span<byte> hash = stackalloc byte[SHA1.HashSizeInBytes];
        SHA1.HashData(bytes[..length], hash);
        if (rented is not null)
            ArrayPool<byte>.Shared.Return(rented);
        Convert.TryToHexStringLower(hash, hex, out _);
    }
}
