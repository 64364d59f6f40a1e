using Imcc.Core.Quality;
using Imcc.Infrastructure.Organisation;
using Imcc.Infrastructure.Storage;
using Microsoft.EntityFrameworkCore;

namespace Imcc.Infrastructure.Quality;

/// <summary>Finds and writes evaluations in whatever store they stand; a list asks every store and merges.</summary>
internal sealed class EvaluationBook(ConversationStores stores, IDbContextFactory<DirectoryContext> contexts, DirectoryCache directory, StoredJson json)
{
    public async Task<Evaluation?> FindAsync(Guid id, CancellationToken cancellationToken)
    {
        foreach (var store in stores.All)
        {
            await using var context = store.Read();
            if (await context.Evaluations.SingleOrDefaultAsync(e => e.Id == id, cancellationToken) is { } row)
                return row.ToEvaluation();
        }

        return null;
    }

    /// <summary>All rows that a query finds in each store.</summary>
    public async Task<List<Evaluation>> AllAsync(Func<IQueryable<EvaluationRow>, IQueryable<EvaluationRow>> query, CancellationToken cancellationToken)
    {
        List<Evaluation> found = [];
        foreach (var store in stores.All)
        {
            await using var context = store.Read();
            found.AddRange((await query(context.Evaluations).ToListAsync(cancellationToken)).Select(r => r.ToEvaluation()));
        }

        return found;
    }

    /// <summary>One page, the newest work first, and how many there are.</summary>
    public async Task<(IReadOnlyList<Evaluation> Page, int Total)> PageAsync(Func<IQueryable<EvaluationRow>, IQueryable<EvaluationRow>> query, int skip, int take, CancellationToken cancellationToken)
    {
        List<Evaluation> found = [];
        var total = 0;
        foreach (var store in stores.All)
        {
            await using var context = store.Read();
            var rows = query(context.Evaluations);
            total += await rows.CountAsync(cancellationToken);
            found.AddRange((await rows.OrderByDescending(r => r.ServedAt).ThenBy(r => r.Id).Take(skip + take).ToListAsync(cancellationToken)).Select(r => r.ToEvaluation()));
        }

        return ([.. found.OrderByDescending(e => e.ServedAt).ThenBy(e => e.Id).Skip(skip).Take(take)], total);
    }

    /// <returns>False: somebody else wrote first.</returns>
    public async Task<bool> WriteAsync(Evaluation after, long before) =>
        await stores.For(after.ThreadId).Writer.CommitAsync(new WriteUnit().Update(EvaluationRow.From(after), before)) == WriteOutcome.Committed;

    /// <returns>False: it was there already.</returns>
    public async Task<bool> AddAsync(Evaluation made) =>
        await stores.For(made.ThreadId).Writer.CommitAsync(new WriteUnit().InsertIfNew(EvaluationRow.From(made))) == WriteOutcome.Committed;

    public async Task<FormContent?> FormAsync(Guid formId, int version, CancellationToken cancellationToken)
    {
        await using var context = contexts.CreateDbContext();
        return (await context.QualityFormVersions.AsNoTracking().SingleOrDefaultAsync(v => v.FormId == formId && v.Number == version, cancellationToken))?.Read(json);
    }

    /// <summary>All versions of a form, by their numbers.</summary>
    public async Task<IReadOnlyDictionary<int, FormContent>> VersionsAsync(Guid formId, CancellationToken cancellationToken)
    {
        await using var context = contexts.CreateDbContext();
        var rows = await context.QualityFormVersions.AsNoTracking().Where(v => v.FormId == formId).ToListAsync(cancellationToken);
        return rows.Select(r => (r.Number, Content: r.Read(json))).Where(r => r.Content is not null).ToDictionary(r => r.Number, r => r.Content!);
    }

    public async Task<QualityNames> NamesAsync(IReadOnlyCollection<Evaluation> evaluations, CancellationToken cancellationToken)
    {
        await using var context = contexts.CreateDbContext();
        var people = evaluations.SelectMany(e => e.History.Select(h => h.By).Append(e.EvaluatorId).Append(e.AgentId).Append(e.DecidedBy)).OfType<Guid>().Distinct().ToArray();
        var forms = evaluations.Select(e => e.FormId).Distinct().ToArray();
        return new(
            await QualityForms.NamesAsync(context, people, cancellationToken),
            await context.QualityForms.AsNoTracking().Where(f => forms.Contains(f.Id)).ToDictionaryAsync(f => f.Id, f => f.Name, cancellationToken),
            directory.Current);
    }
}

/// <summary>The names that the ids of evaluations stand for.</summary>
internal sealed record QualityNames(IReadOnlyDictionary<Guid, string> People, IReadOnlyDictionary<Guid, string> Forms, Core.Organisation.Directory Known)
{
    public string Person(Guid? id) => id is not { } known ? "" : People.GetValueOrDefault(known) ?? Known.Agents.GetValueOrDefault(known)?.DisplayName ?? "";

    public string Group(Guid? id) => id is { } known ? Known.Groups.GetValueOrDefault(known)?.Name ?? "" : "";

    public string Form(Guid id) => Forms.GetValueOrDefault(id, "");

    public EvaluationLine Line(Evaluation e) => new(
        e.Id, e.ConversationId, Person(e.AgentId), Group(e.GroupId), Form(e.FormId), e.FormVersion, Person(e.EvaluatorId), e.State, e.BlindSource, e.BlindRisks, e.ServedAt,
        e.SubmittedAt, e.DueAt, e.Percent, e.IsFailed, e.Grade, e.AppealedAt is not null);
}
