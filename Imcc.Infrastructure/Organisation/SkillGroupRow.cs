using Imcc.Core.Organisation;
using Imcc.Core.Reasons;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Imcc.Infrastructure.Organisation;

internal sealed class SkillGroupRow
{
    public Guid Id { get; set; }

    public string Name { get; set; } = "";

    public Guid OrgUnitId { get; set; }

    public bool AutoAccept { get; set; }

    public int RingSeconds { get; set; } = 30;

    public int WrapUpSeconds { get; set; } = 60;

    public int MaxWaitSeconds { get; set; } = 7200;

    /// <summary><see cref="StrategySettings"/> as JSON.</summary>
    public string Strategy { get; set; } = "{}";

    /// <summary><see cref="LineRules"/> as JSON.</summary>
    public string Line { get; set; } = "{}";

    /// <summary><see cref="ServiceTimes"/> as JSON.</summary>
    public string Times { get; set; } = "{}";

    /// <summary><see cref="Core.Surveys.SurveyRules"/> as JSON.</summary>
    public string Survey { get; set; } = "{}";

    /// <summary><see cref="DayTargets"/> as JSON.</summary>
    public string Targets { get; set; } = "{}";

    /// <summary><see cref="ContactReasonRules"/> as JSON.</summary>
    public string Reasons { get; set; } = "{}";

    public Guid? CalendarId { get; set; }

    public bool PickByHand { get; set; }

    public int Units { get; set; } = 1;

    public DateTimeOffset CreatedAt { get; set; }

    public long Rev { get; set; }

    public SkillGroup ToGroup(StoredJson json) => new()
    {
        Id = Id,
        Name = Name,
        OrgUnitId = OrgUnitId,
        AutoAccept = AutoAccept,
        Ring = TimeSpan.FromSeconds(RingSeconds),
        WrapUp = TimeSpan.FromSeconds(WrapUpSeconds),
        MaxWait = TimeSpan.FromSeconds(MaxWaitSeconds),
        Strategy = json.Read<StrategySettings>(Strategy, SkillGroupRowMapping.Table, Id),
        Line = json.Read<LineRules>(Line, SkillGroupRowMapping.Table, Id, line => line.Relaxation.All(step => step is not null)),
        Times = json.Read<ServiceTimes>(Times, SkillGroupRowMapping.Table, Id),
        Survey = json.Read<Core.Surveys.SurveyRules>(Survey, SkillGroupRowMapping.Table, Id, s => s is { Question: not null, Tags: not null, Thanks: not null }),
        Targets = json.Read<DayTargets>(Targets, SkillGroupRowMapping.Table, Id),
        Reasons = json.Read<ContactReasonRules>(Reasons, SkillGroupRowMapping.Table, Id, rules => !rules.Roots.IsDefault),
        CalendarId = CalendarId,
        PickByHand = PickByHand,
        Units = Units,
    };
}

internal sealed class SkillGroupRowMapping : IEntityTypeConfiguration<SkillGroupRow>
{
    public const string Table = "skill_groups";

    public void Configure(EntityTypeBuilder<SkillGroupRow> builder)
    {
        builder.ToTable(Table);
        builder.Property(g => g.Name).HasMaxLength(50);
        builder.HasIndex(g => g.Name).IsUnique();
        builder.Property(g => g.Strategy).HasMaxLength(1000);
        builder.Property(g => g.Line).HasMaxLength(8000);
        builder.Property(g => g.Times).HasMaxLength(2000);
        builder.Property(g => g.Survey).HasMaxLength(4000).HasDefaultValue("{}").ValueGeneratedNever();
        builder.Property(g => g.Targets).HasMaxLength(500).HasDefaultValue("{}").ValueGeneratedNever();
        builder.Property(g => g.Reasons).HasMaxLength(4000).HasDefaultValue("{}").ValueGeneratedNever();
        builder.Property(g => g.Rev).IsConcurrencyToken();
        builder.HasOne<OrgUnitRow>().WithMany().HasForeignKey(g => g.OrgUnitId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<CalendarRow>().WithMany().HasForeignKey(g => g.CalendarId).OnDelete(DeleteBehavior.Restrict);
    }
}
