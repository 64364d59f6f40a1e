using System.Security.Cryptography;
using Imcc.Infrastructure.Organisation;
using Imcc.Infrastructure.Storage;
using Microsoft.EntityFrameworkCore;

namespace Imcc.Infrastructure.Notices;

/// <summary>The secrets by which senders know that a result comes from us: one for each API key, made from one that is stored sealed.</summary>
internal sealed class NoticeSecrets(IDbContextFactory<DirectoryContext> contexts, SecretSeal seal, TimeProvider time)
{
    /// <summary>What seals the row; the row of no account.</summary>
    private static readonly Guid Place = new("6e6f7469-6365-8000-8000-000000000001");

    private static readonly TimeSpan KnownFor = TimeSpan.FromMinutes(1);

    private (byte[] Now, byte[]? Before, DateTimeOffset Until)? _known;

    /// <summary>In the form that receivers' libraries take: <c>whsec_</c> and 32 bytes in base64.</summary>
    public async Task<string> OfAsync(Guid apiKeyId, CancellationToken cancellationToken) =>
        "whsec_" + Convert.ToBase64String(HMACSHA256.HashData((await ReadAsync(cancellationToken)).Now, apiKeyId.ToByteArray(bigEndian: true)));

    /// <summary>The header <c>webhook-signature</c>: by the secret in force, and by the one before while receivers change over.</summary>
    public async Task<string> SignAsync(Guid apiKeyId, byte[] signed, CancellationToken cancellationToken)
    {
        var (now, before) = await ReadAsync(cancellationToken);
        return string.Join(' ', new[] { now, before }.OfType<byte[]>()
            .Select(secret => "v1," + Convert.ToBase64String(HMACSHA256.HashData(HMACSHA256.HashData(secret, apiKeyId.ToByteArray(bigEndian: true)), signed))));
    }

    /// <summary>Another secret from now on; the one before signs beside it until the next change.</summary>
    public void Renew(NoticeSecretRow row, DateTimeOffset now)
    {
        (row.PreviousSealed, row.Sealed, row.ChangedAt) = (row.Sealed, New(), now);
        _known = null;
    }

    public async Task<NoticeSecretRow> RowAsync(DirectoryContext context, CancellationToken cancellationToken)
    {
        if (await context.NoticeSecrets.SingleOrDefaultAsync(cancellationToken) is { } row)
            return row;
        row = new NoticeSecretRow { Sealed = New(), ChangedAt = time.GetUtcNow() };
        context.NoticeSecrets.Add(row);
        return row;
    }

    private async Task<(byte[] Now, byte[]? Before)> ReadAsync(CancellationToken cancellationToken)
    {
        if (_known is { } known && known.Until > time.GetUtcNow())
            return (known.Now, known.Before);
        seal.Prepare();
        while (true)
        {
            await using var context = contexts.CreateDbContext();
            var row = await RowAsync(context, cancellationToken);
            try
            {
                await context.SaveChangesAsync(cancellationToken);
            }
            catch (DbUpdateException)
            {
                // Another node made the first one at the same time.
                continue;
            }

            var (now, before) = (Open(row.Sealed), row.PreviousSealed is null ? null : Open(row.PreviousSealed));
            _known = (now, before, time.GetUtcNow() + KnownFor);
            return (now, before);
        }
    }

    private string New() => seal.Seal(Place, new AccountSecrets(AppSecret: Convert.ToBase64String(RandomNumberGenerator.GetBytes(32))));

    private byte[] Open(string sealedText) => Convert.FromBase64String(seal.Open(Place, sealedText).AppSecret);
}
