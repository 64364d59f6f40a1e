using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Imcc.Infrastructure.Organisation;

/// <summary>Who did what to what, and when. Written in the same transaction as the deed; holds no secret.</summary>
internal sealed class AuditRow
{
    public Guid Id { get; set; }

    public DateTimeOffset At { get; set; }

    /// <summary>Null: the system itself (configuration, demo).</summary>
    public Guid? ActorId { get; set; }

    public string Actor { get; set; } = "";

    /// <summary><c>account.changed</c>, <c>user.disabled</c>, <c>signin.failed</c> …</summary>
    public string Action { get; set; } = "";

    public Guid? TargetId { get; set; }

    public string Target { get; set; } = "";

    /// <summary>The names of what changed, and values where they are no secret.</summary>
    public string Detail { get; set; } = "";
}

internal sealed class AuditRowMapping : IEntityTypeConfiguration<AuditRow>
{
    public const int DetailLength = 2000;

    public void Configure(EntityTypeBuilder<AuditRow> builder)
    {
        builder.ToTable("audit_log");
        builder.Property(a => a.Id).ValueGeneratedNever();
        builder.Property(a => a.Actor).HasMaxLength(64);
        builder.Property(a => a.Action).HasMaxLength(50);
        builder.Property(a => a.Target).HasMaxLength(100);
        builder.Property(a => a.Detail).HasMaxLength(DetailLength);
        builder.HasIndex(a => a.At);
    }
}
