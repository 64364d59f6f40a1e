using Imcc.Infrastructure.Organisation;
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
            ConnectCallback = static (context, cancellationToken) => PublicConnection.OpenAsync(context, null, cancellationToken),
        })
        .RemoveAllLoggers();
}
