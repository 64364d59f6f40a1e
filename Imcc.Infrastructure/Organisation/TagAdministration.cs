using Imcc.Core.Organisation;
using Imcc.Infrastructure.Storage;
using Microsoft.EntityFrameworkCore;

namespace Imcc.Infrastructure.Organisation;

/// <summary>A customer tag as an administrator edits it.</summary>
public sealed class TagDraft
{
    /// <summary>Null: a new one.</summary>
    public Guid? Id { get; set; }

    public long Rev { get; set; }

    public string Name { get; set; } = "";

    /// <summary>0: says nothing about the order of service.</summary>
    public int VipTier { get; set; }

    public string Colour { get; set; } = TagRules.Colours[1];
}

/// <summary>Customer tags on screen: one list for the whole organisation, the head office's to change.</summary>
public sealed class TagAdministration
{
    private readonly IDbContextFactory<DirectoryContext> _contexts;
    private readonly DirectoryChange _change;

    internal TagAdministration(IDbContextFactory<DirectoryContext> contexts, DirectoryChange change) => (_contexts, _change) = (contexts, change);

    public async Task<IReadOnlyList<TagDraft>> ListAsync(Guid actorId, CancellationToken cancellationToken = default)
    {
        await using var context = _contexts.CreateDbContext();
        await AdminGate.AdmitAsync(context, actorId, cancellationToken);
        var rows = await context.Tags.AsNoTracking().ToListAsync(cancellationToken);
        return [.. rows.OrderByDescending(t => t.VipTier).ThenBy(t => t.CreatedAt).ThenBy(t => t.Id)
            .Select(t => new TagDraft { Id = t.Id, Rev = t.Rev, Name = t.Name, VipTier = t.VipTier, Colour = t.Colour })];
    }

    public Task<ChangeOutcome> SaveAsync(Guid actorId, TagDraft draft, CancellationToken cancellationToken = default) => _change.MakeAsync(
        actorId,
        async unit =>
        {
            if (!unit.HeadOffice())
                return Guid.Empty;
            var row = draft.Id is { } id
                ? await FindAsync(unit, id, cancellationToken)
                : new TagRow { Id = Guid.CreateVersion7(unit.Now), CreatedAt = unit.Now };
            if (row is null)
                return Guid.Empty;
            if (draft.Id is not null && row.Rev != draft.Rev)
                unit.Refuse("", "ChangedMeanwhile");
            var name = unit.Name(nameof(draft.Name), draft.Name, TagRules.MaxNameLength);
            if (await unit.Context.Tags.AnyAsync(t => t.Name == name && t.Id != row.Id, cancellationToken))
                unit.Refuse(nameof(draft.Name), "NameTaken", name);
            unit.Range(nameof(draft.VipTier), draft.VipTier, 0, VipTier.Highest);
            if (!TagRules.Colours.Contains(draft.Colour))
                unit.Refuse(nameof(draft.Colour), "Missing");
            if (draft.Id is null && await unit.Context.Tags.CountAsync(cancellationToken) >= TagRules.MostTags)
                unit.Refuse("", "TooManyOfThem", TagRules.MostTags);
            if (unit.Problems.Count > 0)
                return row.Id;

            (row.Name, row.VipTier, row.Colour) = (name, draft.VipTier, draft.Colour);
            if (draft.Id is null)
                unit.Context.Tags.Add(row);
            else if (unit.Context.Entry(row).State is EntityState.Unchanged)
                return row.Id;
            unit.Audit(draft.Id is null ? "tag.created" : "tag.changed", row.Id, row.Name, unit.Changed(row));
            row.Rev++;
            return row.Id;
        },
        cancellationToken);

    /// <summary>Customers who carry it carry it no longer: an id without a tag says nothing anywhere.</summary>
    public Task<ChangeOutcome> DeleteAsync(Guid actorId, Guid id, CancellationToken cancellationToken = default) => _change.MakeAsync(
        actorId,
        async unit =>
        {
            if (!unit.HeadOffice() || await FindAsync(unit, id, cancellationToken) is not { } row)
                return id;
            unit.Context.Tags.Remove(row);
            unit.Audit("tag.deleted", id, row.Name);
            return id;
        },
        cancellationToken);

    private static async Task<TagRow?> FindAsync(ChangeUnit unit, Guid id, CancellationToken cancellationToken)
    {
        var row = await unit.Context.Tags.SingleOrDefaultAsync(t => t.Id == id, cancellationToken);
        if (row is null)
            unit.Refuse("", "Gone");
        return row;
    }
}
