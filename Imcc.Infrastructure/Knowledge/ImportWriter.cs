using Imcc.Core.Knowledge;
using Imcc.Infrastructure.Storage;
using Microsoft.EntityFrameworkCore;

namespace Imcc.Infrastructure.Knowledge;

/// <summary>The pass of an import that writes: batch by batch, each in a transaction of its own.</summary>
internal sealed class ImportWriter(IDbContextFactory<DirectoryContext> contexts, KnowledgeChange change)
{
    private const int Batch = 500;

    public async Task WriteAsync(ImportRun run, ImportChoices choices, CancellationToken cancellationToken)
    {
        if (choices.MakeCategories)
            await MakeCategoriesAsync(run, cancellationToken);
        ImportNames names;
        await using (var context = contexts.CreateDbContext())
            names = await ImportNames.LoadAsync(context, await KnowledgeRights.OfWriterAsync(context, run.PersonId, cancellationToken), cancellationToken);
        var plan = new Plan(run, choices, new RecordReader(names));
        run.ForgetRefused();
        foreach (var batch in ArticleFile.Read(run.Path, _ => { }, cancellationToken).Chunk(Batch))
        {
            var counted = await BatchAsync(plan, batch, cancellationToken);
            if (counted is null)
            {
                // Somebody changed one of them meanwhile: the others are no part of that.
                counted = new();
                foreach (var record in batch)
                    counted.Add(await BatchAsync(plan, [record], cancellationToken) ?? new() { Refused = [(record, new(null, nameof(ArticleFault.ChangedMeanwhile)))] });
            }

            foreach (var (record, problem) in counted.Refused)
                run.Refuse(record.Row, record[ArticleColumn.Title], problem);
            run.Change(s => s with { Done = s.Done + batch.Length, Added = s.Added + counted.Added, Changed = s.Changed + counted.Changed, Unchanged = s.Unchanged + counted.Unchanged });
        }
    }

    private async Task MakeCategoriesAsync(ImportRun run, CancellationToken cancellationToken) => await change.MakeAsync(
        run.PersonId,
        async unit =>
        {
            if (run.Outline.NewCategories.Count == 0)
                return Guid.Empty;
            await unit.VersionAsync(cancellationToken);
            var categories = (await unit.Context.ArticleCategories.ToListAsync(cancellationToken)).ConvertAll(c => c.ToCategory());
            foreach (var path in run.Outline.NewCategories)
            {
                Guid? parent = null;
                foreach (var name in path.Split('/'))
                {
                    var found = categories.Find(c => c.ParentId == parent && c.Name == name);
                    if (found is null && new CategoryTree(categories).Check(null, parent, name).Any())
                        break;
                    if (found is null)
                        categories.Add(found = Categories.Add(unit, parent, name, categories.Count(c => c.ParentId == parent)).ToCategory());
                    parent = found.Id;
                }
            }

            unit.Unit.Audit("category.imported", Guid.Empty, Articles.Short(run.Outline.FileName));
            return Guid.Empty;
        },
        cancellationToken);

    // Null: not made, because somebody was quicker.
    private async Task<Counted?> BatchAsync(Plan plan, ArticleRecord[] batch, CancellationToken cancellationToken)
    {
        var counted = new Counted();
        var outcome = await change.MakeAsync(
            plan.Run.PersonId,
            async unit =>
            {
                if (plan.Choices.Publish)
                    await unit.VersionAsync(cancellationToken);
                // The new rows of a batch are found once, when they are saved.
                unit.Context.ChangeTracker.AutoDetectChangesEnabled = false;
                var codes = batch.Select(r => r[ArticleColumn.Code].Trim()).Where(c => c.Length > 0).Distinct().ToArray();
                var known = codes.Length == 0 ? [] : await unit.Context.Articles.Where(a => a.Code != null && codes.Contains(a.Code)).ToDictionaryAsync(a => a.Code!, StringComparer.Ordinal, cancellationToken);
                var ids = known.Values.Where(a => a.Number > 0).Select(a => a.Id).ToArray();
                var published = ids.Length == 0 ? [] : await unit.Context.PublishedArticles.Where(p => ids.Contains(p.Id)).ToDictionaryAsync(p => p.Id, cancellationToken);
                var related = await RelatedAsync(unit, batch, cancellationToken);
                foreach (var record in batch)
                {
                    if (await TakeAsync(unit, plan, record, known, published, related, counted, cancellationToken) is { } problem)
                        counted.Refused.Add((record, problem));
                }

                unit.Context.ChangeTracker.DetectChanges();
                if (counted.Added + counted.Changed > 0)
                    unit.Unit.Audit("article.imported", plan.Run.Outline.Id, Articles.Short(plan.Run.Outline.FileName), $"{counted.Added} added, {counted.Changed} changed{(plan.Choices.Publish ? ", published" : "")}");
                return Guid.Empty;
            },
            cancellationToken);
        return outcome.Made ? counted : null;
    }

    private static async Task<CellProblem?> TakeAsync(
        EditorUnit unit, Plan plan, ArticleRecord record, Dictionary<string, ArticleRow> known, Dictionary<Guid, PublishedArticleRow> published, Dictionary<string, Guid> related, Counted counted, CancellationToken cancellationToken)
    {
        if (record.Fault is { } fault)
            return new(null, fault.ToString());
        var code = record[ArticleColumn.Code].Trim();
        if (code.Length > 0 && plan.Run.Codes.TryGetValue(code, out var first) && first.Row != record.Row)
            return new(ArticleColumn.Code, nameof(RowFault.CodeTwice), first.Row);
        var row = known.GetValueOrDefault(code);
        var before = row?.Read() ?? ArticleContent.Blank(plan.Choices.OrgUnitId) with { CategoryId = plan.Choices.CategoryId };
        var (content, problems) = plan.Reader.Read(record, before, c => related.TryGetValue(c, out var id) ? id : plan.Run.Codes.TryGetValue(c, out var own) ? own.Id : null);
        if (problems.Count > 0)
            return problems[0];
        if (ArticleCheck.Of(content, row?.Id, plan.Choices.Publish) is [var problem, ..])
            return new(RecordReader.ColumnOf(problem.Field), problem.Fault.ToString(), problem.Argument);
        var rights = unit.Rights.In(content.OrgUnitId);
        if (!rights.MayWrite || (row is not null && !unit.Rights.UnitIds.Contains(row.OrgUnitId)))
            return new(ArticleColumn.OrgUnit, nameof(ArticleFault.OrgUnitForeign));
        var standing = (row?.ToStanding() ?? ArticleStanding.New).After(ArticleStep.Save, unit.PersonId);
        if (plan.Choices.Publish && standing.Hinders(ArticleStep.Publish, unit.PersonId, rights) is { } hindered)
            return new(null, hindered.ToString());
        var isSame = row is not null && before.Says(content);
        if (isSame && (!plan.Choices.Publish || row!.Stage is ArticleStage.Published))
        {
            counted.Unchanged++;
            return null;
        }

        if (row is null)
            row = ArticleSteps.New(unit, content, code.Length > 0 && plan.Run.Codes.TryGetValue(code, out var promised) ? promised.Id : null);
        else if (!isSame)
            await ArticleSteps.SaveAsync(unit, row, content, cancellationToken);
        if (plan.Choices.Publish)
            await ArticleSteps.PublishAsync(unit, row, published.GetValueOrDefault(row.Id), "", cancellationToken);
        _ = before.Title.Length == 0 ? counted.Added++ : counted.Changed++;
        return null;
    }

    private static async Task<Dictionary<string, Guid>> RelatedAsync(EditorUnit unit, ArticleRecord[] batch, CancellationToken cancellationToken)
    {
        var codes = batch.SelectMany(r => RecordReader.Parts(r[ArticleColumn.Related])).Distinct().ToArray();
        return codes.Length == 0 ? [] : await unit.Context.Articles.Where(a => a.Code != null && codes.Contains(a.Code)).ToDictionaryAsync(a => a.Code!, a => a.Id, StringComparer.Ordinal, cancellationToken);
    }

    private sealed record Plan(ImportRun Run, ImportChoices Choices, RecordReader Reader);

    private sealed class Counted
    {
        public int Added { get; set; }

        public int Changed { get; set; }

        public int Unchanged { get; set; }

        public List<(ArticleRecord Record, CellProblem Problem)> Refused { get; init; } = [];

        public void Add(Counted other)
        {
            (Added, Changed, Unchanged) = (Added + other.Added, Changed + other.Changed, Unchanged + other.Unchanged);
            Refused.AddRange(other.Refused);
        }
    }
}
