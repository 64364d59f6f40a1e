using Imcc.Core.Channels;
using Imcc.Infrastructure.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Imcc.Infrastructure.Conversations;

/// <summary>Somebody of a group who has spoken to us: which contact they are. The group itself is the thread's own contact, for its name.</summary>
internal sealed class SpeakerRow
{
    public required Guid ThreadId { get; init; }
    public required string SpeakerId { get; init; }
    public required Guid ContactId { get; init; }
    /// <summary>As the group showed it when they spoke first.</summary>
    public string Name { get; init; } = "";

    public Speaker ToSpeaker() => new(SpeakerId, Name);

    internal sealed class Mapping : IEntityTypeConfiguration<SpeakerRow>
    {
        public void Configure(EntityTypeBuilder<SpeakerRow> row)
        {
            row.ToTable("speakers");
            row.HasKey(r => new { r.ThreadId, r.SpeakerId });
            row.Property(r => r.SpeakerId).HasMaxLength(128);
            row.Property(r => r.Name).HasMaxLength(100);
            row.HasIndex(r => r.ContactId);
        }
    }
}
