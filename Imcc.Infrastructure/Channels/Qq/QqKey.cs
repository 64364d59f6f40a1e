using System.Text;
using Org.BouncyCastle.Math.EC.Rfc8032;

namespace Imcc.Infrastructure.Channels.Qq;

/// <summary>
/// A bot's Ed25519 key pair (RFC 8032), made of its secret. QQ signs what it posts with it, and so do we when it checks our address; the framework has no Ed25519.
/// </summary>
public sealed class QqKey
{
    /// <summary>Bytes; twice as many hex digits in the header.</summary>
    public const int SignatureLength = 64;

    private readonly byte[] _seed;
    private readonly byte[] _publicKey = new byte[Ed25519.PublicKeySize];

    /// <exception cref="ArgumentException">The secret is empty.</exception>
    public QqKey(string secret)
    {
        ArgumentException.ThrowIfNullOrEmpty(secret);
        var repeated = secret;
        while (repeated.Length < Ed25519.SecretKeySize)
            repeated += repeated;
        _seed = Encoding.UTF8.GetBytes(repeated)[..Ed25519.SecretKeySize];
        Ed25519.GeneratePublicKey(_seed, 0, _publicKey, 0);
    }

    public IReadOnlyList<byte> PublicKey => _publicKey;

    /// <returns>In lower-case hex.</returns>
    public string Sign(string timestamp, ReadOnlySpan<byte> body)
    {
        var message = Message(timestamp, body);
        var signature = new byte[SignatureLength];
        Ed25519.Sign(_seed, 0, message, 0, message.Length, signature, 0);
        return Convert.ToHexStringLower(signature);
    }

    /// <param name="body">The bytes as they came: written anew they are others.</param>
    public bool Verifies(string signature, string timestamp, ReadOnlySpan<byte> body)
    {
        Span<byte> bytes = stackalloc byte[SignatureLength];
        if (signature.Length != 2 * SignatureLength
            || Convert.FromHexString(signature, bytes, out _, out _) != System.Buffers.OperationStatus.Done
            || (bytes[SignatureLength - 1] & 0xE0) != 0)
            return false;
        var message = Message(timestamp, body);
        return Ed25519.Verify(bytes.ToArray(), 0, _publicKey, 0, message, 0, message.Length);
    }

    private static byte[] Message(string timestamp, ReadOnlySpan<byte> body)
    {
        var message = new byte[Encoding.UTF8.GetByteCount(timestamp) + body.Length];
        body.CopyTo(message.AsSpan(Encoding.UTF8.GetBytes(timestamp, message)));
        return message;
    }
}
