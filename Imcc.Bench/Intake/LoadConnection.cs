using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Imcc.Bench.Intake;

/// <summary>One keep-alive connection that sends a request and reads its response: as little client as possible, for it shares the cores.</summary>
internal sealed class LoadConnection : IDisposable
{
    private readonly Socket _socket = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
    private readonly byte[] _buffer = new byte[16 * 1024];

    public Task ConnectAsync(int port) => _socket.ConnectAsync(IPAddress.Loopback, port);

    /// <returns>The status, and the body as it is.</returns>
    public async Task<(int Status, string Body)> SendAsync(byte[] request, bool readBody)
    {
        var sent = 0;
        while (sent < request.Length)
            sent += await _socket.SendAsync(request.AsMemory(sent), SocketFlags.None);
        var length = 0;
        while (true)
        {
            var read = await _socket.ReceiveAsync(_buffer.AsMemory(length), SocketFlags.None);
            if (read == 0)
                throw new IOException("The server closed the connection.");
            length += read;
            if (Find(_buffer.AsSpan(0, length), "\r\n\r\n"u8) is var end and >= 0 && length >= end + 4 + ContentLength(_buffer.AsSpan(0, end)))
            {
                var status = (_buffer[9] - '0') * 100 + (_buffer[10] - '0') * 10 + (_buffer[11] - '0');
                return (status, readBody ? Encoding.UTF8.GetString(_buffer, end + 4, length - end - 4) : "");
            }
        }
    }

    public void Dispose() => _socket.Dispose();

    private static int ContentLength(ReadOnlySpan<byte> head)
    {
        var at = Find(head, "Content-Length: "u8);
        var value = 0;
        for (var i = at + 16; at >= 0 && i < head.Length && head[i] is >= (byte)'0' and <= (byte)'9'; i++)
            value = value * 10 + head[i] - '0';
        return value;
    }

    private static int Find(ReadOnlySpan<byte> bytes, ReadOnlySpan<byte> what) => bytes.IndexOf(what);
}
