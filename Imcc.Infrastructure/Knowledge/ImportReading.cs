using Imcc.Core.Knowledge;
using Imcc.Infrastructure.Storage;
using Microsoft.EntityFrameworkCore;

namespace Imcc.Infrastructure.Knowledge;

/// <summary>The pass of an import that looks at every row and writes nothing.</summary>
internal sealed class ImportReading(IDbContextFactory<DirectoryContext> contexts, TimeProvider time)
{
    private const int Step = 500;

    /// <param name="choices">Null: not chosen yet; categories that are not there are no fault then.</param>
    /// <exception cref="ImportException">The file cannot be taken.</exception>
    public async Task CheckAsync(ImportRun run, ImportChoices? choices, CancellationToken cancellationToken)
    {
        await using var context = contexts.CreateDbContext();
        var rights = await KnowledgeRights.OfWriterAsync(context, run.PersonId, cancellationToken);
        var reader = new RecordReader(await ImportNames.LoadAsync(context, rights, cancellationToken));
        var blank = ArticleContent.Blank(choices?.OrgUnitId ?? rights.Person!.OrgUnitId);
        var (rows, bad) = (0, new HashSet<int>());
        var paths = new HashSet<string>(StringComparer.Ordinal);
        var open = new List<(int Row, string Title, string Code)>();
        run.ForgetRefused();
        run.Codes.Clear();
        foreach (var record in ArticleFile.Read(run.Path, unknown => run.Change(s => s with { UnknownColumns = unknown }), cancellationToken))
        {
            rows++;
            foreach (var problem in Problems(record))
            {
                bad.Add(record.Row);
                run.Refuse(record.Row, record[ArticleColumn.Title], problem);
            }

            if (rows % Step == 0)
                run.Change(s => s with { Rows = rows, Good = rows - bad.Count });
        }

        // A code may stand below the row that names it, or in the database.
        foreach (var batch in open.Where(o => !run.Codes.ContainsKey(o.Code)).Chunk(Step))
        {
            var codes = batch.Select(o => o.Code).Distinct().ToArray();
            var known = (await context.Articles.Where(a => a.Code != null && codes.Contains(a.Code)).Select(a => a.Code!).ToListAsync(cancellationToken)).ToHashSet();
            foreach (var (row, title, code) in batch.Where(o => !known.Contains(o.Code)))
            {
                bad.Add(row);
                run.Refuse(row, title, new(ArticleColumn.Related, nameof(ArticleFault.Unknown), code));
            }
        }

        run.Change(s => s with { Rows = rows, Good = rows - bad.Count, NewCategories = [.. paths.Order(StringComparer.Ordinal).Take(ArticleLimits.Categories)] });

        IReadOnlyList<CellProblem> Problems(ArticleRecord record)
        {
            if (record.Fault is { } fault)
                return [new(null, fault.ToString())];
            var (content, problems) = reader.Read(record, blank, code =>
            {
                open.Add((record.Row, record[ArticleColumn.Title], code));
                return Guid.Empty;
            });
            List<CellProblem> found =
            [
                .. problems.Where(p => !(p is { Column: ArticleColumn.Category, Fault: nameof(ArticleFault.Unknown) } && choices?.MakeCategories is not false)),
                .. ArticleCheck.Of(content with { Related = [] }, null, choices?.Publish is true).Select(p => new CellProblem(RecordReader.ColumnOf(p.Field), p.Fault.ToString(), p.Argument)),
            ];
            if (problems.FirstOrDefault(p => p is { Column: ArticleColumn.Category, Fault: nameof(ArticleFault.Unknown) }) is { Argument: string path })
            {
                paths.Add(path);
                if (path.Split('/') is var steps && (steps.Length > ArticleLimits.CategoryDepth || steps.Any(s => s.Length > ArticleLimits.CategoryName)))
                    found.Add(new(ArticleColumn.Category, nameof(ArticleFault.TooDeep), ArticleLimits.CategoryDepth));
            }

            if (content.Code.Length > 0 && !run.Codes.TryAdd(content.Code, (record.Row, Guid.CreateVersion7(time.GetUtcNow()))))
                found.Add(new(ArticleColumn.Code, nameof(RowFault.CodeTwice), run.Codes[content.Code].Row));
            if (choices?.Publish is true && rights.In(content.OrgUnitId) is { MayPublish: false } or { IsReviewRequired: true })
                found.Add(new(null, nameof(ArticleFault.NotAllowed)));
            return found;
        }
    }
}
