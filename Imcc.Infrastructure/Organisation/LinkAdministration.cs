using Imcc.Core.Contacts;
using Imcc.Infrastructure.Storage;
using Microsoft.EntityFrameworkCore;

namespace Imcc.Infrastructure.Organisation;

/// <summary>A link from the customer's card, as an administrator edits it.</summary>
public sealed class LinkDraft
{
    /// <summary>Null: a new one.</summary>
    public Guid? Id { get; set; }

    public long Rev { get; set; }

    public string Name { get; set; } = "";

    public string Template { get; set; } = "https://";
}

/// <summary>Links into other systems on screen: one list for the whole organisation, the head office's to change.</summary>
public sealed class LinkAdministration
{
    public const int MaxNameLength = LinkRow.MaxNameLength;
    private const int Most = 12;

    private readonly IDbContextFactory<DirectoryContext> _contexts;
    private readonly DirectoryChange _change;

    internal LinkAdministration(IDbContextFactory<DirectoryContext> contexts, DirectoryChange change) => (_contexts, _change) = (contexts, change);

    public async Task<IReadOnlyList<LinkDraft>> ListAsync(Guid actorId, CancellationToken cancellationToken = default)
    {
        await using var context = _contexts.CreateDbContext();
        await AdminGate.AdmitAsync(context, actorId, cancellationToken);
        var rows = await context.CustomerLinks.AsNoTracking().ToListAsync(cancellationToken);
        return [.. rows.OrderBy(l => l.CreatedAt).ThenBy(l => l.Id).Select(l => new LinkDraft { Id = l.Id, Rev = l.Rev, Name = l.Name, Template = l.Template })];
    }

    public Task<ChangeOutcome> SaveAsync(Guid actorId, LinkDraft draft, CancellationToken cancellationToken = default) => _change.MakeAsync(
        actorId,
        async unit =>
        {
            if (!unit.HeadOffice())
                return Guid.Empty;
            var row = draft.Id is { } id
                ? await FindAsync(unit, id, cancellationToken)
                : new LinkRow { Id = Guid.CreateVersion7(unit.Now), CreatedAt = unit.Now };
            if (row is null)
                return Guid.Empty;
            if (draft.Id is not null && row.Rev != draft.Rev)
                unit.Refuse("", "ChangedMeanwhile");
            var name = unit.Name(nameof(draft.Name), draft.Name, LinkRow.MaxNameLength);
            if (await unit.Context.CustomerLinks.AnyAsync(l => l.Name == name && l.Id != row.Id, cancellationToken))
                unit.Refuse(nameof(draft.Name), "NameTaken", name);
            var template = unit.Name(nameof(draft.Template), draft.Template, CustomerLink.LongestTemplate);
            var attributes = (await unit.Context.CustomerAttributes.Select(a => a.Name).ToListAsync(cancellationToken)).ToHashSet();
            foreach (var problem in template.Length == 0 ? [] : CustomerLink.Check(template, attributes))
            {
                if (problem == "Address")
                    unit.Refuse(nameof(draft.Template), "LinkAddress");
                else
                    unit.Refuse(nameof(draft.Template), "LinkPlace", problem[(problem.IndexOf(':', StringComparison.Ordinal) + 1)..]);
            }

            if (draft.Id is null && await unit.Context.CustomerLinks.CountAsync(cancellationToken) >= Most)
                unit.Refuse("", "TooManyOfThem", Most);
            if (unit.Problems.Count > 0)
                return row.Id;

            (row.Name, row.Template) = (name, template);
            if (draft.Id is null)
                unit.Context.CustomerLinks.Add(row);
            else if (unit.Context.Entry(row).State is EntityState.Unchanged)
                return row.Id;
            unit.Audit(draft.Id is null ? "link.created" : "link.changed", row.Id, row.Name, unit.Changed(row));
            row.Rev++;
            return row.Id;
        },
        cancellationToken);

    public Task<ChangeOutcome> DeleteAsync(Guid actorId, Guid id, CancellationToken cancellationToken = default) => _change.MakeAsync(
        actorId,
        async unit =>
        {
            if (!unit.HeadOffice() || await FindAsync(unit, id, cancellationToken) is not { } row)
                return id;
            unit.Context.CustomerLinks.Remove(row);
            unit.Audit("link.deleted", id, row.Name);
            return id;
        },
        cancellationToken);

    private static async Task<LinkRow?> FindAsync(ChangeUnit unit, Guid id, CancellationToken cancellationToken)
    {
        var row = await unit.Context.CustomerLinks.SingleOrDefaultAsync(l => l.Id == id, cancellationToken);
        if (row is null)
            unit.Refuse("", "Gone");
        return row;
    }
}
