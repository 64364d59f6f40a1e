using System.Buffers.Binary;
using System.Security.Cryptography;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.WebUtilities;

namespace Imcc.Infrastructure.Files;

/// <summary>
/// Short-lived leave to fetch one file, for whoever reads the thread in which a message carries it. It stands in the file's address, so it
/// opens that file only and is worth nothing after an hour, or whatever time it is issued for.
/// </summary>
public sealed class FileTickets(IDataProtectionProvider protection, TimeProvider time)
{
    public static readonly TimeSpan Lifetime = TimeSpan.FromHours(1);
    private readonly IDataProtector _protector = protection.CreateProtector("Imcc.Files.Ticket.v1");

    public string Issue(Guid fileId, Guid threadId) => Issue(fileId, threadId, time.GetUtcNow() + Lifetime);

    public string Issue(Guid fileId, Guid threadId, DateTimeOffset until)
    {
        Span<byte> ticket = stackalloc byte[40];
        fileId.TryWriteBytes(ticket);
        threadId.TryWriteBytes(ticket[16..]);
        BinaryPrimitives.WriteInt64BigEndian(ticket[32..], until.ToUnixTimeSeconds());
        return WebEncoders.Base64UrlEncode(_protector.Protect(ticket.ToArray()));
    }

    /// <returns>The thread that the ticket was issued for; null if it does not open this file (now).</returns>
    public Guid? ThreadFor(Guid fileId, string? ticket)
    {
        if (ticket is not { Length: > 0 and < 1024 })
            return null;
        byte[] opened;
        try
        {
            opened = _protector.Unprotect(WebEncoders.Base64UrlDecode(ticket));
        }
        catch (Exception e) when (e is CryptographicException or FormatException)
        {
            return null;
        }

        return opened.Length == 40
            && new Guid(opened.AsSpan(0, 16)) == fileId
            && BinaryPrimitives.ReadInt64BigEndian(opened.AsSpan(32)) > time.GetUtcNow().ToUnixTimeSeconds()
                ? new Guid(opened.AsSpan(16, 16))
                : null;
    }
}
