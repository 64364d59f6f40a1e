using Imcc.Core.Contacts;
using Imcc.Infrastructure.Storage;
using Microsoft.EntityFrameworkCore;

namespace Imcc.Infrastructure.Organisation;

/// <summary>A customer attribute as an administrator edits it.</summary>
public sealed class AttributeDraft
{
    /// <summary>Null: a new one.</summary>
    public Guid? Id { get; set; }

    public long Rev { get; set; }

    public string Name { get; set; } = "";

    public AttributeKind Kind { get; set; }

    /// <summary>One choice a line.</summary>
    public string Choices { get; set; } = "";

    public bool Required { get; set; }

    public bool ShownToAgents { get; set; } = true;
}

/// <summary>Customer attributes on screen: one list for the whole organisation, the head office's to change.</summary>
public sealed class AttributeAdministration
{
    private readonly IDbContextFactory<DirectoryContext> _contexts;
    private readonly DirectoryChange _change;

    internal AttributeAdministration(IDbContextFactory<DirectoryContext> contexts, DirectoryChange change) => (_contexts, _change) = (contexts, change);

    /// <summary>In the order of the card.</summary>
    public async Task<IReadOnlyList<AttributeDraft>> ListAsync(Guid actorId, CancellationToken cancellationToken = default)
    {
        await using var context = _contexts.CreateDbContext();
        await AdminGate.AdmitAsync(context, actorId, cancellationToken);
        var rows = await context.CustomerAttributes.AsNoTracking().ToListAsync(cancellationToken);
        return [.. InOrder(rows).Select(a => new AttributeDraft
        {
            Id = a.Id, Rev = a.Rev, Name = a.Name, Kind = a.Kind, Choices = a.Choices, Required = a.Required, ShownToAgents = a.ShownToAgents,
        })];
    }

    /// <summary>A new one goes to the end of the card. What kind of value it takes is chosen once: values that are there stay what they are.</summary>
    public Task<ChangeOutcome> SaveAsync(Guid actorId, AttributeDraft draft, CancellationToken cancellationToken = default) => _change.MakeAsync(
        actorId,
        async unit =>
        {
            if (!unit.HeadOffice())
                return Guid.Empty;
            var rows = await unit.Context.CustomerAttributes.ToListAsync(cancellationToken);
            var row = draft.Id is { } id
                ? rows.Find(r => r.Id == id)
                : new AttributeRow { Id = Guid.CreateVersion7(unit.Now), CreatedAt = unit.Now, Position = rows.Count == 0 ? 0 : rows.Max(r => r.Position) + 1, Kind = draft.Kind };
            if (row is null)
            {
                unit.Refuse("", "Gone");
                return Guid.Empty;
            }

            if (draft.Id is not null && row.Rev != draft.Rev)
                unit.Refuse("", "ChangedMeanwhile");
            var name = unit.Name(nameof(draft.Name), draft.Name, AttributeRules.MaxNameLength);
            if (rows.Exists(r => r.Name == name && r.Id != row.Id))
                unit.Refuse(nameof(draft.Name), "NameTaken", name);
            if (name.AsSpan().IndexOfAny('{', '}') >= 0)
                unit.Refuse(nameof(draft.Name), "Braces");
            if (row.Kind != draft.Kind || !Enum.IsDefined(draft.Kind))
                unit.Refuse(nameof(draft.Kind), "KindFixed");
            var choices = draft.Kind == AttributeKind.Choice ? AttributeRules.ChoicesOf(draft.Choices) : [];
            if (draft.Kind == AttributeKind.Choice && choices.Count == 0)
                unit.Refuse(nameof(draft.Choices), "Missing");
            if (choices.Count > AttributeRules.MostChoices || draft.Choices.Length > AttributeRules.MaxChoicesLength)
                unit.Refuse(nameof(draft.Choices), "TooManyOfThem", AttributeRules.MostChoices);
            if (draft.Id is null && rows.Count >= AttributeRules.MostAttributes)
                unit.Refuse("", "TooManyOfThem", AttributeRules.MostAttributes);
            if (unit.Problems.Count > 0)
                return row.Id;

            (row.Name, row.Choices, row.Required, row.ShownToAgents) = (name, string.Join('\n', choices), draft.Required, draft.ShownToAgents);
            if (draft.Id is null)
                unit.Context.CustomerAttributes.Add(row);
            else if (unit.Context.Entry(row).State is EntityState.Unchanged)
                return row.Id;
            unit.Audit(draft.Id is null ? "attribute.created" : "attribute.changed", row.Id, row.Name, unit.Changed(row));
            row.Rev++;
            return row.Id;
        },
        cancellationToken);

    /// <summary>One place up or down on the card.</summary>
    public Task<ChangeOutcome> MoveAsync(Guid actorId, Guid id, bool up, CancellationToken cancellationToken = default) => _change.MakeAsync(
        actorId,
        async unit =>
        {
            if (!unit.HeadOffice())
                return id;
            var rows = InOrder(await unit.Context.CustomerAttributes.ToListAsync(cancellationToken)).ToList();
            var from = rows.FindIndex(r => r.Id == id);
            var to = up ? from - 1 : from + 1;
            if (from < 0)
                unit.Refuse("", "Gone");
            if (from < 0 || to < 0 || to >= rows.Count)
                return id;
            (rows[from], rows[to]) = (rows[to], rows[from]);
            for (var i = 0; i < rows.Count; i++)
                rows[i].Position = i;
            unit.Audit("attribute.moved", id, rows[to].Name);
            return id;
        },
        cancellationToken);

    /// <summary>The values stay with the customers and are shown nowhere.</summary>
    public Task<ChangeOutcome> DeleteAsync(Guid actorId, Guid id, CancellationToken cancellationToken = default) => _change.MakeAsync(
        actorId,
        async unit =>
        {
            if (!unit.HeadOffice())
                return id;
            if (await unit.Context.CustomerAttributes.SingleOrDefaultAsync(a => a.Id == id, cancellationToken) is not { } row)
            {
                unit.Refuse("", "Gone");
                return id;
            }

            unit.Context.CustomerAttributes.Remove(row);
            unit.Audit("attribute.deleted", id, row.Name);
            return id;
        },
        cancellationToken);

    private static IEnumerable<AttributeRow> InOrder(IEnumerable<AttributeRow> rows) => rows.OrderBy(r => r.Position).ThenBy(r => r.CreatedAt).ThenBy(r => r.Id);
}
