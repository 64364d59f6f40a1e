using System.Security.Cryptography;
using System.Text;

namespace Imcc.Core.Contacts;

/// <summary>
/// The id of a customer's thread is computed from the account and the customer's id there, so that intake finds the grain and the
/// database without a look-up, on any node, for a customer never seen before.
/// </summary>
public static class ThreadKey
{
    /// <returns>A UUID of version 8 (RFC 9562 §5.8): the first 122 free bits of SHA-256 over account and customer.</returns>
    public static Guid For(Guid accountId, string externalId)
    {
        Span<byte> input = stackalloc byte[16 + Encoding.UTF8.GetMaxByteCount(Math.Min(externalId.Length, 300))];
        if (externalId.Length > 300)
            throw new ArgumentException("A customer's id has at most 300 characters.", nameof(externalId));
        accountId.TryWriteBytes(input, bigEndian: true, out _);
        var length = 16 + Encoding.UTF8.GetBytes(externalId, input[16..]);
        Span<byte> hash = stackalloc byte[32];
        SHA256.HashData(input[..length], hash);
        hash[6] = (byte)(hash[6] & 0x0F | 0x80);
        hash[8] = (byte)(hash[8] & 0x3F | 0x80);
        return new Guid(hash[..16], bigEndian: true);
    }
}
