using System.Collections.Immutable;
using System.Text.Json;
using Imcc.Core.Alerts;
using Imcc.Infrastructure.Organisation;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Imcc.Infrastructure.Alerts;

/// <summary>The stored form of an <see cref="AlertRule"/>.</summary>
internal sealed class AlertRuleRow
{
    public Guid Id { get; set; }

    public string Name { get; set; } = "";

    public Guid OrgUnitId { get; set; }

    public bool Enabled { get; set; }

    public AlertKind Kind { get; set; }

    /// <summary><see cref="AlertSettings"/> as JSON.</summary>
    public string Settings { get; set; } = "{}";

    public DateTimeOffset CreatedAt { get; set; }

    public long Rev { get; set; }

    /// <summary>What cannot be read alarms nobody.</summary>
    public AlertRule ToRule(StoredJson json)
    {
        var s = json.TryRead<AlertSettings>(Settings, Mapping.Table, Id, s => s is { Groups.IsDefault: false, Accounts.IsDefault: false, Mails.IsDefault: false, Webhook: not null });
        return new()
        {
            Id = Id,
            Name = Name,
            OrgUnitId = OrgUnitId,
            Enabled = Enabled && s is not null,
            Kind = Kind,
            Groups = s?.Groups ?? [],
            Accounts = s?.Accounts ?? [],
            Limit = s?.Limit ?? 1,
            Clear = s?.Clear,
            Sides = s?.Sides ?? WordSides.All,
            Least = s?.Least ?? 1,
            Window = s?.Window ?? AlertRule.ShortestWindow,
            For = s?.For ?? TimeSpan.Zero,
            CoolDown = s?.CoolDown ?? TimeSpan.Zero,
            Since = s?.Since ?? default,
            OnScreen = s?.OnScreen ?? true,
            Mails = s?.Mails ?? [],
            Webhook = s?.Webhook ?? "",
        };
    }

    public void Take(AlertRule rule) => (Enabled, Kind, Settings) = (rule.Enabled, rule.Kind, JsonSerializer.Serialize(AlertSettings.Of(rule), DirectoryJson.Options));

    internal sealed class Mapping : IEntityTypeConfiguration<AlertRuleRow>
    {
        public const string Table = "alert_rules";

        public void Configure(EntityTypeBuilder<AlertRuleRow> row)
        {
            row.ToTable(Table);
            row.Property(r => r.Id).ValueGeneratedNever();
            row.Property(r => r.Name).HasMaxLength(AlertRule.LongestName);
            row.Property(r => r.Settings).HasMaxLength(16_000);
            row.Property(r => r.Rev).IsConcurrencyToken();
            row.HasIndex(r => r.Name).IsUnique();
            row.HasOne<OrgUnitRow>().WithMany().HasForeignKey(r => r.OrgUnitId).OnDelete(DeleteBehavior.Restrict);
        }
    }
}

/// <summary>The part of a rule that stands as JSON: names are never changed.</summary>
internal sealed record AlertSettings
{
    public ImmutableArray<Guid> Groups { get; init; } = [];

    public ImmutableArray<Guid> Accounts { get; init; } = [];

    public int Limit { get; init; } = 1;

    public int? Clear { get; init; }

    public WordSides Sides { get; init; } = WordSides.All;

    public int Least { get; init; } = 10;

    public TimeSpan Window { get; init; } = TimeSpan.FromMinutes(30);

    public TimeSpan For { get; init; }

    public TimeSpan CoolDown { get; init; }

    public DateTimeOffset Since { get; init; }

    public bool OnScreen { get; init; } = true;

    public ImmutableArray<string> Mails { get; init; } = [];

    public string Webhook { get; init; } = "";

    public static AlertSettings Of(AlertRule r) => new()
    {
        Groups = r.Groups, Accounts = r.Accounts, Limit = r.Limit, Clear = r.Clear, Sides = r.Sides, Least = r.Least, Window = r.Window, For = r.For, CoolDown = r.CoolDown, Since = r.Since, OnScreen = r.OnScreen, Mails = r.Mails, Webhook = r.Webhook,
    };
}
