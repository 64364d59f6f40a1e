using System.Text.Json;
using Imcc.Core.Channels.WeChat;
using Imcc.Infrastructure.Organisation;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Imcc.Infrastructure.Channels.WeChat.Menus;

/// <summary>One menu of an account as it is being written: the default one, or one for some of the followers.</summary>
internal sealed class MenuRow
{
    public const int MaxName = 40;

    public Guid Id { get; set; }

    public Guid AccountId { get; set; }

    /// <summary>For our own people; the default menu's is empty.</summary>
    public string Name { get; set; } = "";

    public bool IsDefault { get; set; }

    /// <summary>The rule of a conditional one.</summary>
    public string TagId { get; set; } = "";

    public int Platform { get; set; }

    /// <summary><see cref="MenuButton"/>s as JSON.</summary>
    public string Buttons { get; set; } = "[]";

    /// <summary>WeChat's id of what was published last; empty: nothing is.</summary>
    public string MenuId { get; set; } = "";

    public DateTimeOffset? PublishedAt { get; set; }

    public DateTimeOffset CreatedAt { get; set; }

    public DateTimeOffset ChangedAt { get; set; }

    public long Rev { get; set; }

    public static string Write(WeChatMenu menu) => JsonSerializer.Serialize(menu.Buttons, DirectoryJson.Options);

    public static WeChatMenu Read(string buttons) =>
        new([.. JsonSerializer.Deserialize<List<MenuButton>>(buttons, DirectoryJson.Options) ?? []]);

    internal sealed class Mapping : IEntityTypeConfiguration<MenuRow>
    {
        public void Configure(EntityTypeBuilder<MenuRow> row)
        {
            row.ToTable("wechat_menus");
            row.Property(r => r.Id).ValueGeneratedNever();
            row.Property(r => r.Name).HasMaxLength(MaxName);
            row.Property(r => r.TagId).HasMaxLength(20);
            row.Property(r => r.MenuId).HasMaxLength(40);
            row.Property(r => r.Buttons).HasMaxLength(80_000);
            row.Property(r => r.Rev).IsConcurrencyToken();
            row.HasIndex(r => r.AccountId);
            row.HasOne<AccountRow>().WithMany().HasForeignKey(r => r.AccountId).OnDelete(DeleteBehavior.Cascade);
        }
    }
}
