using Imcc.Core.Knowledge;
using Imcc.Infrastructure.Organisation;
using Imcc.Infrastructure.Storage;
using Microsoft.EntityFrameworkCore;

namespace Imcc.Infrastructure.Knowledge;

/// <inheritdoc cref="IKnowledgeSettings"/>
internal sealed class KnowledgeSettings(IDbContextFactory<DirectoryContext> contexts, KnowledgeChange change) : IKnowledgeSettings
{
    public async Task<IReadOnlyList<UnitKnowledgeSettings>> ListAsync(Guid personId, CancellationToken cancellationToken = default)
    {
        await using var context = contexts.CreateDbContext();
        var rights = await KnowledgeRights.OfWriterAsync(context, personId, cancellationToken);
        return [.. rights.Units.Select(u =>
        {
            var own = rights.OwnSettingsOf(u.Unit.Id);
            var (isReviewRequired, doEditorsPublish) = rights.SettingsOf(u.Unit.Id);
            return new UnitKnowledgeSettings(u.Unit, u.Depth, own?.ReviewRequired, own?.EditorsPublish, isReviewRequired, doEditorsPublish);
        })];
    }

    public Task<ChangeOutcome> SaveAsync(Guid personId, Guid orgUnitId, bool? reviewRequired, bool? editorsPublish, CancellationToken cancellationToken = default) => change.MakeAsync(
        personId,
        async unit =>
        {
            if (!unit.Rights.IsAdmin || !unit.Rights.UnitIds.Contains(orgUnitId))
            {
                unit.Refuse(ArticleFault.NotAllowed);
                return orgUnitId;
            }

            var row = await unit.Context.KnowledgeSettings.FindAsync([orgUnitId], cancellationToken);
            if (row is null)
                unit.Context.KnowledgeSettings.Add(row = new() { OrgUnitId = orgUnitId });
            (row.ReviewRequired, row.EditorsPublish) = (reviewRequired, editorsPublish);
            unit.Unit.Audit("knowledge.settings", orgUnitId, unit.Rights.Units.First(u => u.Unit.Id == orgUnitId).Unit.Name, $"review {Said(reviewRequired)}, editors publish {Said(editorsPublish)}");
            return orgUnitId;
        },
        cancellationToken);

    private static string Said(bool? value) => value switch { true => "on", false => "off", _ => "as above" };
}
