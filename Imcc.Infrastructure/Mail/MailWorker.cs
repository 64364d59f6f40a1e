using Imcc.Infrastructure.Storage;
using MailKit.Net.Smtp;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace Imcc.Infrastructure.Mail;

/// <summary>
/// Sends what is due, and again with growing pauses for a day. Each is taken on lease before it is sent, so that of two nodes one sends it; after a crash
/// between the server's yes and our commit it goes out once more under the same id.
/// </summary>
internal sealed partial class MailWorker(ConversationStores stores, MailPost post, IOptions<MailOptions> options, TimeProvider time, ILogger<MailWorker> logger) : BackgroundService
{
    private const int Together = 50;
    private static readonly TimeSpan Lease = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan[] Waits = [.. new[] { 1, 5, 15, 60, 120, 240, 480, 480 }.Select(m => TimeSpan.FromMinutes(m))];

    private DateTimeOffset _tidiedAt;

    /// <returns>How many were taken up.</returns>
    public async Task<int> RunAsync(CancellationToken cancellationToken)
    {
        // Without a server they wait, and the page of e-mail says so.
        if (!options.Value.IsSetUp)
            return 0;
        var taken = await TakeAsync(cancellationToken);
        if (taken.Count == 0)
            return 0;
        MailAddress.TryRead(options.Value.From, out var from);
        ISmtpClient? client = null;
        // One look at a server that is not there is enough for all of them.
        string? unreachable = null;
        try
        {
            var contents = new Dictionary<Guid, MailContentRow?>();
            foreach (var mail in taken)
            {
                // Whoever waited here for too long has lost it to another node.
                if (time.GetUtcNow() >= mail.DueAt)
                    continue;
                // Whatever room it comes from, and whenever it was written.
                if (!options.Value.Admits(mail.Recipient))
                {
                    await RefusedAsync(mail, "Not among the domains that e-mail may go to.", isFinal: true);
                    continue;
                }

                if (unreachable is not null)
                {
                    await RefusedAsync(mail, unreachable, isFinal: false);
                    continue;
                }

                try
                {
                    if (!contents.TryGetValue(mail.ContentId, out var content))
                    {
                        contents.Clear();
                        contents[mail.ContentId] = content = await ContentAsync(mail.ContentId, cancellationToken);
                    }

                    if (client is not { IsConnected: true })
                    {
                        client?.Dispose();
                        client = null;
                        try
                        {
                            client = await post.OpenAsync(cancellationToken);
                        }
                        catch (MailRefusedException e)
                        {
                            unreachable = e.Message;
                            throw;
                        }
                    }

                    await MailPost.SendAsync(client, MailMaker.Make(mail, content!, from!, time.GetUtcNow()), cancellationToken);
                    await SettleAsync(mail, MailState.Sent, null);
                }
                catch (MailRefusedException e)
                {
                    await RefusedAsync(mail, e.Message, e.IsFinal);
                }
                catch (FormatException e)
                {
                    await RefusedAsync(mail, e.Message, isFinal: true);
                }
                catch (Exception e) when (!cancellationToken.IsCancellationRequested)
                {
                    // One that cannot be built or sent at all must not keep the rest: it has had one of its tries.
                    NotSentOne(e, mail.Id, mail.Attempts);
                    // In which state the connection is nobody knows.
                    client?.Dispose();
                    client = null;
                    await RefusedAsync(mail, e.GetType().Name + ": " + e.Message, isFinal: false);
                }
            }
        }
        finally
        {
            if (client is { IsConnected: true })
                await client.DisconnectAsync(quit: true, CancellationToken.None);
            client?.Dispose();
        }

        return taken.Count;
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await Task.Yield();
        await Regularly.RunAsync(options.Value.Every, time, LookAsync, NotSent, stoppingToken);
    }

    /// <summary>What was settled long ago is forgotten.</summary>
    public async Task TidyAsync(CancellationToken cancellationToken)
    {
        var before = time.GetUtcNow() - TimeSpan.FromDays(options.Value.KeptDays);
        while (true)
        {
            await using var context = stores.Home.Read();
            var old = await context.Mails.Where(m => m.CreatedAt < before && m.State != MailState.Waiting).OrderBy(m => m.CreatedAt).Take(500).ToListAsync(cancellationToken);
            var bare = await context.MailContents.Where(c => c.CreatedAt < before && !context.Mails.Any(m => m.ContentId == c.Id)).OrderBy(c => c.CreatedAt).Take(500).Select(c => c.Id).ToListAsync(cancellationToken);
            if (old.Count == 0 && bare.Count == 0)
                return;
            var unit = new WriteUnit();
            old.ForEach(m => unit.Delete(m));
            bare.ForEach(id => unit.Delete(new MailContentRow { Id = id, Subject = "", Text = "", CreatedAt = before }));
            await stores.Home.Writer.CommitAsync(unit);
        }
    }

    private async Task LookAsync(CancellationToken cancellationToken)
    {
        while (await RunAsync(cancellationToken) == Together)
        {
        }

        if (time.GetUtcNow() - _tidiedAt < TimeSpan.FromHours(1))
            return;
        await TidyAsync(cancellationToken);
        _tidiedAt = time.GetUtcNow();
    }

    private async Task<List<MailRow>> TakeAsync(CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        await using var context = stores.Home.Read();
        var due = await context.Mails.Where(m => m.DueAt <= now).OrderBy(m => m.DueAt).Take(Together).ToListAsync(cancellationToken);
        var taken = new List<MailRow>(due.Count);
        // One by one: what another node has taken must not keep the rest.
        foreach (var mail in due)
        {
            var leased = mail with { DueAt = now + Lease, Attempts = mail.Attempts + 1, Revision = mail.Revision + 1 };
            if (await stores.Home.Writer.CommitAsync(new WriteUnit().Update(leased, mail.Revision)) == WriteOutcome.Committed)
                taken.Add(leased);
        }

        return [.. taken.OrderBy(m => m.ContentId)];
    }

    private async Task<MailContentRow?> ContentAsync(Guid id, CancellationToken cancellationToken)
    {
        await using var context = stores.Home.Read();
        return await context.MailContents.SingleOrDefaultAsync(c => c.Id == id, cancellationToken) ?? throw new FormatException("Its content is gone.");
    }

    private async Task RefusedAsync(MailRow mail, string error, bool isFinal)
    {
        if (isFinal || mail.Attempts > Waits.Length)
        {
            await SettleAsync(mail, MailState.Dead, error);
            GivenUp(mail.Id, mail.Attempts);
            return;
        }

        var later = mail with { DueAt = time.GetUtcNow() + (Waits[mail.Attempts - 1] * (0.9 + (Random.Shared.NextDouble() / 5))), LastError = Cut(error), Revision = mail.Revision + 1 };
        await stores.Home.Writer.CommitAsync(new WriteUnit().Update(later, mail.Revision));
    }

    private Task<WriteOutcome> SettleAsync(MailRow mail, MailState state, string? error) => stores.Home.Writer.CommitAsync(
        new WriteUnit().Update(mail with { State = state, DueAt = null, SettledAt = time.GetUtcNow(), LastError = error is null ? null : Cut(error), Revision = mail.Revision + 1 }, mail.Revision));

    private static string Cut(string error) => error.Length <= MailRow.Mapping.ErrorLength ? error : error[..MailRow.Mapping.ErrorLength];

    [LoggerMessage(Level = LogLevel.Error, Message = "E-mail could not be sent; again in a moment")]
    private partial void NotSent(Exception exception);

    [LoggerMessage(Level = LogLevel.Error, Message = "E-mail {MailId} could not be made or sent, attempt {Attempts}")]
    private partial void NotSentOne(Exception exception, Guid mailId, int attempts);

    [LoggerMessage(Level = LogLevel.Warning, Message = "E-mail {MailId} was given up after {Attempts} attempts")]
    private partial void GivenUp(Guid mailId, int attempts);
}
