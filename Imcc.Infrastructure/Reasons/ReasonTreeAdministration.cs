using System.Collections.Immutable;
using Imcc.Core.Reasons;
using Imcc.Infrastructure.Organisation;
using Imcc.Infrastructure.Storage;
using Microsoft.EntityFrameworkCore;

namespace Imcc.Infrastructure.Reasons;

/// <summary>
/// The tree of reasons for contact on screen: editors change the draft, publishing makes the next version, and a version never changes. One tree
/// for the whole organisation, the head office's to change.
/// </summary>
public sealed class ReasonTreeAdministration
{
    /// <summary>The field of problems that are about the tree's content: their code is a <see cref="ReasonFault"/>.</summary>
    public const string TreeField = "Tree";
    public const int MaxRemarkLength = 200;

    private readonly IDbContextFactory<DirectoryContext> _contexts;
    private readonly DirectoryChange _change;

    internal ReasonTreeAdministration(IDbContextFactory<DirectoryContext> contexts, DirectoryChange change) => (_contexts, _change) = (contexts, change);

    public async Task<ReasonTreeDraft> OpenAsync(Guid actorId, CancellationToken cancellationToken = default)
    {
        await using var context = _contexts.CreateDbContext();
        await AdminGate.AdmitAsync(context, actorId, cancellationToken);
        var latest = await context.ReasonVersions.AsNoTracking().OrderByDescending(v => v.Number).FirstOrDefaultAsync(cancellationToken);
        var published = latest is null ? [] : ReasonJson.Read(latest.Nodes);
        var draft = await context.ReasonDrafts.AsNoTracking().SingleOrDefaultAsync(cancellationToken);
        return draft is null
            ? new(0, published, latest?.Number ?? 0, published)
            : new(draft.Rev, ReasonJson.Read(draft.Nodes), latest?.Number ?? 0, published, draft.ChangedAt, draft.ChangedBy);
    }

    /// <summary>The published roots, for whoever chooses among them.</summary>
    public async Task<IReadOnlyList<ReasonNode>> RootsAsync(Guid actorId, CancellationToken cancellationToken = default)
    {
        await using var context = _contexts.CreateDbContext();
        await AdminGate.AdmitAsync(context, actorId, cancellationToken);
        return (await ReasonVersionRow.PublishedAsync(context, cancellationToken)).Roots;
    }

    /// <summary>The latest first; at most 200.</summary>
    public async Task<IReadOnlyList<ReasonVersion>> VersionsAsync(Guid actorId, CancellationToken cancellationToken = default)
    {
        await using var context = _contexts.CreateDbContext();
        await AdminGate.AdmitAsync(context, actorId, cancellationToken);
        return await context.ReasonVersions.AsNoTracking().OrderByDescending(v => v.Number).Take(200)
            .Select(v => new ReasonVersion(v.Number, v.PublishedAt, v.PublishedBy, v.Remark, v.NodeCount)).ToListAsync(cancellationToken);
    }

    /// <returns>Null: there is no such version.</returns>
    public async Task<IReadOnlyList<ReasonNode>?> VersionAsync(Guid actorId, int number, CancellationToken cancellationToken = default)
    {
        await using var context = _contexts.CreateDbContext();
        await AdminGate.AdmitAsync(context, actorId, cancellationToken);
        return await context.ReasonVersions.AsNoTracking().SingleOrDefaultAsync(v => v.Number == number, cancellationToken) is { } row ? ReasonJson.Read(row.Nodes) : null;
    }

    /// <summary>Keeps the draft as it is now, with whatever is still wrong about it: only publishing looks.</summary>
    public Task<ChangeOutcome> SaveAsync(Guid actorId, long rev, ImmutableArray<ReasonNode> nodes, string audit = "", CancellationToken cancellationToken = default) => _change.MakeAsync(
        actorId,
        async unit =>
        {
            if (nodes.Length > ReasonLimits.MaxNodes || ReasonJson.Write(nodes).Length > ReasonJson.MaxLength)
                unit.Refuse(TreeField, nameof(ReasonFault.TooManyNodes), ReasonLimits.MaxNodes);
            else if (await DraftAsync(unit, rev, cancellationToken) is { } draft)
                Write(unit, draft, nodes);
            if (audit.Length > 0)
                unit.Audit("reasontree.imported", Guid.Empty, audit, nodes.Length.ToString(System.Globalization.CultureInfo.InvariantCulture));
            return Guid.Empty;
        },
        cancellationToken);

    /// <summary>A version becomes the draft again; nothing changes for the agents before it is published.</summary>
    public Task<ChangeOutcome> RestoreAsync(Guid actorId, long rev, int number, CancellationToken cancellationToken = default) => _change.MakeAsync(
        actorId,
        async unit =>
        {
            if (await unit.Context.ReasonVersions.FindAsync([number], cancellationToken) is not { } version)
                unit.Refuse("", "Gone");
            else if (await DraftAsync(unit, rev, cancellationToken) is { } draft)
            {
                Write(unit, draft, ReasonJson.Read(version.Nodes));
                unit.Audit("reasontree.restored", Guid.Empty, number.ToString(System.Globalization.CultureInfo.InvariantCulture));
            }

            return Guid.Empty;
        },
        cancellationToken);

    /// <summary>The draft is the next version, in force at once. Refused with every problem that it has.</summary>
    public Task<ChangeOutcome> PublishAsync(Guid actorId, long rev, string remark, CancellationToken cancellationToken = default) => _change.MakeAsync(
        actorId,
        async unit =>
        {
            if (remark.Trim().Length > MaxRemarkLength)
                unit.Refuse("Remark", "TooLong", MaxRemarkLength);
            if (await DraftAsync(unit, rev, cancellationToken) is not { } draft)
                return Guid.Empty;
            var nodes = ReasonJson.Read(draft.Nodes);
            foreach (var problem in ReasonCheck.Of(nodes))
                unit.Refuse(TreeField, problem.Fault.ToString(), problem.Argument);
            var latest = await unit.Context.ReasonVersions.OrderByDescending(v => v.Number).FirstOrDefaultAsync(cancellationToken);
            if (latest is null ? nodes.IsEmpty : ReasonChange.Between(ReasonJson.Read(latest.Nodes), nodes).Count == 0)
                unit.Refuse("", "NothingChanged");
            if (unit.Problems.Count > 0)
                return Guid.Empty;
            var number = (latest?.Number ?? 0) + 1;
            unit.Context.ReasonVersions.Add(new()
            {
                Number = number,
                Nodes = draft.Nodes,
                NodeCount = nodes.Length,
                Remark = remark.Trim(),
                PublishedAt = unit.Now,
                PublishedBy = NameOf(unit),
            });
            draft.Rev++;
            unit.Audit("reasontree.published", Guid.Empty, number.ToString(System.Globalization.CultureInfo.InvariantCulture), remark.Trim());
            return Guid.Empty;
        },
        cancellationToken);

    /// <returns>Null: refused.</returns>
    private static async Task<ReasonDraftRow?> DraftAsync(ChangeUnit unit, long rev, CancellationToken cancellationToken)
    {
        if (!unit.HeadOffice())
            return null;
        var draft = await unit.Context.ReasonDrafts.SingleOrDefaultAsync(cancellationToken);
        if ((draft?.Rev ?? 0) != rev)
        {
            unit.Refuse("", "ChangedMeanwhile");
            return null;
        }

        if (draft is null)
        {
            var published = await ReasonVersionRow.PublishedAsync(unit.Context, cancellationToken);
            unit.Context.ReasonDrafts.Add(draft = new() { Nodes = ReasonJson.Write(published.All) });
        }

        return draft;
    }

    private static void Write(ChangeUnit unit, ReasonDraftRow draft, ImmutableArray<ReasonNode> nodes)
    {
        (draft.Nodes, draft.ChangedAt, draft.ChangedBy) = (ReasonJson.Write(nodes), unit.Now, NameOf(unit));
        draft.Rev++;
    }

    private static string NameOf(ChangeUnit unit) => unit.Actor is { } actor ? actor.DisplayName.Length > 0 ? actor.DisplayName : actor.UserName! : "system";
}
