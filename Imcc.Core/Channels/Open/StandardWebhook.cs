using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Imcc.Core.Channels.Open;

/// <summary>Signs requests to other systems as Standard Webhooks does: HMAC-SHA256 over <c>id.timestamp.body</c>, in Base64 after <c>v1,</c>.</summary>
public static class StandardWebhook
{
    public const string IdHeader = "webhook-id";
    public const string TimestampHeader = "webhook-timestamp";
    public const string SignatureHeader = "webhook-signature";
    private const string Prefix = "whsec_";

    /// <summary>How far a receiver's clock may be from ours.</summary>
    public static readonly TimeSpan Tolerance = TimeSpan.FromMinutes(5);

    /// <summary>The key as people copy it.</summary>
    public static string Written(ReadOnlySpan<byte> key) => Prefix + Convert.ToBase64String(key);

    /// <returns>24 to 64 bytes; null: it is no key.</returns>
    public static byte[]? ReadKey(string written)
    {
        var key = new byte[64];
        return written.StartsWith(Prefix, StringComparison.Ordinal) && Convert.TryFromBase64String(written[Prefix.Length..], key, out var length) && length is >= 24 and <= 64
            ? key[..length]
            : null;
    }

    public static string Sign(byte[] key, string id, DateTimeOffset at, ReadOnlySpan<byte> body)
    {
        byte[] signed = [.. Encoding.UTF8.GetBytes($"{id}.{Seconds(at)}."), .. body];
        return "v1," + Convert.ToBase64String(HMACSHA256.HashData(key, signed));
    }

    public static string Seconds(DateTimeOffset at) => at.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);

    /// <param name="signatures">One or several, with spaces between them: keys are changed without a gap.</param>
    public static bool Matches(byte[] key, string id, string timestamp, string signatures, ReadOnlySpan<byte> body, DateTimeOffset now)
    {
        if (!long.TryParse(timestamp, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds) || seconds > 253_402_300_799)
            return false;
        var at = DateTimeOffset.FromUnixTimeSeconds(seconds);
        if ((now - at).Duration() > Tolerance)
            return false;
        var expected = Encoding.UTF8.GetBytes(Sign(key, id, at, body));
        return signatures.Split(' ', StringSplitOptions.RemoveEmptyEntries).Any(s => CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(s), expected));
    }
}
