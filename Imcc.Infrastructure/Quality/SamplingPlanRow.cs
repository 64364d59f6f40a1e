using Imcc.Core.Quality;
using Imcc.Infrastructure.Organisation;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Imcc.Infrastructure.Quality;

internal sealed class SamplingPlanRow
{
    public Guid Id { get; set; }

    public string Name { get; set; } = "";

    public Guid OrgUnitId { get; set; }

    public Guid FormId { get; set; }

    public bool Enabled { get; set; }

    /// <summary><see cref="PlanSettings"/> as JSON.</summary>
    public string Settings { get; set; } = "{}";

    public DateTimeOffset CreatedAt { get; set; }

    public long Rev { get; set; }

    public SamplingPlan ToPlan(StoredJson json)
    {
        var s = json.Read<PlanSettings>(Settings, Mapping.Table, Id);
        return new()
        {
            Id = Id,
            Name = Name,
            OrgUnitId = OrgUnitId,
            FormId = FormId,
            Enabled = Enabled,
            Seed = s.Seed,
            PerStratum = s.PerStratum,
            Groups = s.Groups,
            Risks = s.Risks,
            MostRisky = s.MostRisky,
            LeastMessages = s.LeastMessages,
            Inspectors = s.Inspectors,
        };
    }

    internal sealed class Mapping : IEntityTypeConfiguration<SamplingPlanRow>
    {
        public const string Table = "sampling_plans";
        public const int NameLength = 60;

        public void Configure(EntityTypeBuilder<SamplingPlanRow> row)
        {
            row.ToTable(Table);
            row.Property(p => p.Id).ValueGeneratedNever();
            row.Property(p => p.Name).HasMaxLength(NameLength);
            row.Property(p => p.Settings).HasMaxLength(100_000);
            row.HasIndex(p => p.Name).IsUnique();
            row.Property(p => p.Rev).IsConcurrencyToken();
            row.HasOne<OrgUnitRow>().WithMany().HasForeignKey(p => p.OrgUnitId).OnDelete(DeleteBehavior.Restrict);
            row.HasOne<QualityFormRow>().WithMany().HasForeignKey(p => p.FormId).OnDelete(DeleteBehavior.Restrict);
        }
    }
}

/// <summary>The part of a plan that stands as JSON: names are never changed.</summary>
internal sealed record PlanSettings
{
    public long Seed { get; init; }

    public int PerStratum { get; init; } = 2;

    public IReadOnlyList<Guid> Groups { get; init; } = [];

    public RiskRules Risks { get; init; } = RiskRules.None;

    public int MostRisky { get; init; } = 5;

    public int LeastMessages { get; init; } = 1;

    public IReadOnlyList<Guid> Inspectors { get; init; } = [];

    public static PlanSettings Of(SamplingPlan p) => new()
    {
        Seed = p.Seed, PerStratum = p.PerStratum, Groups = p.Groups, Risks = p.Risks, MostRisky = p.MostRisky, LeastMessages = p.LeastMessages, Inspectors = p.Inspectors,
    };
}
