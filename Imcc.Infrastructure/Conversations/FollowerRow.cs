using System.Globalization;
using Imcc.Core.Contacts;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Imcc.Infrastructure.Conversations;

/// <summary>What WeChat told of a follower, as both last agreed: only the conversation's grain and the worker that tells WeChat write it.</summary>
internal sealed class FollowerRow
{
    public required Guid ThreadId { get; init; }
    public required Guid AccountId { get; init; }
    public bool IsFollowing { get; init; }
    public DateTimeOffset? SubscribedAt { get; init; }
    public string SubscribeScene { get; init; } = "";
    public string QrScene { get; init; } = "";
    public string Remark { get; init; } = "";
    /// <summary>WeChat's numbers with blanks between; null: not told yet.</summary>
    public string? TagIds { get; init; }
    public bool IsBlacklisted { get; init; }
    public DateTimeOffset? ToldAt { get; init; }

    public static IReadOnlyList<int>? Tags(string? column) =>
        column is null ? null : [.. column.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(t => int.Parse(t, CultureInfo.InvariantCulture))];

    public static string Column(IEnumerable<int> tags) => string.Join(' ', tags.Order().Select(t => t.ToString(CultureInfo.InvariantCulture)));

    public static FollowerRow From(FollowerFacts facts, Guid threadId, bool isBlacklisted, DateTimeOffset now) => new()
    {
        ThreadId = threadId,
        AccountId = facts.AccountId,
        IsFollowing = facts.IsFollowing,
        SubscribedAt = facts.SubscribedAt,
        SubscribeScene = Cut(facts.SubscribeScene, 60),
        QrScene = Cut(facts.QrScene, CustomerSource.LongestScene),
        Remark = Cut(facts.Remark, 100),
        TagIds = facts.IsFollowing ? Cut(Column(facts.TagIds), 400) : null,
        IsBlacklisted = isBlacklisted,
        ToldAt = now,
    };

    private static string Cut(string text, int most) => text.Length <= most ? text : text[..most];

    internal sealed class Mapping : IEntityTypeConfiguration<FollowerRow>
    {
        public void Configure(EntityTypeBuilder<FollowerRow> row)
        {
            row.ToTable("followers");
            row.HasKey(r => r.ThreadId);
            row.Property(r => r.ThreadId).ValueGeneratedNever();
            row.Property(r => r.SubscribeScene).HasMaxLength(60);
            row.Property(r => r.QrScene).HasMaxLength(CustomerSource.LongestScene);
            row.Property(r => r.Remark).HasMaxLength(100);
            row.Property(r => r.TagIds).HasMaxLength(400);
            row.HasIndex(r => r.AccountId);
        }
    }
}
