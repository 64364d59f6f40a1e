using System.Security.Cryptography;
using System.Text;

namespace Imcc.Core.Channels.OneBot;

/// <summary>Whether what came is the implementation's: by the signature of what it posts, by the token of its socket.</summary>
public static class OneBotSignature
{
    private const string Scheme = "sha1=";

    public static string Sign(string secret, ReadOnlySpan<byte> body) =>
        // The protocol's own choice of hash.
        Scheme + Convert.ToHexStringLower(HMACSHA1.HashData(Encoding.UTF8.GetBytes(secret), body));

    public static bool Matches(string header, string secret, ReadOnlySpan<byte> body) => secret.Length > 0 && Same(header.Trim().ToLowerInvariant(), Sign(secret, body));

    /// <param name="authorization">The header: <c>Bearer x</c>, by some <c>Token x</c>; NapCat without a token sends the first word alone.</param>
    /// <param name="query">The parameter <c>access_token</c>.</param>
    /// <returns>Empty: none was shown.</returns>
    public static string TokenOf(string? authorization, string? query)
    {
        var given = (authorization ?? "").Trim();
        foreach (var word in new[] { "Bearer", "Token" })
        {
            if (given.StartsWith(word, StringComparison.OrdinalIgnoreCase) && (given.Length == word.Length || given[word.Length] == ' '))
                given = given[word.Length..].Trim();
        }

        return given.Length > 0 ? given : (query ?? "").Trim();
    }

    public static bool Same(string given, string expected) =>
        expected.Length > 0 && CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(given), Encoding.UTF8.GetBytes(expected));
}
