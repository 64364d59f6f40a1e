using Imcc.Core.Knowledge;
using Microsoft.EntityFrameworkCore;

namespace Imcc.Infrastructure.Knowledge;

/// <summary>What is done to one article within a change: decided by <see cref="ArticleStanding"/>, stored here. Whoever calls has looked whether nothing hinders it.</summary>
internal static class ArticleSteps
{
    /// <param name="id">Where it was promised before; null: any.</param>
    public static ArticleRow New(EditorUnit unit, ArticleContent content, Guid? id = null)
    {
        var row = new ArticleRow { Id = id ?? Guid.CreateVersion7(unit.Now), CreatedAt = unit.Now, CreatedBy = unit.PersonName };
        unit.Context.Articles.Add(row);
        Write(unit, row, content);
        Step(unit, row, ArticleStep.Save);
        return row;
    }

    public static async Task SaveAsync(EditorUnit unit, ArticleRow row, ArticleContent content, CancellationToken cancellationToken)
    {
        await RewriteAsync(unit, row, content, cancellationToken);
        Step(unit, row, ArticleStep.Save);
    }

    /// <summary>The working copy is again what a version said.</summary>
    public static async Task DiscardAsync(EditorUnit unit, ArticleRow row, ArticleContent content, CancellationToken cancellationToken)
    {
        await RewriteAsync(unit, row, content, cancellationToken);
        Step(unit, row, ArticleStep.Discard);
    }

    public static void Step(EditorUnit unit, ArticleRow row, ArticleStep step)
    {
        row.Stand(row.ToStanding().After(step, unit.PersonId), unit.Now);
        (row.ChangedAt, row.ChangedBy, row.ChangedById) = (unit.Now, unit.PersonName, unit.PersonId);
        row.Rev++;
    }

    /// <summary>The working copy is in force when this is committed.</summary>
    /// <param name="published">What was in force; null: nothing ever was.</param>
    public static async Task PublishAsync(EditorUnit unit, ArticleRow row, PublishedArticleRow? published, string remark, CancellationToken cancellationToken)
    {
        var version = await unit.VersionAsync(cancellationToken);
        var content = row.Read();
        Step(unit, row, ArticleStep.Publish);
        unit.Context.ArticleVersions.Add(new()
        {
            ArticleId = row.Id,
            Number = row.Number,
            Title = row.Title,
            Content = row.Content,
            PublishedAt = unit.Now,
            PublishedBy = unit.PersonName,
            Remark = remark,
        });
        var isNew = published is null;
        published ??= new() { Id = row.Id };
        published.Write(content);
        (published.Version, published.Number, published.PublishedAt, published.PublishedBy) = (version, row.Number, unit.Now, unit.PersonName);
        if (isNew)
            unit.Context.PublishedArticles.Add(published);
        if (!isNew)
            await unit.Context.ArticleLinks.Where(l => l.ArticleId == row.Id).ExecuteDeleteAsync(cancellationToken);
        var place = 0;
        foreach (var address in ArticleTidy.LinksOf(content.Answer))
            unit.Context.ArticleLinks.Add(new() { ArticleId = row.Id, Place = place++, Address = address });
    }

    public static async Task WithdrawAsync(EditorUnit unit, ArticleRow row, CancellationToken cancellationToken)
    {
        await TakeAwayAsync(unit, row.Id, cancellationToken);
        Step(unit, row, ArticleStep.Withdraw);
    }

    /// <summary>With its versions and comments; the mark of what was in force stays for who follows by versions.</summary>
    public static async Task DeleteAsync(EditorUnit unit, ArticleRow row, CancellationToken cancellationToken)
    {
        await unit.Context.ArticleVersions.Where(v => v.ArticleId == row.Id).ExecuteDeleteAsync(cancellationToken);
        await unit.Context.ArticleWordings.Where(w => w.ArticleId == row.Id).ExecuteDeleteAsync(cancellationToken);
        await unit.Context.ArticleComments.Where(c => c.ArticleId == row.Id).ExecuteDeleteAsync(cancellationToken);
        unit.Context.Articles.Remove(row);
    }

    private static async Task RewriteAsync(EditorUnit unit, ArticleRow row, ArticleContent content, CancellationToken cancellationToken)
    {
        await unit.Context.ArticleWordings.Where(w => w.ArticleId == row.Id).ExecuteDeleteAsync(cancellationToken);
        Write(unit, row, content);
    }

    private static void Write(EditorUnit unit, ArticleRow row, ArticleContent content)
    {
        row.Write(content);
        foreach (var hash in content.Similar.Prepend(content.Title).Select(ArticleWordingRow.HashOf).Distinct())
            unit.Context.ArticleWordings.Add(new() { Hash = hash, ArticleId = row.Id });
    }

    private static async Task TakeAwayAsync(EditorUnit unit, Guid articleId, CancellationToken cancellationToken)
    {
        var version = await unit.VersionAsync(cancellationToken);
        var published = await unit.Context.PublishedArticles.SingleAsync(p => p.Id == articleId, cancellationToken);
        published.Clear();
        published.Version = version;
        await unit.Context.ArticleLinks.Where(l => l.ArticleId == articleId).ExecuteDeleteAsync(cancellationToken);
    }
}
