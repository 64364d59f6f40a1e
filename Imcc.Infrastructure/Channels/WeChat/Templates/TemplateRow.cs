using Imcc.Core.Channels;
using Imcc.Infrastructure.Organisation;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Imcc.Infrastructure.Channels.WeChat.Templates;

/// <summary>A template of an account as WeChat told it last.</summary>
internal sealed class TemplateRow
{
    public Guid AccountId { get; set; }

    public string TemplateId { get; set; } = "";

    public string Title { get; set; } = "";

    public string Words { get; set; } = "";

    public string Example { get; set; } = "";

    public string Industry { get; set; } = "";

    public bool IsSubscription { get; set; }

    /// <summary>Not to be offered to agents: it is for other systems' notices.</summary>
    public bool IsHidden { get; set; }

    public DateTimeOffset ReadAt { get; set; }

    public MessageTemplate ToTemplate() => new(TemplateId, Title, Words, Example, Industry, IsSubscription);

    internal sealed class Mapping : IEntityTypeConfiguration<TemplateRow>
    {
        public void Configure(EntityTypeBuilder<TemplateRow> row)
        {
            row.ToTable("wechat_templates");
            row.HasKey(r => new { r.AccountId, r.TemplateId });
            row.Property(r => r.TemplateId).HasMaxLength(128);
            row.Property(r => r.Title).HasMaxLength(200);
            row.Property(r => r.Words).HasMaxLength(4000);
            row.Property(r => r.Example).HasMaxLength(4000);
            row.Property(r => r.Industry).HasMaxLength(200);
            row.HasOne<AccountRow>().WithMany().HasForeignKey(r => r.AccountId).OnDelete(DeleteBehavior.Cascade);
        }
    }
}
