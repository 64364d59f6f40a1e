using System.Net;
using System.Net.Sockets;
using Imcc.Core.Knowledge;

namespace Imcc.Infrastructure.Organisation;

/// <summary>Connects to addresses that people have entered: wherever a name or a redirection leads, only to a place that may be called.</summary>
internal static class PublicConnection
{
    /// <param name="isAllowed">What may be called besides the public network; null: nothing.</param>
    /// <exception cref="InternalAddressException">The name stands for an address that may not be called.</exception>
    public static async ValueTask<Stream> OpenAsync(SocketsHttpConnectionContext context, Func<IPAddress, bool>? isAllowed, CancellationToken cancellationToken)
    {
        // Looked up once, and connected to what was looked at: a second look could be told something else.
        var addresses = await Dns.GetHostAddressesAsync(context.DnsEndPoint.Host, cancellationToken);
        if (addresses.Any(a => !PublicNetwork.Has(a) && isAllowed?.Invoke(a) is not true))
            throw new InternalAddressException();
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(addresses, context.DnsEndPoint.Port, cancellationToken);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}

/// <summary>The address is one inside a house, ours or the provider's.</summary>
internal sealed class InternalAddressException() : IOException("The address is not one of the public network.")
{
    /// <summary>Whether it is at the bottom of what went wrong: the HTTP client wraps it.</summary>
    public static bool IsIn(Exception? e) => e is InternalAddressException || (e is not null && IsIn(e.InnerException));
}
