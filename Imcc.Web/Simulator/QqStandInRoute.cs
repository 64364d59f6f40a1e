namespace Imcc.Web.Simulator;

/// <summary>Sends calls to <see cref="QqStandIn.ApiBase"/> to the stand-in of this process, wherever it listens.</summary>
internal sealed class QqStandInRoute(OwnAddress own) : DelegatingHandler
{
    public const string Prefix = "/simulator/qq-api";
    private static readonly string Host = new Uri(QqStandIn.ApiBase).Host;

    /// <summary>Whether a bot's API is the stand-in of this process.</summary>
    public static bool IsHere(string apiBase) => apiBase == QqStandIn.ApiBase || apiBase.EndsWith(Prefix, StringComparison.Ordinal);

    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        if (request.RequestUri is { } address && address.Host == Host)
            request.RequestUri = new Uri(own.Get(), Prefix + address.PathAndQuery);
        return base.SendAsync(request, cancellationToken);
    }
}
