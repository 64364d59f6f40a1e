using Imcc.Core.Contacts;
using Imcc.Core.Delivery;
using Imcc.Core.Desk;
using Imcc.Core.Notices;
using Imcc.Infrastructure.Organisation;
using Imcc.Infrastructure.Storage;
using Microsoft.EntityFrameworkCore;

namespace Imcc.Infrastructure.Notices;

/// <summary>Notices on an administrator's screen: those of the accounts of the administrator's units.</summary>
public sealed class NoticeDesk
{
    public const int Page = 50;

    private readonly IDbContextFactory<DirectoryContext> _contexts;
    private readonly NoticeBook _book;
    private readonly NoticeDeadLetters _dead;
    private readonly NoticeSecrets _secrets;
    private readonly DirectoryChange _change;
    private readonly IMasks _masks;
    private readonly TimeProvider _time;

    internal NoticeDesk(IDbContextFactory<DirectoryContext> contexts, NoticeBook book, NoticeDeadLetters dead, NoticeSecrets secrets, DirectoryChange change, IMasks masks, TimeProvider time)
    {
        _contexts = contexts;
        _book = book;
        _dead = dead;
        _secrets = secrets;
        _change = change;
        _masks = masks;
        _time = time;
    }

    /// <summary>The latest batches, with how far their notices have come.</summary>
    /// <param name="before">Older than this; null: the latest.</param>
    public async Task<IReadOnlyList<NoticeBatchLine>> BatchesAsync(Guid actorId, DateTimeOffset? before, int take, CancellationToken cancellationToken = default)
    {
        var scope = await ScopeAsync(actorId, cancellationToken);
        var batches = await _book.BatchesAsync(before ?? DateTimeOffset.MaxValue, take, cancellationToken);
        return [.. batches.Where(b => scope.Senders.ContainsKey(b.ApiKeyId)).Select(b => new NoticeBatchLine(b, scope.Senders[b.ApiKeyId]))];
    }

    /// <summary>Notices, the latest first: by the customer's id, the sender's key or our own id exactly, or all.</summary>
    public async Task<IReadOnlyList<NoticeLine>> SearchAsync(Guid actorId, NoticeSearch search, CancellationToken cancellationToken = default)
    {
        var scope = await ScopeAsync(actorId, cancellationToken);
        var accounts = search.AccountId is { } account ? scope.Accounts.Where(a => a == account).ToHashSet() : scope.Accounts;
        var text = search.Text.Trim();
        IEnumerable<NoticeView> found;
        if (text.Length == 0)
            found = await _book.LatestAsync(accounts, search.BatchId, search.State, search.Before ?? DateTimeOffset.MaxValue, Page, cancellationToken);
        else if (Guid.TryParse(text, out var id))
            found = await _book.FindAsync(id, cancellationToken) is { } byId ? [byId] : [];
        else
            found = await NamedAsync(accounts, text, cancellationToken);
        return [.. found.Where(n => accounts.Contains(n.AccountId) && (text.Length == 0 || ((search.State is null || n.State == search.State) && (search.BatchId is null || n.BatchId == search.BatchId))))
            .OrderByDescending(n => n.CreatedAt).Take(Page).Select(n => Line(actorId, n, scope))];
    }

    /// <returns>Null: there is none, or the actor may not see it.</returns>
    public async Task<NoticeLine?> FindAsync(Guid actorId, Guid id, CancellationToken cancellationToken = default)
    {
        var scope = await ScopeAsync(actorId, cancellationToken);
        return await _book.FindAsync(id, cancellationToken) is { } notice && scope.Accounts.Contains(notice.AccountId) ? Line(actorId, notice, scope) : null;
    }

    public async Task<NoticeCancelOutcome> CancelAsync(Guid actorId, Guid id, CancellationToken cancellationToken = default)
    {
        if (await FindAsync(actorId, id, cancellationToken) is null)
            return NoticeCancelOutcome.NotFound;
        var outcome = await _book.CancelAsync(id, cancellationToken);
        if (outcome == NoticeCancelOutcome.Done)
            await NoteAsync(actorId, "notice.cancelled", id, $"notice {id}", "", cancellationToken);
        return outcome;
    }

    /// <returns>How many were taken back; null: there is no such batch for this actor.</returns>
    public async Task<int?> CancelBatchAsync(Guid actorId, Guid batchId, CancellationToken cancellationToken = default)
    {
        var scope = await ScopeAsync(actorId, cancellationToken);
        if (await _book.BatchAsync(batchId, cancellationToken) is not { } batch || !scope.Senders.ContainsKey(batch.ApiKeyId))
            return null;
        var cancelled = await _book.CancelBatchAsync(batchId, cancellationToken);
        await NoteAsync(actorId, "notice.batch.cancelled", batchId, batch.Reference.Length > 0 ? batch.Reference : batchId.ToString(), $"{cancelled}", cancellationToken);
        return cancelled;
    }

    public Task<DeadLetterOutcome> ResendAsync(Guid actorId, Guid id, CancellationToken cancellationToken = default) => _dead.ResendAsync(actorId, id, null, cancellationToken);

    /// <summary>The keys that may send notices, each with the secret by which results told to its callbacks are signed.</summary>
    public async Task<IReadOnlyList<NoticeSecretLine>> SecretsAsync(Guid actorId, CancellationToken cancellationToken = default)
    {
        await using var context = _contexts.CreateDbContext();
        var rights = await AdminGate.AdmitAsync(context, actorId, cancellationToken);
        var keys = await context.ApiKeys.AsNoTracking().Where(k => rights.UnitIds.Contains(k.OrgUnitId) && k.RevokedAt == null).OrderBy(k => k.Name).ToListAsync(cancellationToken);
        var lines = new List<NoticeSecretLine>();
        foreach (var key in keys.Where(k => k.Scopes.Split(' ').Contains(ApiScope.SendNotices)))
            lines.Add(new(key.Id, key.Name, key.Prefix, await _secrets.OfAsync(key.Id, cancellationToken)));
        return lines;
    }

    /// <summary>Other secrets from now on, for all keys; the ones before sign beside them until the next change.</summary>
    public Task<ChangeOutcome> RenewSecretsAsync(Guid actorId, CancellationToken cancellationToken = default) => _change.MakeAsync(
        actorId,
        async unit =>
        {
            if (!unit.HeadOffice())
                return Guid.Empty;
            _secrets.Renew(await _secrets.RowAsync(unit.Context, cancellationToken), unit.Now);
            unit.Audit("notice.secret", Guid.Empty, "notices");
            return Guid.Empty;
        },
        cancellationToken);

    private async Task<List<NoticeView>> NamedAsync(IReadOnlySet<Guid> accounts, string text, CancellationToken cancellationToken)
    {
        var found = new List<NoticeView>();
        foreach (var account in accounts)
        {
            if (text.Length <= NoticeRules.LongestRecipient)
                found.AddRange(await _book.OfThreadAsync(ThreadKey.For(account, text), Page, cancellationToken));
            if (await _book.FindAsync(account, text, cancellationToken) is { } byKey)
                found.Add(byKey);
        }

        return [.. found.DistinctBy(n => n.Id)];
    }

    private NoticeLine Line(Guid actorId, NoticeView notice, Scope scope)
    {
        var mask = _masks.For(actorId);
        return new(notice, scope.Senders.GetValueOrDefault(notice.ApiKeyId, ""), mask.Text(notice.Content.Preview),
            notice.Content.Kind == NoticeKind.Text ? mask.Text(notice.Content.Text) : "", [.. notice.Content.Data.Select(d => d with { Value = mask.Text(d.Value) })]);
    }

    private async Task<Scope> ScopeAsync(Guid actorId, CancellationToken cancellationToken)
    {
        await using var context = _contexts.CreateDbContext();
        var rights = await AdminGate.AdmitAsync(context, actorId, cancellationToken);
        return new(
            await context.Accounts.Where(a => rights.UnitIds.Contains(a.OrgUnitId)).Select(a => a.Id).ToHashSetAsync(cancellationToken),
            await context.ApiKeys.Where(k => rights.UnitIds.Contains(k.OrgUnitId)).ToDictionaryAsync(k => k.Id, k => k.Name, cancellationToken));
    }

    private async Task NoteAsync(Guid actorId, string action, Guid id, string target, string detail, CancellationToken cancellationToken)
    {
        var (actor, _) = await Infrastructure.Delivery.DeliveryRights.ReadAsync(_contexts, actorId, cancellationToken);
        await Infrastructure.Delivery.DeliveryRights.NoteAsync(_contexts, actor, action, id, target, detail, _time.GetUtcNow(), CancellationToken.None);
    }

    private sealed record Scope(HashSet<Guid> Accounts, Dictionary<Guid, string> Senders);
}

/// <param name="Sender">The name of the API key by which it came.</param>
public sealed record NoticeBatchLine(NoticeBatchView Batch, string Sender);

/// <summary>A notice as this person may see it: what it says is masked.</summary>
public sealed record NoticeLine(NoticeView Notice, string Sender, string Preview, string Text, IReadOnlyList<NoticeField> Data);

/// <param name="Text">The customer's id, the sender's key or our own id, exactly; empty: any.</param>
public sealed record NoticeSearch(string Text = "", Guid? AccountId = null, Guid? BatchId = null, NoticeState? State = null, DateTimeOffset? Before = null);

/// <param name="Secret">Never in a log.</param>
public sealed record NoticeSecretLine(Guid ApiKeyId, string Name, string Prefix, string Secret)
{
    public override string ToString() => $"NoticeSecretLine {{ Name = {Name} }}";
}
