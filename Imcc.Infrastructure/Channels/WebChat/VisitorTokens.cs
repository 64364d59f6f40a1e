using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.WebUtilities;

namespace Imcc.Infrastructure.Channels.WebChat;

/// <summary>
/// Who a visitor is: a random number of 128 bits that only we can vouch for. The page keeps it signed and encrypted; without the token
/// nobody can read or write in the visitor's name, and a token of one account says nothing to another.
/// </summary>
public sealed class VisitorTokens(IDataProtectionProvider protection)
{
    public static string NewVisitorId() => Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));

    public string Issue(Guid accountId, string visitorId) =>
        WebEncoders.Base64UrlEncode(Protector(accountId).Protect(Encoding.ASCII.GetBytes(visitorId)));

    /// <returns>The visitor's id; null for a token that is not ours, was changed, or belongs to another account.</returns>
    public string? VisitorOf(Guid accountId, string? token)
    {
        if (token is not { Length: > 0 and < 1024 })
            return null;
        try
        {
            var id = Encoding.ASCII.GetString(Protector(accountId).Unprotect(WebEncoders.Base64UrlDecode(token)));
            return id.Length == 32 ? id : null;
        }
        catch (Exception e) when (e is CryptographicException or FormatException)
        {
            return null;
        }
    }

    private IDataProtector Protector(Guid accountId) => protection.CreateProtector("Imcc.WebChat.Visitor.v1", accountId.ToString("N"));
}
