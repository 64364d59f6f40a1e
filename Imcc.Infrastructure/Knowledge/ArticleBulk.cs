using Imcc.Core.Knowledge;
using Imcc.Infrastructure.Storage;
using Microsoft.EntityFrameworkCore;

namespace Imcc.Infrastructure.Knowledge;

/// <inheritdoc cref="IArticleBulk"/>
internal sealed class ArticleBulk(IDbContextFactory<DirectoryContext> contexts, KnowledgeChange change) : IArticleBulk
{
    private const int Batch = 100;
    private const int Most = 100_000;

    public async Task<IReadOnlyList<Guid>> IdsAsync(Guid personId, ArticleFilter filter, CancellationToken cancellationToken = default)
    {
        await using var context = contexts.CreateDbContext();
        var rights = await KnowledgeRights.OfWriterAsync(context, personId, cancellationToken);
        return await ArticleLists.InOrder(await ArticleLists.WhereAsync(context, rights, filter, cancellationToken), filter.Order).Select(a => a.Id).Take(Most).ToListAsync(cancellationToken);
    }

    public async Task<BulkReport> RunAsync(Guid personId, IReadOnlyCollection<Guid> articleIds, BulkDeed deed, IProgress<int>? done = null, CancellationToken cancellationToken = default)
    {
        var (made, looked, refused) = (0, 0, new List<BulkRefusal>());
        try
        {
            foreach (var batch in articleIds.Distinct().Chunk(Batch))
            {
                cancellationToken.ThrowIfCancellationRequested();
                if (await BatchAsync(personId, batch, deed, cancellationToken) is { } together)
                    Count(together);
                else
                {
                    // Somebody changed one of them meanwhile: the others are no part of that.
                    foreach (var id in batch)
                        Count(await BatchAsync(personId, [id], deed, cancellationToken) ?? (0, [new(id, "", "", ArticleFault.ChangedMeanwhile)]));
                }

                looked += batch.Length;
                done?.Report(looked);
            }
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            return new(made, refused, IsCancelled: true);
        }

        return new(made, refused, IsCancelled: false);

        void Count((int Done, List<BulkRefusal> Refused) batch)
        {
            made += batch.Done;
            refused.AddRange(batch.Refused);
        }
    }

    // Null: not made, because somebody was quicker.
    private async Task<(int Done, List<BulkRefusal> Refused)?> BatchAsync(Guid personId, Guid[] ids, BulkDeed deed, CancellationToken cancellationToken)
    {
        var (made, refused) = (0, new List<BulkRefusal>());
        var outcome = await change.MakeAsync(
            personId,
            async unit =>
            {
                if (deed is BulkDeed.Publish or BulkDeed.Withdraw or BulkDeed.Move or BulkDeed.Tag or BulkDeed.Validity or BulkDeed.For)
                    await unit.VersionAsync(cancellationToken);
                var rows = await unit.Context.Articles.Where(a => ids.Contains(a.Id)).ToDictionaryAsync(a => a.Id, cancellationToken);
                var references = await ArticleReferences.LoadAsync(unit, cancellationToken);
                foreach (var id in ids)
                {
                    if (!rows.TryGetValue(id, out var row) || !unit.Rights.UnitIds.Contains(row.OrgUnitId))
                        refused.Add(new(id, "", "", ArticleFault.Gone));
                    else if (await TakeAsync(unit, references, row, deed, cancellationToken) is { } problem)
                        refused.Add(new(id, row.Title, problem.Field, problem.Fault, problem.Argument));
                    else
                        made++;
                }

                if (made > 0)
                    unit.Unit.Audit("article.bulk", Guid.Empty, deed.GetType().Name, $"{made} articles");
                return Guid.Empty;
            },
            cancellationToken);
        return outcome.Made ? (made, refused) : null;
    }

    // Null: done.
    private static async Task<ArticleProblem?> TakeAsync(EditorUnit unit, ArticleReferences references, ArticleRow row, BulkDeed deed, CancellationToken cancellationToken)
    {
        var rights = unit.Rights.In(row.OrgUnitId);
        ArticleProblem? Hinders(ArticleStep step) => row.ToStanding().Hinders(step, unit.PersonId, rights) is { } fault ? new("", fault) : null;
        switch (deed)
        {
            case BulkDeed.Submit:
                if ((Hinders(ArticleStep.Submit) ?? Check(row.Read(), isForPublication: true)) is { } early)
                    return early;
                ArticleSteps.Step(unit, row, ArticleStep.Submit);
                return null;
            case BulkDeed.Publish publish:
                if ((Hinders(ArticleStep.Publish) ?? Check(row.Read(), isForPublication: true)) is { } unready)
                    return unready;
                await PublishAsync(publish.Remark.Trim());
                return null;
            case BulkDeed.Withdraw withdraw:
                if (Hinders(ArticleStep.Withdraw) is { } notInForce)
                    return notInForce;
                if (withdraw.Why.Trim() is { Length: > 0 } why)
                    unit.Context.ArticleComments.Add(new() { Id = Guid.CreateVersion7(unit.Now), ArticleId = row.Id, At = unit.Now, By = unit.PersonName, Text = Cut(why, ArticleLimits.Comment), Kind = ArticleCommentKind.Withdrawn, Rev = row.Rev });
                await ArticleSteps.WithdrawAsync(unit, row, cancellationToken);
                return null;
            case BulkDeed.Delete:
                if (Hinders(ArticleStep.Delete) is { } inForce)
                    return inForce;
                await ArticleSteps.DeleteAsync(unit, row, cancellationToken);
                return null;
            default:
                return await RewriteAsync();
        }

        async Task<ArticleProblem?> RewriteAsync()
        {
            var before = row.Read();
            var after = ArticleTidy.Of(Changed(before, deed));
            if (before.Says(after))
                return null;
            if ((Hinders(ArticleStep.Save) ?? Check(after, isForPublication: false)) is { } problem)
                return problem;
            var isAsInForce = row.Stage is ArticleStage.Published;
            await ArticleSteps.SaveAsync(unit, row, after, cancellationToken);
            if (isAsInForce && Hinders(ArticleStep.Publish) is null)
                await PublishAsync("");
            return null;
        }

        async Task PublishAsync(string remark)
        {
            var published = await unit.Context.PublishedArticles.SingleOrDefaultAsync(p => p.Id == row.Id, cancellationToken);
            await ArticleSteps.PublishAsync(unit, row, published, Cut(remark, ArticleLimits.Remark), cancellationToken);
        }

        ArticleProblem? Check(ArticleContent content, bool isForPublication) => ArticleCheck.Of(content, row.Id, isForPublication).Concat(references.Check(content)).FirstOrDefault();
    }

    private static ArticleContent Changed(ArticleContent content, BulkDeed deed) => deed switch
    {
        BulkDeed.Move move => content with { CategoryId = move.CategoryId },
        BulkDeed.Tag tag => content with { Tags = [.. content.Tags.Except(tag.Remove), .. tag.Add.Except(content.Tags)] },
        BulkDeed.Validity validity => content with { ValidFrom = validity.From, ValidUntil = validity.Until },
        BulkDeed.For reader => content with { Audience = reader.Audience },
        _ => throw new ArgumentOutOfRangeException(nameof(deed), deed, null),
    };

    private static string Cut(string text, int most) => text.Length <= most ? text : text[..most];
}
