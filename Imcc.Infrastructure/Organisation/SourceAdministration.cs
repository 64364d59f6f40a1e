using Imcc.Core.Contacts;
using Imcc.Infrastructure.Storage;
using Microsoft.EntityFrameworkCore;

namespace Imcc.Infrastructure.Organisation;

/// <summary>What a QR code's scene means, as an administrator edits it.</summary>
public sealed class SourceDraft
{
    /// <summary>Null: a new one.</summary>
    public Guid? Id { get; set; }

    public long Rev { get; set; }

    public string Scene { get; set; } = "";

    /// <summary>Every scene that begins so.</summary>
    public bool IsPrefix { get; set; }

    public string Branch { get; set; } = "";
}

/// <summary>Where customers come from, on screen: one list for the whole organisation, the head office's to change.</summary>
public sealed class SourceAdministration
{
    public const int MaxBranchLength = SourceRow.MaxBranchLength;
    private const int Most = 5000;

    private readonly IDbContextFactory<DirectoryContext> _contexts;
    private readonly DirectoryChange _change;

    internal SourceAdministration(IDbContextFactory<DirectoryContext> contexts, DirectoryChange change) => (_contexts, _change) = (contexts, change);

    public async Task<IReadOnlyList<SourceDraft>> ListAsync(Guid actorId, CancellationToken cancellationToken = default)
    {
        await using var context = _contexts.CreateDbContext();
        await AdminGate.AdmitAsync(context, actorId, cancellationToken);
        var rows = await context.CustomerSources.AsNoTracking().ToListAsync(cancellationToken);
        return [.. rows.OrderBy(s => s.Scene, StringComparer.Ordinal).ThenBy(s => s.IsPrefix).Select(s => new SourceDraft { Id = s.Id, Rev = s.Rev, Scene = s.Scene, IsPrefix = s.IsPrefix, Branch = s.Branch })];
    }

    public Task<ChangeOutcome> SaveAsync(Guid actorId, SourceDraft draft, CancellationToken cancellationToken = default) => _change.MakeAsync(
        actorId,
        async unit =>
        {
            if (!unit.HeadOffice())
                return Guid.Empty;
            var row = draft.Id is { } id
                ? await FindAsync(unit, id, cancellationToken)
                : new SourceRow { Id = Guid.CreateVersion7(unit.Now), CreatedAt = unit.Now };
            if (row is null)
                return Guid.Empty;
            if (draft.Id is not null && row.Rev != draft.Rev)
                unit.Refuse("", "ChangedMeanwhile");
            var scene = unit.Name(nameof(draft.Scene), draft.Scene, CustomerSource.LongestScene);
            var branch = unit.Name(nameof(draft.Branch), draft.Branch, SourceRow.MaxBranchLength);
            if (await unit.Context.CustomerSources.AnyAsync(s => s.Scene == scene && s.IsPrefix == draft.IsPrefix && s.Id != row.Id, cancellationToken))
                unit.Refuse(nameof(draft.Scene), "NameTaken", scene);
            if (draft.Id is null && await unit.Context.CustomerSources.CountAsync(cancellationToken) >= Most)
                unit.Refuse("", "TooManyOfThem", Most);
            if (unit.Problems.Count > 0)
                return row.Id;

            (row.Scene, row.IsPrefix, row.Branch) = (scene, draft.IsPrefix, branch);
            if (draft.Id is null)
                unit.Context.CustomerSources.Add(row);
            else if (unit.Context.Entry(row).State is EntityState.Unchanged)
                return row.Id;
            unit.Audit(draft.Id is null ? "source.created" : "source.changed", row.Id, row.Branch, unit.Changed(row));
            row.Rev++;
            return row.Id;
        },
        cancellationToken);

    /// <summary>Customers keep the scene that they came by; nothing says any more what it means.</summary>
    public Task<ChangeOutcome> DeleteAsync(Guid actorId, Guid id, CancellationToken cancellationToken = default) => _change.MakeAsync(
        actorId,
        async unit =>
        {
            if (!unit.HeadOffice() || await FindAsync(unit, id, cancellationToken) is not { } row)
                return id;
            unit.Context.CustomerSources.Remove(row);
            unit.Audit("source.deleted", id, row.Branch);
            return id;
        },
        cancellationToken);

    private static async Task<SourceRow?> FindAsync(ChangeUnit unit, Guid id, CancellationToken cancellationToken)
    {
        var row = await unit.Context.CustomerSources.SingleOrDefaultAsync(s => s.Id == id, cancellationToken);
        if (row is null)
            unit.Refuse("", "Gone");
        return row;
    }
}
