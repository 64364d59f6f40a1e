using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.Configuration;

namespace Imcc.Infrastructure.Organisation;

/// <summary>
/// Where the outside world finds us: <c>Imcc:PublicUrl</c>; without it the address that this process listens on, once it does.
/// </summary>
public sealed class PublicAddress
{
    public const string Setting = "Imcc:PublicUrl";

    private readonly bool _configured;

    public PublicAddress(IConfiguration configuration)
    {
        var configured = configuration[Setting];
        _configured = !string.IsNullOrWhiteSpace(configured);
        Url = _configured ? configured!.Trim().TrimEnd('/') : "http://localhost:5080";
        if (!IsWebAddress(Url))
            throw new InvalidOperationException($"{Setting} must be an absolute http or https address; it is '{configured}'.");
    }

    /// <summary>Without a slash at the end.</summary>
    public string Url { get; private set; }

    /// <summary>An address that begins with a slash is one of our own.</summary>
    public string Resolve(string address) => address.StartsWith('/') ? Url + address : address;

    /// <summary>What to show a person to copy: the configured address, else the one that the person is using.</summary>
    public string ForPeople(string baseAddress) => _configured ? Url : baseAddress.TrimEnd('/');

    public static bool IsWebAddress(string address) =>
        Uri.TryCreate(address, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https" && uri.Host.Length > 0 && uri.UserInfo.Length == 0;

    /// <returns>Whether it is another address than before.</returns>
    internal bool ListensOn(IServer server)
    {
        if (_configured || server.Features.Get<IServerAddressesFeature>()?.Addresses is not { Count: > 0 } addresses)
            return false;
        var first = addresses.FirstOrDefault(a => a.StartsWith("http:", StringComparison.OrdinalIgnoreCase)) ?? addresses.First();
        // "Any interface" is an address to listen on, not one to call.
        var callable = first.Replace("[::]", "localhost", StringComparison.Ordinal).Replace("0.0.0.0", "localhost", StringComparison.Ordinal)
            .Replace("+", "localhost", StringComparison.Ordinal).Replace("*", "localhost", StringComparison.Ordinal).TrimEnd('/');
        if (!IsWebAddress(callable) || callable == Url)
            return false;
        Url = callable;
        return true;
    }
}
