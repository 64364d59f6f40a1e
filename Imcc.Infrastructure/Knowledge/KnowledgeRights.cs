using Imcc.Core.Knowledge;
using Imcc.Infrastructure.Organisation;
using Imcc.Infrastructure.Storage;
using Microsoft.EntityFrameworkCore;

namespace Imcc.Infrastructure.Knowledge;

/// <summary>What a person may do in the knowledge base, unit by unit.</summary>
internal sealed class KnowledgeRights
{
    private readonly Dictionary<Guid, Guid?> _parents;
    private readonly Dictionary<Guid, KnowledgeSettingsRow> _settings;

    private KnowledgeRights(AdminRights admitted, bool isAdmin, bool isEditor, Dictionary<Guid, Guid?> parents, Dictionary<Guid, KnowledgeSettingsRow> settings)
    {
        (Person, Units, UnitIds, IsAdmin, IsEditor) = (admitted.Actor, admitted.Units, admitted.UnitIds, isAdmin, isEditor);
        (_parents, _settings) = (parents, settings);
    }

    /// <summary>Null: the system itself.</summary>
    public ImccUser? Person { get; }

    /// <summary>The own one first, each with its depth below it.</summary>
    public IReadOnlyList<(OrgUnit Unit, int Depth)> Units { get; }

    public IReadOnlySet<Guid> UnitIds { get; }

    public bool IsAdmin { get; }

    public bool IsEditor { get; }

    public bool MayWrite => IsAdmin || IsEditor || Person is null;

    /// <summary>The units whose articles this person reads: the own one, those above it and those below it.</summary>
    public IReadOnlySet<Guid> ReadableUnitIds => Person is null ? UnitIds : UnitIds.Concat(Above(Person.OrgUnitId)).ToHashSet();

    /// <param name="personId">Null: the system itself.</param>
    /// <exception cref="UnauthorizedAccessException">Not there (any more).</exception>
    public static async Task<KnowledgeRights> OfAsync(DirectoryContext context, Guid? personId, CancellationToken cancellationToken)
    {
        var admitted = personId is { } id ? await AdminGate.PersonAsync(context, id, cancellationToken) : await AdminGate.SystemAsync(context, cancellationToken);
        var roles = personId is null
            ? []
            : await context.UserRoles.Where(m => m.UserId == personId).Join(context.Roles, m => m.RoleId, r => r.Id, (m, r) => r.Name!).ToListAsync(cancellationToken);
        var parents = await context.OrgUnits.AsNoTracking().ToDictionaryAsync(u => u.Id, u => u.ParentId, cancellationToken);
        var settings = await context.KnowledgeSettings.AsNoTracking().ToDictionaryAsync(s => s.OrgUnitId, cancellationToken);
        return new(admitted, roles.Contains(Role.Admin), roles.Contains(Role.Editor), parents, settings);
    }

    /// <exception cref="UnauthorizedAccessException">This person writes no articles.</exception>
    public static async Task<KnowledgeRights> OfWriterAsync(DirectoryContext context, Guid? personId, CancellationToken cancellationToken)
    {
        var rights = await OfAsync(context, personId, cancellationToken);
        return rights.MayWrite ? rights : throw new UnauthorizedAccessException($"User {personId} writes no articles.");
    }

    public ArticleRights In(Guid orgUnitId)
    {
        if (Person is null)
            return new(true, true, false);
        if (!MayWrite || !UnitIds.Contains(orgUnitId))
            return ArticleRights.None;
        var (isReviewRequired, doEditorsPublish) = SettingsOf(orgUnitId);
        return new(true, IsAdmin || doEditorsPublish, isReviewRequired);
    }

    /// <summary>As they are in force there: what the nearest unit upwards says. Nobody said anything: no review, editors publish.</summary>
    public (bool IsReviewRequired, bool DoEditorsPublish) SettingsOf(Guid orgUnitId)
    {
        var upwards = Above(orgUnitId).Select(u => _settings.GetValueOrDefault(u)).Where(s => s is not null).ToList();
        return (upwards.Select(s => s!.ReviewRequired).FirstOrDefault(r => r is not null) ?? false, upwards.Select(s => s!.EditorsPublish).FirstOrDefault(r => r is not null) ?? true);
    }

    public KnowledgeSettingsRow? OwnSettingsOf(Guid orgUnitId) => _settings.GetValueOrDefault(orgUnitId);

    // Itself first, the root last.
    private IEnumerable<Guid> Above(Guid orgUnitId)
    {
        var seen = new HashSet<Guid>();
        for (Guid? at = orgUnitId; at is { } here && seen.Add(here); at = _parents.GetValueOrDefault(here))
            yield return here;
    }
}
