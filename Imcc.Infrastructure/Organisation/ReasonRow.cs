using Imcc.Core.Agents;
using Imcc.Core.Organisation;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Imcc.Infrastructure.Organisation;

/// <summary>A presence reason as stored; never deleted, since what agents did in the past goes by its id.</summary>
internal sealed class ReasonRow
{
    public Guid Id { get; set; }

    public string Name { get; set; } = "";

    public Presence Presence { get; set; } = Presence.Break;

    public int? LimitMinutes { get; set; }

    /// <summary>Place in the menu.</summary>
    public int Position { get; set; }

    public bool Enabled { get; set; } = true;

    public DateTimeOffset CreatedAt { get; set; }

    public long Rev { get; set; }

    public PresenceReason ToReason() => new(Id, Name, Presence, LimitMinutes is { } minutes ? TimeSpan.FromMinutes(minutes) : null, Position, Enabled);
}

internal sealed class ReasonRowMapping : IEntityTypeConfiguration<ReasonRow>
{
    public void Configure(EntityTypeBuilder<ReasonRow> builder)
    {
        builder.ToTable("presence_reasons");
        builder.Property(r => r.Id).ValueGeneratedNever();
        builder.Property(r => r.Name).HasMaxLength(ReasonRules.MaxNameLength);
        builder.HasIndex(r => r.Name).IsUnique();
        builder.Property(r => r.Presence).HasConversion<string>().HasMaxLength(20);
        builder.Property(r => r.Rev).IsConcurrencyToken();
    }
}
