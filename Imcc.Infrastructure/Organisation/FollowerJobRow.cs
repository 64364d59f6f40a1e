using Imcc.Core.Contacts;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Imcc.Infrastructure.Organisation;

/// <summary>A long piece of work on an account's followers: where it stands, so that whoever takes it up after a crash goes on there.</summary>
internal sealed class FollowerJobRow
{
    public Guid Id { get; set; }

    public Guid AccountId { get; set; }

    public FollowerJobKind Kind { get; set; }

    public FollowerJobState State { get; set; }

    /// <summary>Where to go on: the last OpenID done, for tags <c>number/OpenID</c>; empty: from the beginning.</summary>
    public string Cursor { get; set; } = "";

    /// <summary>Followers, as WeChat counts them; 0: not told yet.</summary>
    public int Total { get; set; }

    public int Handled { get; set; }

    /// <summary>Who were new here, or were changed.</summary>
    public int Changed { get; set; }

    public string LastError { get; set; } = "";

    public int Attempts { get; set; }

    public DateTimeOffset NotBefore { get; set; }

    /// <summary>Whoever works on it has it until then; a crash frees it.</summary>
    public DateTimeOffset? LeasedUntil { get; set; }

    public DateTimeOffset CreatedAt { get; set; }

    public DateTimeOffset? FinishedAt { get; set; }
}

internal sealed class FollowerJobRowMapping : IEntityTypeConfiguration<FollowerJobRow>
{
    public void Configure(EntityTypeBuilder<FollowerJobRow> builder)
    {
        builder.ToTable("follower_jobs");
        builder.Property(j => j.Id).ValueGeneratedNever();
        builder.Property(j => j.Cursor).HasMaxLength(200);
        builder.Property(j => j.LastError).HasMaxLength(200);
        builder.HasIndex(j => j.AccountId);
    }
}
