using Imcc.Infrastructure.Organisation;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Imcc.Infrastructure.Channels.WeChat.Menus;

/// <summary>A menu as it was saved once. The latest <see cref="Kept"/> are kept.</summary>
internal sealed class MenuVersionRow
{
    public const int Kept = 50;

    public Guid Id { get; set; }

    public Guid MenuId { get; set; }

    /// <summary>From 1.</summary>
    public int Number { get; set; }

    public string Buttons { get; set; } = "[]";

    public DateTimeOffset At { get; set; }

    /// <summary>The user name of whoever saved it.</summary>
    public string By { get; set; } = "";

    /// <summary>When it went live last; null: never.</summary>
    public DateTimeOffset? PublishedAt { get; set; }

    internal sealed class Mapping : IEntityTypeConfiguration<MenuVersionRow>
    {
        public void Configure(EntityTypeBuilder<MenuVersionRow> row)
        {
            row.ToTable("wechat_menu_versions");
            row.Property(r => r.Id).ValueGeneratedNever();
            row.Property(r => r.Buttons).HasMaxLength(80_000);
            row.Property(r => r.By).HasMaxLength(256);
            row.HasIndex(r => new { r.MenuId, r.Number }).IsUnique();
            row.HasOne<MenuRow>().WithMany().HasForeignKey(r => r.MenuId).OnDelete(DeleteBehavior.Cascade);
        }
    }
}
