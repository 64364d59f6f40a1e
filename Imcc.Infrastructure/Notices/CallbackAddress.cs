using System.Net;
using Imcc.Core.Knowledge;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace Imcc.Infrastructure.Notices;

/// <summary>Where results may be told: https anywhere in the public network, the hosts that the configuration names, and in development the machine itself.</summary>
internal sealed class CallbackAddress(IOptions<NoticeOptions> options, IHostEnvironment environment)
{
    public bool IsAllowed(string address) =>
        WebAddress.IsOne(address) && Uri.TryCreate(address, UriKind.Absolute, out var uri)
        && (uri.Scheme == Uri.UriSchemeHttps || IsNamed(uri.Host) || (environment.IsDevelopment() && uri.IsLoopback))
        && (!IPAddress.TryParse(uri.Host.Trim('[', ']'), out var literal) || MayConnect(uri.Host, literal));

    /// <summary>Asked once more when the name has been looked up: what it stands for may have changed.</summary>
    public bool MayConnect(string host, IPAddress address) =>
        PublicNetwork.Has(address) || IsNamed(host) || (environment.IsDevelopment() && IPAddress.IsLoopback(address));

    private bool IsNamed(string host) => options.Value.CallbackHosts.Contains(host, StringComparer.OrdinalIgnoreCase);
}
