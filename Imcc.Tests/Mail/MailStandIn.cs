using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;
using MimeKit;

namespace Imcc.Tests.Mail;

/// <summary>A mail server on the loopback that takes what RFC 5321 lets a client send, keeps it as it came over the wire, and refuses what a test wants refused.</summary>
internal sealed class MailStandIn : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _closing = new();
    private readonly Task _accepting;

    public MailStandIn()
    {
        _listener.Start();
        Port = ((IPEndPoint)_listener.LocalEndpoint).Port;
        _accepting = AcceptAsync();
    }

    public int Port { get; }

    /// <summary>The answer to RCPT TO of an address; null: it is taken.</summary>
    public Func<string, string?> OnRecipient { get; set; } = _ => null;

    /// <summary>The answer after the message; null: it is taken.</summary>
    public Func<string?> OnMessage { get; set; } = () => null;

    public ConcurrentQueue<(string From, IReadOnlyList<string> To, byte[] Raw)> Taken { get; } = new();

    public int Connections { get; private set; }

    public IReadOnlyList<MimeMessage> Messages => [.. Taken.Select(t => MimeMessage.Load(new MemoryStream(t.Raw)))];

    public async ValueTask DisposeAsync()
    {
        await _closing.CancelAsync();
        _listener.Stop();
        await _accepting;
        _closing.Dispose();
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                var client = await _listener.AcceptTcpClientAsync(_closing.Token);
                Connections++;
                _ = ServeAsync(client);
            }
        }
        catch (Exception e) when (e is OperationCanceledException or SocketException)
        {
            return;
        }
    }

    private async Task ServeAsync(TcpClient client)
    {
        using var _ = client;
        // One character a byte: what is said is kept as it was sent.
        await using var stream = client.GetStream();
        using var reader = new StreamReader(stream, Encoding.Latin1);
        await SayAsync(stream, "220 stand-in ready");
        var (from, to) = ("", new List<string>());
        try
        {
            while (await reader.ReadLineAsync(_closing.Token) is { } line)
            {
                var verb = line.Split(' ', ':')[0].ToUpperInvariant();
                switch (verb)
                {
                    case "EHLO":
                        await SayAsync(stream, "250-stand-in", "250-8BITMIME", "250-SIZE 20000000", "250-ENHANCEDSTATUSCODES", "250 PIPELINING");
                        break;
                    case "MAIL":
                        (from, to) = (Address(line), []);
                        await SayAsync(stream, "250 2.1.0 OK");
                        break;
                    case "RCPT":
                        var refusal = OnRecipient(Address(line));
                        if (refusal is null)
                            to.Add(Address(line));
                        await SayAsync(stream, refusal ?? "250 2.1.5 OK");
                        break;
                    case "DATA":
                        if (to.Count == 0)
                        {
                            await SayAsync(stream, "503 5.5.1 no recipients");
                            break;
                        }

                        await SayAsync(stream, "354 go ahead");
                        var raw = await BodyAsync(reader);
                        var said = OnMessage();
                        if (said is null)
                            Taken.Enqueue((from, to, raw));
                        await SayAsync(stream, said ?? "250 2.0.0 queued");
                        break;
                    case "QUIT":
                        await SayAsync(stream, "221 bye");
                        return;
                    case "RSET" or "NOOP":
                        await SayAsync(stream, "250 2.0.0 OK");
                        break;
                    default:
                        await SayAsync(stream, "502 5.5.2 not known");
                        break;
                }
            }
        }
        catch (Exception e) when (e is IOException or OperationCanceledException or ObjectDisposedException)
        {
            return;
        }
    }

    private async Task<byte[]> BodyAsync(StreamReader reader)
    {
        using var body = new MemoryStream();
        while (await reader.ReadLineAsync(_closing.Token) is { } line && line != ".")
            // A dot that was put before a dot is taken away again (RFC 5321, 4.5.2).
            body.Write(Encoding.Latin1.GetBytes((line.StartsWith('.') ? line[1..] : line) + "\r\n"));
        return body.ToArray();
    }

    private static string Address(string line) => line[(line.IndexOf('<', StringComparison.Ordinal) + 1)..line.IndexOf('>', StringComparison.Ordinal)];

    private static async Task SayAsync(NetworkStream stream, params string[] lines) => await stream.WriteAsync(Encoding.ASCII.GetBytes(string.Concat(lines.Select(l => l + "\r\n"))));
}
