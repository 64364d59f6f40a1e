using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;

namespace Imcc.Web.Simulator;

/// <summary>
/// Where this process listens, so that the telephone can call the webhook from outside like WeChat does. <c>Imcc:Demo:BaseAddress</c>
/// says it where it cannot be seen (behind a proxy, in a test server). Never taken from a request, whose Host anybody can write.
/// </summary>
internal sealed class OwnAddress(IServer server, IConfiguration configuration)
{
    public Uri Get()
    {
        if (configuration["Imcc:Demo:BaseAddress"] is { Length: > 0 } given)
            return new Uri(given.TrimEnd('/') + "/");
        var addresses = server.Features.Get<IServerAddressesFeature>()?.Addresses ?? [];
        var address = addresses.FirstOrDefault(a => a.StartsWith("http://", StringComparison.OrdinalIgnoreCase)) ?? addresses.FirstOrDefault()
            ?? throw new InvalidOperationException("The simulator does not know where this process listens: set Imcc:Demo:BaseAddress.");
        var binding = BindingAddress.Parse(address);
        var host = binding.Host is "*" or "+" or "0.0.0.0" or "[::]" ? "127.0.0.1" : binding.Host;
        return new Uri($"{binding.Scheme}://{host}:{binding.Port}/");
    }
}

/// <summary>Sends calls to <see cref="WeChatStandIn.ApiBase"/> to the stand-in of this process, wherever it listens.</summary>
internal sealed class StandInRoute(OwnAddress own) : DelegatingHandler
{
    public const string Prefix = "/simulator/wechat";
    private static readonly string Host = new Uri(WeChatStandIn.ApiBase).Host;

    /// <summary>Whether an account's API is the stand-in of this process.</summary>
    public static bool IsHere(string apiBase) => apiBase == WeChatStandIn.ApiBase || apiBase.EndsWith(Prefix, StringComparison.Ordinal);

    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        if (request.RequestUri is { } address && address.Host == Host)
            request.RequestUri = new Uri(own.Get(), Prefix + address.PathAndQuery);
        return base.SendAsync(request, cancellationToken);
    }
}
