using System.Diagnostics.CodeAnalysis;
using MimeKit;

namespace Imcc.Infrastructure.Mail;

/// <summary>What may stand in To and From: one address, with or without a name, and nothing that could become another header or another recipient.</summary>
public static class MailAddress
{
    public const int Longest = 254;

    private static readonly ParserOptions Strict = new()
    {
        AddressParserComplianceMode = RfcComplianceMode.Strict,
        AllowUnquotedCommasInAddresses = false,
        AllowAddressesWithoutDomain = false,
    };

    /// <summary>Whether it is a plain address, as people are asked for.</summary>
    public static bool IsOne(string address) => address.Length <= Longest && TryRead(address, out var read) && read.Address == address;

    internal static bool TryRead(string text, [NotNullWhen(true)] out MailboxAddress? address)
    {
        address = null;
        return text.Length <= 2 * Longest && !text.Any(char.IsControl) && MailboxAddress.TryParse(Strict, text, out address) && address.Address.IndexOf('@', StringComparison.Ordinal) > 0
            // A route or a domain literal leads where nobody looks.
            && address.Route.Count == 0 && !address.Domain.StartsWith('[');
    }
}
