using Imcc.Core.Knowledge;
using Imcc.Infrastructure.Files;
using Imcc.Infrastructure.Organisation;
using Imcc.Infrastructure.Storage;
using Microsoft.EntityFrameworkCore;

namespace Imcc.Infrastructure.Knowledge;

/// <inheritdoc cref="IArticles"/>
internal sealed class Articles(IDbContextFactory<DirectoryContext> contexts, KnowledgeChange change, Func<FileStore?> files) : ArticleReader(contexts), IArticles
{
    public Task<ChangeOutcome> SaveAsync(Guid personId, Guid? articleId, long rev, ArticleContent content, CancellationToken cancellationToken = default) => change.MakeAsync(
        personId,
        async unit =>
        {
            var tidy = ArticleTidy.Of(content);
            var row = articleId is { } id ? await FindAsync(unit, id, rev, ArticleStep.Save, cancellationToken) : null;
            if (articleId is not null && row is null)
                return articleId.Value;
            if (row is not null && row.Read().Says(tidy))
                return row.Id;
            await CheckAsync(unit, row?.Id, tidy, isForPublication: false, cancellationToken);
            if (unit.Unit.Problems.Count > 0)
                return row?.Id ?? Guid.Empty;
            if (row is null)
            {
                row = ArticleSteps.New(unit, tidy);
                unit.Unit.Audit("article.created", row.Id, Short(row.Title));
            }
            else
            {
                await ArticleSteps.SaveAsync(unit, row, tidy, cancellationToken);
                unit.Unit.Audit("article.changed", row.Id, Short(row.Title));
            }

            return row.Id;
        },
        cancellationToken);

    public Task<ChangeOutcome> SubmitAsync(Guid personId, Guid articleId, long rev, CancellationToken cancellationToken = default) =>
        TakeAsync(personId, articleId, rev, ArticleStep.Submit, async (unit, row) =>
        {
            await CheckAsync(unit, row.Id, row.Read(), isForPublication: true, cancellationToken);
            if (unit.Unit.Problems.Count == 0)
                ArticleSteps.Step(unit, row, ArticleStep.Submit);
        }, "article.submitted", "", cancellationToken);

    public Task<ChangeOutcome> ReturnAsync(Guid personId, Guid articleId, long rev, string why, CancellationToken cancellationToken = default) =>
        TakeAsync(personId, articleId, rev, ArticleStep.Return, (unit, row) =>
        {
            Comment(unit, row, why, ArticleCommentKind.Returned, isNeeded: true, "Why");
            ArticleSteps.Step(unit, row, ArticleStep.Return);
            return Task.CompletedTask;
        }, "article.returned", "", cancellationToken);

    public Task<ChangeOutcome> PublishAsync(Guid personId, Guid articleId, long rev, string remark, CancellationToken cancellationToken = default) => change.MakeAsync(
        personId,
        async unit =>
        {
            await unit.VersionAsync(cancellationToken);
            if (remark.Trim().Length > ArticleLimits.Remark)
                unit.Refuse(ArticleFault.TooLong, "Remark", ArticleLimits.Remark);
            if (await FindAsync(unit, articleId, rev, ArticleStep.Publish, cancellationToken) is not { } row)
                return articleId;
            await CheckAsync(unit, row.Id, row.Read(), isForPublication: true, cancellationToken);
            if (unit.Unit.Problems.Count > 0)
                return articleId;
            var published = await unit.Context.PublishedArticles.SingleOrDefaultAsync(p => p.Id == row.Id, cancellationToken);
            await ArticleSteps.PublishAsync(unit, row, published, remark.Trim(), cancellationToken);
            unit.Unit.Audit("article.published", row.Id, Short(row.Title), $"{row.Number} {remark.Trim()}".Trim());
            return articleId;
        },
        cancellationToken);

    public Task<ChangeOutcome> WithdrawAsync(Guid personId, Guid articleId, long rev, string why, CancellationToken cancellationToken = default) => change.MakeAsync(
        personId,
        async unit =>
        {
            await unit.VersionAsync(cancellationToken);
            if (await FindAsync(unit, articleId, rev, ArticleStep.Withdraw, cancellationToken) is not { } row)
                return articleId;
            Comment(unit, row, why, ArticleCommentKind.Withdrawn, isNeeded: false, "Why");
            await ArticleSteps.WithdrawAsync(unit, row, cancellationToken);
            unit.Unit.Audit("article.withdrawn", row.Id, Short(row.Title));
            return articleId;
        },
        cancellationToken);

    public Task<ChangeOutcome> DiscardAsync(Guid personId, Guid articleId, long rev, CancellationToken cancellationToken = default) =>
        TakeAsync(personId, articleId, rev, ArticleStep.Discard, async (unit, row) =>
        {
            var last = await unit.Context.ArticleVersions.AsNoTracking().SingleAsync(v => v.ArticleId == row.Id && v.Number == row.Number, cancellationToken);
            await ArticleSteps.DiscardAsync(unit, row, ArticleJson.Read(last.Content), cancellationToken);
        }, "article.discarded", "", cancellationToken);

    public Task<ChangeOutcome> DeleteAsync(Guid personId, Guid articleId, long rev, CancellationToken cancellationToken = default) =>
        TakeAsync(personId, articleId, rev, ArticleStep.Delete, (unit, row) => ArticleSteps.DeleteAsync(unit, row, cancellationToken), "article.deleted", "", cancellationToken);

    public Task<ChangeOutcome> RestoreAsync(Guid personId, Guid articleId, long rev, int number, CancellationToken cancellationToken = default) =>
        TakeAsync(personId, articleId, rev, ArticleStep.Save, async (unit, row) =>
        {
            if (await unit.Context.ArticleVersions.AsNoTracking().SingleOrDefaultAsync(v => v.ArticleId == row.Id && v.Number == number, cancellationToken) is not { } version)
            {
                unit.Refuse(ArticleFault.Gone);
                return;
            }

            // The unit and the code stay as they are now: an old version brings back what was said, not whose it was.
            var content = ArticleJson.Read(version.Content) with { OrgUnitId = row.OrgUnitId, Code = row.Code ?? "" };
            await ArticleSteps.SaveAsync(unit, row, content, cancellationToken);
        }, "article.restored", $"{number}", cancellationToken);

    public Task<ChangeOutcome> CommentAsync(Guid personId, Guid articleId, string text, CancellationToken cancellationToken = default) => change.MakeAsync(
        personId,
        async unit =>
        {
            if (await unit.Context.Articles.AsNoTracking().SingleOrDefaultAsync(a => a.Id == articleId, cancellationToken) is not { } row || !unit.Rights.UnitIds.Contains(row.OrgUnitId))
                unit.Refuse(ArticleFault.Gone);
            else
                Comment(unit, row, text, ArticleCommentKind.Remark, isNeeded: true, "Text");
            return articleId;
        },
        cancellationToken);

    private Task<ChangeOutcome> TakeAsync(
        Guid personId, Guid articleId, long rev, ArticleStep step, Func<EditorUnit, ArticleRow, Task> take, string audit, string detail, CancellationToken cancellationToken) => change.MakeAsync(
        personId,
        async unit =>
        {
            if (await FindAsync(unit, articleId, rev, step, cancellationToken) is not { } row)
                return articleId;
            await take(unit, row);
            unit.Unit.Audit(audit, row.Id, Short(row.Title), detail);
            return articleId;
        },
        cancellationToken);

    // Null: refused.
    private static async Task<ArticleRow?> FindAsync(EditorUnit unit, Guid id, long rev, ArticleStep step, CancellationToken cancellationToken)
    {
        var row = await unit.Context.Articles.SingleOrDefaultAsync(a => a.Id == id, cancellationToken);
        if (row is null || !unit.Rights.UnitIds.Contains(row.OrgUnitId))
            unit.Refuse(ArticleFault.Gone);
        else if (row.Rev != rev)
            unit.Refuse(ArticleFault.ChangedMeanwhile);
        else if (row.ToStanding().Hinders(step, unit.PersonId, unit.Rights.In(row.OrgUnitId)) is { } fault)
            unit.Refuse(fault);
        else
            return row;
        return null;
    }

    private async Task CheckAsync(EditorUnit unit, Guid? id, ArticleContent content, bool isForPublication, CancellationToken cancellationToken)
    {
        var references = await ArticleReferences.LoadAsync(unit, cancellationToken);
        foreach (var problem in ArticleCheck.Of(content, id, isForPublication).Concat(await references.CheckAllAsync(unit, files(), id, content, cancellationToken)))
            unit.Refuse(problem.Fault, problem.Field, problem.Argument);
    }

    private static void Comment(EditorUnit unit, ArticleRow row, string text, ArticleCommentKind kind, bool isNeeded, string field)
    {
        var said = text.ReplaceLineEndings("\n").Trim();
        if (isNeeded && said.Length == 0)
            unit.Refuse(ArticleFault.Missing, field);
        else if (said.Length > ArticleLimits.Comment)
            unit.Refuse(ArticleFault.TooLong, field, ArticleLimits.Comment);
        else if (said.Length > 0)
            unit.Context.ArticleComments.Add(new() { Id = Guid.CreateVersion7(unit.Now), ArticleId = row.Id, At = unit.Now, By = unit.PersonName, Text = said, Kind = kind, Rev = row.Rev });
    }

    internal static string Short(string title) => title.Length <= 100 ? title : title[..99] + "…";
}
