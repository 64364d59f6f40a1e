using System.Net;
using Microsoft.Extensions.Options;

namespace Imcc.Web.Security;

/// <summary>How the process stands towards the network. Section <c>Imcc:Security</c>.</summary>
public sealed class SecurityOptions
{
    public const string Section = "Imcc:Security";

    /// <summary>
    /// The sign-in cookie only travels over https. Left out: everywhere but in Development. Off only where TLS ends before a proxy
    /// that does not say so, or on a closed test network.
    /// </summary>
    public bool RequireHttps { get; set; }

    /// <summary>Addresses or networks (10.0.0.0/8) of the proxies whose <c>X-Forwarded-*</c> headers are believed; without any, nobody's are.</summary>
    public IList<string> TrustedProxies { get; init; } = [];
}

internal sealed class SecurityOptionsValidator : IValidateOptions<SecurityOptions>
{
    public ValidateOptionsResult Validate(string? name, SecurityOptions options)
    {
        var bad = options.TrustedProxies.Where(p => !IPAddress.TryParse(p, out _) && !IPNetwork.TryParse(p, out _)).ToList();
        return bad.Count == 0
            ? ValidateOptionsResult.Success
            : ValidateOptionsResult.Fail(bad.Select(p => $"{SecurityOptions.Section}:TrustedProxies: '{p}' is neither an address nor a network such as 10.0.0.0/8."));
    }
}
