using Imcc.Core.Misses;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Imcc.Infrastructure.Misses;

/// <summary>A message that nothing answered, as the editors see it: personal numbers are hidden before it is stored. In the first store, for groups go across all of them.</summary>
internal sealed class MissRow
{
    public const int MaxText = 500;
    public const int MaxAnswer = 2000;
    public static readonly string[] Group = [nameof(GroupId)];

    /// <summary>Not through the middle of a pair of surrogates: a database that keeps UTF-8 takes no half.</summary>
    public static string Cut(string text, int most) => text.Length <= most ? text : text[..(char.IsHighSurrogate(text[most - 1]) ? most - 1 : most)];

    /// <summary>The message, or the search: each is here once.</summary>
    public required Guid MessageId { get; init; }

    /// <summary>Empty: of a search.</summary>
    public required Guid ThreadId { get; init; }

    public Guid? AccountId { get; init; }

    public required DateTimeOffset At { get; init; }

    public required MissSource Source { get; init; }

    public required string Text { get; init; }

    /// <summary><see cref="MissText.Key"/>: the same for messages that say the same.</summary>
    public required long Key { get; init; }

    public required Guid GroupId { get; init; }

    /// <summary>What the agent answered then; empty: nothing in words.</summary>
    public string Answer { get; init; } = "";

    /// <summary>The article whose words the answer is.</summary>
    public Guid? ArticleId { get; init; }

    internal sealed class Mapping : IEntityTypeConfiguration<MissRow>
    {
        public void Configure(EntityTypeBuilder<MissRow> row)
        {
            row.ToTable("misses");
            row.HasKey(m => m.MessageId);
            row.Property(m => m.MessageId).ValueGeneratedNever();
            row.Property(m => m.Text).HasMaxLength(MaxText);
            row.Property(m => m.Answer).HasMaxLength(MaxAnswer);
            row.HasIndex(m => new { m.GroupId, m.At });
            row.HasIndex(m => m.At);
        }
    }
}
