using System.Collections.Immutable;
using System.Text.Json;
using Imcc.Core.Answering.Keywords;
using Imcc.Infrastructure.Organisation;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Imcc.Infrastructure.Answering.Keywords;

/// <summary>A <see cref="KeywordRule"/> as stored.</summary>
internal sealed class KeywordRuleRow
{
    // Characters of a list or an answer as it is stored; what may be entered is far less.
    private const int MaxList = 200_000;

    public Guid Id { get; set; }

    public string Name { get; set; } = "";

    public Guid OrgUnitId { get; set; }

    /// <summary><see cref="KeywordPattern"/>s as JSON.</summary>
    public string Patterns { get; set; } = "[]";

    /// <summary><see cref="KeywordAnswer"/> as JSON.</summary>
    public string Answer { get; set; } = "{}";

    public int Priority { get; set; } = KeywordRule.UsualPriority;

    public bool Fuzzy { get; set; }

    /// <summary>Ids of accounts as JSON; empty: all.</summary>
    public string Accounts { get; set; } = "[]";

    public bool Enabled { get; set; } = true;

    public DateTimeOffset? ValidFrom { get; set; }

    public DateTimeOffset? ValidUntil { get; set; }

    public DateTimeOffset CreatedAt { get; set; }

    public DateTimeOffset ChangedAt { get; set; }

    /// <summary>User name.</summary>
    public string ChangedBy { get; set; } = "";

    /// <summary>The number of its last change among all keyword rules' (<see cref="AnswerVersionRow"/>).</summary>
    public long Version { get; set; }

    public long Rev { get; set; }

    public static string Write<T>(T value) => JsonSerializer.Serialize(value, DirectoryJson.Options);

    /// <returns>Null: damaged, and it answers nobody.</returns>
    public KeywordRule? ToRule()
    {
        try
        {
            var patterns = JsonSerializer.Deserialize<ImmutableArray<KeywordPattern>>(Patterns, DirectoryJson.Options);
            var answer = JsonSerializer.Deserialize<KeywordAnswer>(Answer, DirectoryJson.Options);
            var accounts = JsonSerializer.Deserialize<ImmutableArray<Guid>>(Accounts, DirectoryJson.Options);
            return patterns.IsDefault || accounts.IsDefault || answer is null || answer.Messages.IsDefault
                ? null
                : new(Id, Name, patterns, answer, Priority, Fuzzy, accounts, OrgUnitId, Enabled, CreatedAt, ValidFrom, ValidUntil);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    internal sealed class Mapping : IEntityTypeConfiguration<KeywordRuleRow>
    {
        public void Configure(EntityTypeBuilder<KeywordRuleRow> row)
        {
            row.ToTable("keyword_rules");
            row.Property(r => r.Id).ValueGeneratedNever();
            row.Property(r => r.Name).HasMaxLength(KeywordRule.MaxName);
            row.Property(r => r.ChangedBy).HasMaxLength(64);
            row.Property(r => r.Patterns).HasMaxLength(MaxList);
            row.Property(r => r.Answer).HasMaxLength(MaxList);
            row.Property(r => r.Accounts).HasMaxLength(MaxList);
            row.Property(r => r.Rev).IsConcurrencyToken();
            row.HasIndex(r => r.OrgUnitId);
        }
    }
}
