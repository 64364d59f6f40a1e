using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Imcc.Infrastructure.Organisation;

/// <summary>Which tag of an account at WeChat is which of ours.</summary>
internal sealed class WeChatTagRow
{
    public Guid Id { get; set; }

    public Guid AccountId { get; set; }

    /// <summary>Of ours.</summary>
    public Guid TagId { get; set; }

    /// <summary>WeChat's number of it.</summary>
    public int Number { get; set; }

    public DateTimeOffset CreatedAt { get; set; }
}

internal sealed class WeChatTagRowMapping : IEntityTypeConfiguration<WeChatTagRow>
{
    public void Configure(EntityTypeBuilder<WeChatTagRow> builder)
    {
        builder.ToTable("wechat_tags");
        builder.Property(t => t.Id).ValueGeneratedNever();
        builder.HasIndex(t => new { t.AccountId, t.TagId }).IsUnique();
        builder.HasIndex(t => new { t.AccountId, t.Number }).IsUnique();
    }
}
