using Imcc.Core.Quality;
using Imcc.Infrastructure.Organisation;
using Imcc.Infrastructure.Storage;
using Microsoft.EntityFrameworkCore;

namespace Imcc.Infrastructure.Quality;

/// <summary>Calibrations (校准): several people score one conversation, each unseen by the others; then they are compared with the expert.</summary>
public sealed class Calibrations
{
    public const int MostPeople = 20;
    private const int MostListed = 2000;

    private readonly EvaluationBook _book;
    private readonly EvaluationWork _work;
    private readonly IDbContextFactory<DirectoryContext> _contexts;
    private readonly DirectoryCache _directory;

    internal Calibrations(EvaluationBook book, EvaluationWork work, IDbContextFactory<DirectoryContext> contexts, DirectoryCache directory) => (_book, _work, _contexts, _directory) = (book, work, contexts, directory);

    /// <param name="evaluators">With or without the expert.</param>
    public async Task<(Guid? Id, EvaluationOutcome Outcome)> BeginAsync(
        Guid personId, Guid conversationId, Guid agentId, Guid formId, Guid expertId, IReadOnlyCollection<Guid> evaluators, CancellationToken cancellationToken = default)
    {
        var people = evaluators.Append(expertId).Distinct().ToArray();
        if (people.Contains(agentId))
            return (null, EvaluationOutcome.OwnWork);
        if (people.Length is < 2 or > MostPeople || await _work.PrepareAsync(personId, conversationId, agentId, formId, cancellationToken) is not { } made)
            return (null, EvaluationOutcome.NotFound);
        await using (var context = _contexts.CreateDbContext())
        {
            // Everybody must be able to open it.
            foreach (var person in people)
            {
                if (!await QualityGate.IsInspectorAsync(context, person, cancellationToken)
                    || !(await QualityGate.AdmitAsync(context, person, cancellationToken)).MayJudge(_directory.Current.Agents[agentId]))
                    return (null, EvaluationOutcome.NotFound);
            }
        }

        var id = made.Id;
        foreach (var person in people)
        {
            await _book.AddAsync(made with
            {
                Id = Sampler.IdOf(id, conversationId, person), CalibrationId = id, IsIndex = person == expertId, EvaluatorId = person, Source = EvaluationSource.Calibration,
            });
        }

        return (id, EvaluationOutcome.Done);
    }

    /// <summary>Those that the viewer takes part in or, judging these agents, may look at; the newest first.</summary>
    public async Task<IReadOnlyList<CalibrationListed>> ListAsync(Guid personId, CancellationToken cancellationToken = default)
    {
        var agents = await AgentsAsync(personId, cancellationToken);
        var all = await _book.AllAsync(rows => (agents is null ? rows : rows.Where(e => agents.Contains(e.AgentId))).Where(e => e.CalibrationId != null).OrderByDescending(e => e.CreatedAt).Take(MostListed), cancellationToken);
        var names = await _book.NamesAsync(all, cancellationToken);
        return [.. all.GroupBy(e => e.CalibrationId!.Value).Select(g => (Key: g.Key, First: g.First(), All: g.ToList())).OrderByDescending(g => g.First.CreatedAt).Select(g => new CalibrationListed(
            g.Key, names.Person(g.First.AgentId), names.Form(g.First.FormId), names.Person(g.All.Find(e => e.IsIndex)?.EvaluatorId), g.First.CreatedAt,
            g.All.Count(e => e.State == EvaluationState.Submitted), g.All.Count, g.All.Find(e => e.EvaluatorId == personId && e.IsOpen)?.Id))];
    }

    /// <summary>The comparison; null: there is none, or the viewer takes part and has not submitted yet.</summary>
    public async Task<CalibrationSheet?> OpenAsync(Guid personId, Guid calibrationId, CancellationToken cancellationToken = default)
    {
        var agents = await AgentsAsync(personId, cancellationToken);
        var all = await _book.AllAsync(rows => rows.Where(e => e.CalibrationId == calibrationId), cancellationToken);
        if (all.Count == 0 || agents?.Contains(all[0].AgentId) == false || all.Exists(e => e.EvaluatorId == personId && e.IsOpen))
            return null;
        if (await _book.FormAsync(all[0].FormId, all[0].FormVersion, cancellationToken) is not { } form)
            return null;
        var names = await _book.NamesAsync(all, cancellationToken);
        return new(calibrationId, names.Person(all[0].AgentId), names.Form(all[0].FormId), names.Person(all.Find(e => e.IsIndex)?.EvaluatorId), form, CalibrationReport.Of(form, all),
            all.Where(e => e.EvaluatorId is not null).DistinctBy(e => e.EvaluatorId).ToDictionary(e => e.EvaluatorId!.Value, e => names.Person(e.EvaluatorId)),
            [.. all.Where(e => e.IsOpen).Select(e => names.Person(e.EvaluatorId))]);
    }

    private async Task<Guid[]?> AgentsAsync(Guid personId, CancellationToken cancellationToken)
    {
        await using var context = _contexts.CreateDbContext();
        return (await QualityGate.AdmitAsync(context, personId, cancellationToken)).AgentsOf(_directory.Current);
    }
}

/// <param name="Mine">The viewer's own, as long as it is to be scored.</param>
public sealed record CalibrationListed(Guid Id, string Agent, string Form, string Expert, DateTimeOffset CreatedAt, int Submitted, int People, Guid? Mine);

/// <param name="Names">Of those who score, by their ids.</param>
/// <param name="Missing">Who has not submitted yet.</param>
public sealed record CalibrationSheet(
    Guid Id, string Agent, string FormName, string Expert, FormContent Form, CalibrationReport Report, IReadOnlyDictionary<Guid, string> Names, IReadOnlyList<string> Missing);
