using System.Buffers.Binary;
using System.Security.Cryptography;

namespace Imcc.Core.Delivery;

/// <summary>
/// By what a channel knows a repeated attempt again (WeChat's <c>client_msg_id</c>): the same for all attempts, another once a person has sent it again, which
/// the channel would else take for one of them.
/// </summary>
public static class SendId
{
    /// <param name="id">The message's or the notice's.</param>
    /// <param name="since">A time that only changes when a person sends it again.</param>
    public static Guid Of(Guid id, DateTimeOffset since)
    {
        Span<byte> bytes = stackalloc byte[24];
        id.TryWriteBytes(bytes);
        BinaryPrimitives.WriteInt64LittleEndian(bytes[16..], since.ToUnixTimeMilliseconds());
        return new Guid(SHA256.HashData(bytes).AsSpan(0, 16));
    }
}
