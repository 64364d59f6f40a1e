using System.Net;
using System.Net.Sockets;
using Imcc.Core.Knowledge;
using Microsoft.Extensions.DependencyInjection;

namespace Imcc.Infrastructure.Knowledge;

/// <summary>The HTTP client that looks at addresses which editors have written: it connects to the public network alone, wherever a name or a redirection leads.</summary>
internal static class LinkClient
{
    public const string Name = "article-links";

    public static void AddLinkClient(this IServiceCollection services) => services.AddHttpClient(Name, client =>
        {
            client.Timeout = TimeSpan.FromSeconds(10);
            client.DefaultRequestHeaders.UserAgent.ParseAdd("imcc-link-check/1.0");
        })
        .ConfigurePrimaryHttpMessageHandler(() => new SocketsHttpHandler
        {
            AllowAutoRedirect = true,
            MaxAutomaticRedirections = 5,
            ConnectTimeout = TimeSpan.FromSeconds(5),
            MaxResponseHeadersLength = 64,
            UseCookies = false,
            // A proxy would resolve the name where nobody looks at what it stands for.
            UseProxy = false,
            ConnectCallback = ConnectAsync,
        })
        .RemoveAllLoggers();

    private static async ValueTask<Stream> ConnectAsync(SocketsHttpConnectionContext context, CancellationToken cancellationToken)
    {
        // Looked up once, and connected to what was looked at: a second look could be told something else.
        var addresses = await Dns.GetHostAddressesAsync(context.DnsEndPoint.Host, cancellationToken);
        if (addresses.Any(a => !PublicNetwork.Has(a)))
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
internal sealed class InternalAddressException() : IOException("The address is not one of the public network.");
