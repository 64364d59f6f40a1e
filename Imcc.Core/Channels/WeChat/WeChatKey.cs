using System.Buffers;
using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Imcc.Core.Channels.WeChat;

/// <summary>
/// An account's EncodingAESKey, and what WeChat does with it: AES-256-CBC over 16 random bytes, the length of the message, the
/// message and the id of whom it is for, padded to blocks of 32 (not of 16, so the framework's own padding cannot be used).
/// </summary>
public sealed class WeChatKey
{
    public const int EncodedLength = 43;
    private const int KeyLength = 32;
    private const int IvLength = 16;
    private const int RandomLength = 16;
    private const int HeadLength = RandomLength + sizeof(uint);
    private const int PaddingBlock = 32;

    private readonly byte[] _key;

    private WeChatKey(byte[] key) => _key = key;

    /// <returns>Null when it is not 43 characters of base64.</returns>
    public static WeChatKey? TryDecode(string encodingAesKey)
    {
        if (encodingAesKey.Length != EncodedLength)
            return null;
        Span<char> padded = stackalloc char[EncodedLength + 1];
        encodingAesKey.CopyTo(padded);
        padded[EncodedLength] = '=';
        var key = new byte[KeyLength];
        // Real keys leave the two spare bits of the last character set: Convert takes that, Base64.DecodeFromUtf8 does not.
        return Convert.TryFromBase64Chars(padded, key, out var length) && length == KeyLength ? new WeChatKey(key) : null;
    }

    /// <returns>The message, or null for whatever is wrong with it: the sender is not told what.</returns>
    public string? Decrypt(string encrypted, string receiver)
    {
        var cipher = ArrayPool<byte>.Shared.Rent(encrypted.Length / 4 * 3 + 3);
        var plain = ArrayPool<byte>.Shared.Rent(cipher.Length);
        try
        {
            if (!Convert.TryFromBase64String(encrypted, cipher, out var length) || length < PaddingBlock || length % IvLength != 0)
                return null;
            using var aes = Aes.Create();
            aes.SetKey(_key);
            aes.DecryptCbc(cipher.AsSpan(0, length), _key.AsSpan(0, IvLength), plain, PaddingMode.None);
            return Unwrap(plain.AsSpan(0, length), receiver);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(cipher);
            ArrayPool<byte>.Shared.Return(plain, clearArray: true);
        }
    }

    /// <param name="random16">16 bytes that nobody can foresee.</param>
    public string Encrypt(string message, string receiver, ReadOnlySpan<byte> random16)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(random16.Length, RandomLength);
        var messageLength = Encoding.UTF8.GetByteCount(message);
        var length = HeadLength + messageLength + Encoding.UTF8.GetByteCount(receiver);
        var padding = PaddingBlock - length % PaddingBlock;
        var plain = new byte[length + padding];
        random16.CopyTo(plain);
        BinaryPrimitives.WriteUInt32BigEndian(plain.AsSpan(RandomLength), (uint)messageLength);
        Encoding.UTF8.GetBytes(message, plain.AsSpan(HeadLength));
        Encoding.UTF8.GetBytes(receiver, plain.AsSpan(HeadLength + messageLength));
        plain.AsSpan(length).Fill((byte)padding);
        using var aes = Aes.Create();
        aes.SetKey(_key);
        return Convert.ToBase64String(aes.EncryptCbc(plain, _key.AsSpan(0, IvLength), PaddingMode.None));
    }

    private static string? Unwrap(ReadOnlySpan<byte> plain, string receiver)
    {
        var padding = plain[^1];
        if (padding is < 1 or > PaddingBlock || plain[^padding..].ContainsAnyExcept(padding))
            return null;
        var content = plain[..^padding];
        if (content.Length < HeadLength)
            return null;
        var length = BinaryPrimitives.ReadUInt32BigEndian(content[RandomLength..]);
        if (length > content.Length - HeadLength)
            return null;
        var message = content.Slice(HeadLength, (int)length);
        var id = content[(HeadLength + (int)length)..];
        Span<byte> expected = stackalloc byte[256];
        // An id that does not fit is a wrong setting, and no message is for it.
        if (!Encoding.UTF8.TryGetBytes(receiver, expected, out var idLength) || !id.SequenceEqual(expected[..idLength]))
            return null;
        // Lenient on purpose: a broken character of a genuine message must not cost the customer the whole message.
        return Encoding.UTF8.GetString(message);
    }
}
