using Imcc.Infrastructure.Organisation;

namespace Imcc.Web.Simulator;

/// <summary>Leads calls to the stand-in of an open channel to this process, wherever it listens: outside it may have an address that is not reached from here.</summary>
internal sealed class OpenStandInRoute(OwnAddress own, PublicAddress address) : DelegatingHandler
{
    public const string Webhook = "/simulator/open/webhook";

    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        if (request.RequestUri is { } asked && asked.AbsoluteUri == address.Resolve(Webhook))
            request.RequestUri = new Uri(own.Get(), Webhook);
        return base.SendAsync(request, cancellationToken);
    }
}
