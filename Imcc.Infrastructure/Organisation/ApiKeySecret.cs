using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace Imcc.Infrastructure.Organisation;

/// <summary>The text of an API key: 256 random bits, so that a plain hash is enough to keep.</summary>
internal static class ApiKeySecret
{
    public const int MaxLength = 200;

    public static string New() => "imcc_" + Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32));

    /// <summary>Enough for a person to tell keys apart, too little to guess the rest.</summary>
    public static string PrefixOf(string key) => key[..Math.Min(key.Length / 2, 10)];

    public static string HashOf(string key) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(key)));
}
