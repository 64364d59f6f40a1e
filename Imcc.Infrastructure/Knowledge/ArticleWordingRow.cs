using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using Imcc.Core.Knowledge;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Imcc.Infrastructure.Knowledge;

/// <summary>A wording of a working copy, folded and hashed: finds the articles, drafts included, that have the same one already.</summary>
internal sealed class ArticleWordingRow
{
    public required long Hash { get; init; }

    public required Guid ArticleId { get; init; }

    /// <summary>Of <see cref="Wording.Fold"/>; different wordings may share one, so whoever finds by it looks again.</summary>
    public static long HashOf(string wording) => BinaryPrimitives.ReadInt64LittleEndian(SHA256.HashData(Encoding.UTF8.GetBytes(Wording.Fold(wording))));

    internal sealed class Mapping : IEntityTypeConfiguration<ArticleWordingRow>
    {
        public void Configure(EntityTypeBuilder<ArticleWordingRow> row)
        {
            row.ToTable("article_wordings");
            row.HasKey(w => new { w.Hash, w.ArticleId });
            row.HasIndex(w => w.ArticleId);
        }
    }
}
