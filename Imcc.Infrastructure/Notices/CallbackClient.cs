using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.DependencyInjection;

namespace Imcc.Infrastructure.Notices;

/// <summary>The HTTP client that tells results: it connects where <see cref="CallbackAddress"/> allows, wherever a name leads, and follows nobody elsewhere.</summary>
internal static class CallbackClient
{
    public const string Name = "notice-callbacks";

    public static void AddCallbackClient(this IServiceCollection services) => services.AddHttpClient(Name, client =>
        {
            client.Timeout = TimeSpan.FromSeconds(10);
            client.MaxResponseContentBufferSize = 64 * 1024;
            client.DefaultRequestHeaders.UserAgent.ParseAdd("imcc-notices/1.0");
        })
        .ConfigurePrimaryHttpMessageHandler(provider => new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            ConnectTimeout = TimeSpan.FromSeconds(5),
            MaxResponseHeadersLength = 64,
            PooledConnectionLifetime = TimeSpan.FromMinutes(5),
            UseCookies = false,
            // A proxy would resolve the name where nobody looks at what it stands for.
            UseProxy = false,
            ConnectCallback = (context, cancellationToken) => ConnectAsync(provider.GetRequiredService<CallbackAddress>(), context, cancellationToken),
        })
        .RemoveAllLoggers();

    private static async ValueTask<Stream> ConnectAsync(CallbackAddress allowed, SocketsHttpConnectionContext context, CancellationToken cancellationToken)
    {
        var host = context.DnsEndPoint.Host;
        // Looked up once, and connected to what was looked at: a second look could be told something else.
        var addresses = await Dns.GetHostAddressesAsync(host, cancellationToken);
        if (addresses.Any(a => !allowed.MayConnect(host, a)))
            throw new IOException("The address is not one that results may be told to.");
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
