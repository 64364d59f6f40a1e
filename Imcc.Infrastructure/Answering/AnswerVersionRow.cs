using Imcc.Infrastructure.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Imcc.Infrastructure.Answering;

/// <summary>Counted up by each change of one kind of answers: it puts the changes into an order, and tells the nodes that there was one.</summary>
internal sealed class AnswerVersionRow
{
    public required string Stock { get; init; }

    public long Version { get; set; }

    /// <summary>Takes the next number, in the transaction that is open: whoever comes second waits for the first.</summary>
    public static async Task<long> NextAsync(DirectoryContext context, string stock, CancellationToken cancellationToken)
    {
        if (context.Database.CurrentTransaction is null)
            throw new InvalidOperationException("A number is taken in the transaction that uses it.");
        await context.AnswerVersions.Where(v => v.Stock == stock).ExecuteUpdateAsync(set => set.SetProperty(v => v.Version, v => v.Version + 1), cancellationToken);
        return await context.AnswerVersions.Where(v => v.Stock == stock).Select(v => v.Version).SingleAsync(cancellationToken);
    }

    internal sealed class Mapping : IEntityTypeConfiguration<AnswerVersionRow>
    {
        public void Configure(EntityTypeBuilder<AnswerVersionRow> row)
        {
            row.ToTable("answer_versions");
            row.HasKey(v => v.Stock);
            row.Property(v => v.Stock).HasMaxLength(20);
            row.HasData(AnswerStock.All.Select(s => new AnswerVersionRow { Stock = s, Version = 0 }));
        }
    }
}
