using System.Security.Cryptography;
using System.Text;

namespace Imcc.Core.Contacts;

/// <summary>The id of the person whom a UnionID names: computed, so that each store finds the person without asking the others.</summary>
public static class PersonKey
{
    /// <summary>At most so many characters are a UnionID.</summary>
    public const int LongestUnionId = 128;

    /// <returns>A UUID of version 8: the first 122 free bits of SHA-256 over the UnionID.</returns>
    public static Guid For(string unionId)
    {
        if (unionId.Length is 0 or > LongestUnionId)
            throw new ArgumentException($"A UnionID has 1 to {LongestUnionId} characters.", nameof(unionId));
        Span<byte> hash = stackalloc byte[32];
        SHA256.HashData(Encoding.UTF8.GetBytes("union:" + unionId), hash);
        hash[6] = (byte)(hash[6] & 0x0F | 0x80);
        hash[8] = (byte)(hash[8] & 0x3F | 0x80);
        return new Guid(hash[..16], bigEndian: true);
    }
}
