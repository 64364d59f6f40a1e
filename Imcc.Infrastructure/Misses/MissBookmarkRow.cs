using Imcc.Infrastructure.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Imcc.Infrastructure.Misses;

/// <summary>Up to where a store has been looked through. Moved in one commit with what was found there, so that a message counts once however often the process is stopped.</summary>
internal sealed class MissBookmarkRow : IRevised
{
    /// <summary>Not a store: counted up whenever a person changes groups, so that whoever sorts reads them again.</summary>
    public const int Decisions = -1;

    /// <summary>Number of the store, or <see cref="Decisions"/>.</summary>
    public required int Store { get; init; }

    /// <summary>Everything before it has been looked at.</summary>
    public required DateTimeOffset At { get; init; }

    public required long Revision { get; init; }

    public MissBookmarkRow MovedTo(DateTimeOffset at) => new() { Store = Store, At = at, Revision = Revision + 1 };

    internal sealed class Mapping : IEntityTypeConfiguration<MissBookmarkRow>
    {
        public void Configure(EntityTypeBuilder<MissBookmarkRow> row)
        {
            row.ToTable("miss_bookmarks");
            row.HasKey(b => b.Store);
            row.Property(b => b.Store).ValueGeneratedNever();
        }
    }
}
