using Imcc.Infrastructure.Organisation;
using Imcc.Infrastructure.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Imcc.Infrastructure.Mail;

/// <summary>The e-mail that goes out, on the head office's administrators' screen.</summary>
public sealed class MailBook
{
    public const int Page = 100;

    private readonly ConversationStores _stores;
    private readonly IDbContextFactory<DirectoryContext> _contexts;
    private readonly AuditTrail _audit;
    private readonly IOptions<MailOptions> _options;
    private readonly TimeProvider _time;

    internal MailBook(ConversationStores stores, IDbContextFactory<DirectoryContext> contexts, AuditTrail audit, IOptions<MailOptions> options, TimeProvider time) =>
        (_stores, _contexts, _audit, _options, _time) = (stores, contexts, audit, options, time);

    /// <summary>The server and the sender; null: not set up.</summary>
    public (string Host, string From)? Server => _options.Value.IsSetUp ? ($"{_options.Value.Host}:{_options.Value.Port}", _options.Value.From) : null;

    /// <summary>The latest first.</summary>
    /// <param name="state">Null: whatever became of it.</param>
    /// <exception cref="UnauthorizedAccessException">No administrator of the head office.</exception>
    public async Task<IReadOnlyList<MailLine>> ListAsync(Guid actorId, MailState? state, CancellationToken cancellationToken = default)
    {
        await AdmitAsync(actorId, cancellationToken);
        await using var context = _stores.Home.Read();
        return await context.Mails.Where(m => state == null || m.State == state).OrderByDescending(m => m.CreatedAt).ThenByDescending(m => m.Id).Take(Page)
            .Join(context.MailContents, m => m.ContentId, c => c.Id, (m, c) => new { m, c.Subject, c.FileName })
            .OrderByDescending(x => x.m.CreatedAt).ThenByDescending(x => x.m.Id)
            .Select(x => new MailLine(x.m.Id, x.m.Recipient, x.Subject, x.FileName, x.m.State, x.m.CreatedAt, x.m.DueAt, x.m.SettledAt, x.m.Attempts, x.m.LastError)).ToListAsync(cancellationToken);
    }

    public async Task<IReadOnlyDictionary<MailState, int>> CountAsync(Guid actorId, CancellationToken cancellationToken = default)
    {
        await AdmitAsync(actorId, cancellationToken);
        await using var context = _stores.Home.Read();
        return await context.Mails.GroupBy(m => m.State).Select(g => new { g.Key, Count = g.Count() }).ToDictionaryAsync(g => g.Key, g => g.Count, cancellationToken);
    }

    /// <summary>Sends one that waits or was given up now.</summary>
    /// <returns>False: it has gone out, or is gone.</returns>
    public Task<bool> SendNowAsync(Guid actorId, Guid mailId, CancellationToken cancellationToken = default) => ChangeAsync(
        actorId, mailId, "mail.resent", m => m.State is MailState.Dead or MailState.Waiting, m => m with { State = MailState.Waiting, DueAt = _time.GetUtcNow(), Attempts = 0, SettledAt = null }, cancellationToken);

    /// <summary>It is not sent any more.</summary>
    public Task<bool> DismissAsync(Guid actorId, Guid mailId, CancellationToken cancellationToken = default) => ChangeAsync(
        actorId, mailId, "mail.dismissed", m => m.State is MailState.Dead or MailState.Waiting, m => m with { State = MailState.Dismissed, DueAt = null, SettledAt = _time.GetUtcNow() }, cancellationToken);

    /// <summary>Something to see whether the settings are right.</summary>
    /// <returns>False: the recipient is no address.</returns>
    public async Task<bool> TryAsync(Guid actorId, string recipient, MailDraft draft, CancellationToken cancellationToken = default)
    {
        var actor = await AdmitAsync(actorId, cancellationToken);
        if (!MailAddress.IsOne(recipient))
            return false;
        await _stores.Home.Writer.CommitAsync(new WriteUnit().Post(draft, [recipient], _time.GetUtcNow()));
        await _audit.WriteAsync(actorId, actor, "mail.tried", actorId, recipient, "", cancellationToken);
        return true;
    }

    private async Task<bool> ChangeAsync(Guid actorId, Guid mailId, string action, Func<MailRow, bool> may, Func<MailRow, MailRow> change, CancellationToken cancellationToken)
    {
        var actor = await AdmitAsync(actorId, cancellationToken);
        await using var context = _stores.Home.Read();
        if (await context.Mails.SingleOrDefaultAsync(m => m.Id == mailId, cancellationToken) is not { } mail || !may(mail))
            return false;
        if (await _stores.Home.Writer.CommitAsync(new WriteUnit().Update(change(mail) with { Revision = mail.Revision + 1 }, mail.Revision)) != WriteOutcome.Committed)
            return false;
        await _audit.WriteAsync(actorId, actor, action, mailId, "mail", "", cancellationToken);
        return true;
    }

    private async Task<string> AdmitAsync(Guid actorId, CancellationToken cancellationToken)
    {
        await using var context = _contexts.CreateDbContext();
        var rights = await AdminGate.AdmitAsync(context, actorId, cancellationToken);
        // E-mail belongs to no unit.
        return rights.Actor!.OrgUnitId == OrgUnitRow.RootId ? rights.Actor.UserName! : throw new UnauthorizedAccessException($"User {actorId} is not of the head office.");
    }
}

/// <param name="DueAt">When it is tried next; null: not by itself.</param>
public sealed record MailLine(Guid Id, string Recipient, string Subject, string? FileName, MailState State, DateTimeOffset CreatedAt, DateTimeOffset? DueAt, DateTimeOffset? SettledAt, int Attempts, string? LastError);
