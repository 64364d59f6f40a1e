using Imcc.Core.Organisation;
using Imcc.Infrastructure.Storage;
using Microsoft.EntityFrameworkCore;

namespace Imcc.Infrastructure.Organisation;

/// <summary>One VIP tier as an administrator edits it; the tier's number is fixed.</summary>
public sealed class TierDraft
{
    public required int Tier { get; init; }

    /// <summary>0: as the defaults say, never saved.</summary>
    public long Rev { get; init; }

    public string Name { get; set; } = "";

    public int BonusSeconds { get; set; }

    public int SlopePercent { get; set; } = 100;

    public bool IsUrgent { get; set; }

    public VipTier ToTier() => new(Tier, Name.Trim(), BonusSeconds, SlopePercent, IsUrgent);
}

/// <summary>VIP tiers on screen: ten of them, saved together, the head office's to change.</summary>
public sealed class TierAdministration
{
    public const int MaxNameLength = 20;

    private readonly IDbContextFactory<DirectoryContext> _contexts;
    private readonly DirectoryChange _change;

    internal TierAdministration(IDbContextFactory<DirectoryContext> contexts, DirectoryChange change) => (_contexts, _change) = (contexts, change);

    public async Task<IReadOnlyList<TierDraft>> ListAsync(Guid actorId, CancellationToken cancellationToken = default)
    {
        await using var context = _contexts.CreateDbContext();
        await AdminGate.AdmitAsync(context, actorId, cancellationToken);
        var rows = await context.VipTiers.AsNoTracking().ToListAsync(cancellationToken);
        return [.. VipTierRow.AllOf(rows).Select(t => new TierDraft
        {
            Tier = t.Tier,
            Rev = rows.Find(r => r.Tier == t.Tier)?.Rev ?? 0,
            Name = t.Name,
            BonusSeconds = t.BonusSeconds,
            SlopePercent = t.SlopePercent,
            IsUrgent = t.IsUrgent,
        })];
    }

    /// <summary>Problems stand at <c>Name3</c>, <c>BonusSeconds3</c>, <c>SlopePercent3</c> for tier 3.</summary>
    public Task<ChangeOutcome> SaveAsync(Guid actorId, IReadOnlyList<TierDraft> drafts, CancellationToken cancellationToken = default) => _change.MakeAsync(
        actorId,
        async unit =>
        {
            if (!unit.HeadOffice())
                return Guid.Empty;
            var rows = await unit.Context.VipTiers.ToDictionaryAsync(t => t.Tier, cancellationToken);
            Check(unit, drafts);
            foreach (var draft in drafts)
            {
                if (draft.Rev != (rows.TryGetValue(draft.Tier, out var row) ? row.Rev : 0))
                    unit.Refuse("", "ChangedMeanwhile");
            }

            if (unit.Problems.Count > 0)
                return Guid.Empty;
            foreach (var draft in drafts)
                Set(unit, rows.GetValueOrDefault(draft.Tier), draft.ToTier());
            return Guid.Empty;
        },
        cancellationToken);

    private static void Set(ChangeUnit unit, VipTierRow? row, VipTier tier)
    {
        if (tier == (row?.ToTier() ?? VipTier.Defaults[tier.Tier]))
            return;
        if (row is null)
            unit.Context.VipTiers.Add(row = new() { Tier = tier.Tier });
        (row.Name, row.BonusSeconds, row.SlopePercent, row.IsUrgent) = (tier.Name, tier.BonusSeconds, tier.SlopePercent, tier.IsUrgent);
        row.Rev++;
        unit.Audit("tier.changed", Guid.Empty, $"{tier.Tier} {tier.Name}", $"{tier.BonusSeconds} s, {tier.SlopePercent} %{(tier.IsUrgent ? ", urgent" : "")}");
    }

    private static void Check(ChangeUnit unit, IReadOnlyList<TierDraft> drafts)
    {
        foreach (var draft in drafts)
        {
            var at = draft.Tier;
            if (at is < 0 or > VipTier.Highest || drafts.Count(d => d.Tier == at) > 1)
                throw new ArgumentOutOfRangeException(nameof(drafts), at, "There are the tiers 0 to 9, each once.");
            var name = unit.Name($"Name{at}", draft.Name, MaxNameLength);
            if (drafts.Any(d => d.Tier < at && d.Name.Trim() == name))
                unit.Refuse($"Name{at}", "NameTaken", name);
            unit.Range($"BonusSeconds{at}", draft.BonusSeconds, 0, at == 0 ? 0 : 86_400);
            unit.Range($"SlopePercent{at}", draft.SlopePercent, at == 0 ? 100 : 10, at == 0 ? 100 : 1000);
            if (at == 0 && draft.IsUrgent)
                unit.Refuse("IsUrgent0", "EverybodyUrgent");
        }
    }
}
