namespace Imcc.Core.Knowledge;

/// <summary>What counts as an address that an answer may name.</summary>
public static class WebAddress
{
    /// <summary>Absolute, http or https, with a host and without a name and password in it.</summary>
    public static bool IsOne(string address) =>
        Uri.TryCreate(address, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https" && uri.Host.Length > 0 && uri.UserInfo.Length == 0 && !address.Any(c => char.IsControl(c) || char.IsWhiteSpace(c));
}
