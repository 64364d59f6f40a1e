using System.Globalization;
using Imcc.Core.Quality;
using Imcc.Infrastructure.Organisation;
using Imcc.Infrastructure.Storage;
using Microsoft.EntityFrameworkCore;

namespace Imcc.Infrastructure.Quality;

/// <summary>What people do with evaluations: decide (Core), store, and where a score changes or a right is used, into the audit log.</summary>
public sealed class EvaluationWork
{
    private const int LapsePage = 500;

    private readonly EvaluationBook _book;
    private readonly ServiceReading _reading;
    private readonly ConversationStores _stores;
    private readonly IDbContextFactory<DirectoryContext> _contexts;
    private readonly DirectoryCache _directory;
    private readonly AuditTrail _audit;
    private readonly TimeProvider _time;

    internal EvaluationWork(
        EvaluationBook book, ServiceReading reading, ConversationStores stores, IDbContextFactory<DirectoryContext> contexts, DirectoryCache directory, AuditTrail audit, TimeProvider time) =>
        (_book, _reading, _stores, _contexts, _directory, _audit, _time) = (book, reading, stores, contexts, directory, audit, time);

    /// <summary>Somebody chooses a conversation to judge.</summary>
    /// <returns>The evaluation, or what there is already for this form and agent.</returns>
    public async Task<(Guid? Id, EvaluationOutcome Outcome)> ChooseAsync(Guid personId, Guid conversationId, Guid agentId, Guid formId, CancellationToken cancellationToken = default)
    {
        if (agentId == personId)
            return (null, EvaluationOutcome.OwnWork);
        var made = await PrepareAsync(personId, conversationId, agentId, formId, cancellationToken);
        if (made is null)
            return (null, EvaluationOutcome.NotFound);
        var known = await _book.AllAsync(rows => rows.Where(r => r.ConversationId == conversationId && r.AgentId == agentId && r.FormId == formId && r.CalibrationId == null), cancellationToken);
        if (known.Find(e => e.State != EvaluationState.Withdrawn) is { } there)
            return (there.Id, EvaluationOutcome.Done);
        // Two leads who choose the same at once make the same row; what was withdrawn keeps its own.
        var id = Sampler.IdOf(formId, conversationId, agentId);
        while (known.Exists(e => e.Id == id))
            id = Sampler.IdOf(id, conversationId, agentId);
        await _book.AddAsync(made with { Id = id, EvaluatorId = personId, Source = EvaluationSource.Manual });
        return (id, EvaluationOutcome.Done);
    }

    /// <param name="evaluatorId">One of <see cref="ScorersAsync"/>; null: whoever may takes it.</param>
    public async Task<EvaluationOutcome> AssignAsync(Guid personId, Guid id, Guid? evaluatorId, CancellationToken cancellationToken = default)
    {
        if (evaluatorId is { } to && await _book.FindAsync(id, cancellationToken) is { } e && to != e.AgentId && (await ScorersAsync(e.AgentId, cancellationToken)).All(s => s.Id != to))
            return EvaluationOutcome.NotTheirs;
        return await JudgeAsync(personId, id, (known, _, now) => known.Assign(personId, evaluatorId, now), cancellationToken);
    }

    /// <summary>Who can open and score an agent's work: the leads and administrators of the agent's unit and of those above, by name.</summary>
    public async Task<IReadOnlyList<QualityChoice>> ScorersAsync(Guid agentId, CancellationToken cancellationToken = default)
    {
        if (!_directory.Current.Agents.TryGetValue(agentId, out var agent))
            return [];
        await using var context = _contexts.CreateDbContext();
        return [.. (await QualityGate.ScorersAsync(context, cancellationToken)).Where(s => s.Id != agentId && s.MayJudge(agent, _directory.Current)).Select(s => new QualityChoice(s.Id, s.Name))];
    }

    public Task<EvaluationOutcome> SaveAsync(Guid personId, Guid id, long revision, IReadOnlyList<Answer> answers, string comment, CancellationToken cancellationToken = default) =>
        JudgeAsync(personId, id, (e, form, _) => e.Revision == revision ? e.Save(personId, form, answers, comment) : new(e, EvaluationOutcome.ChangedMeanwhile), cancellationToken);

    public Task<EvaluationOutcome> SubmitAsync(Guid personId, Guid id, long revision, IReadOnlyList<Answer> answers, string comment, CancellationToken cancellationToken = default) =>
        JudgeAsync(personId, id, (e, form, now) => e.Revision == revision ? e.Submit(personId, form, answers, comment, now, at => _directory.Current.IsWorkday(e.GroupId, at)) : new(e, EvaluationOutcome.ChangedMeanwhile), cancellationToken);

    public Task<EvaluationOutcome> DecideAsync(Guid personId, Guid id, long revision, IReadOnlyList<Answer> answers, string words, CancellationToken cancellationToken = default) =>
        JudgeAsync(personId, id, (e, form, now) => e.Revision == revision ? e.Decide(personId, form, answers, words, now) : new(e, EvaluationOutcome.ChangedMeanwhile), cancellationToken);

    public Task<EvaluationOutcome> WithdrawAsync(Guid personId, Guid id, string words, CancellationToken cancellationToken = default) =>
        JudgeAsync(personId, id, (e, _, now) => e.Withdraw(personId, words, now), cancellationToken);

    public Task<EvaluationOutcome> AcknowledgeAsync(Guid agentId, Guid id, CancellationToken cancellationToken = default) =>
        StepAsync(agentId, id, (e, now) => e.Acknowledge(agentId, now), cancellationToken);

    public Task<EvaluationOutcome> AppealAsync(Guid agentId, Guid id, string words, CancellationToken cancellationToken = default) =>
        StepAsync(agentId, id, (e, now) => e.AppealTo(agentId, words, now), cancellationToken);

    /// <summary>What agents let pass counts as accepted.</summary>
    internal async Task<int> LapseAsync(CancellationToken cancellationToken)
    {
        var now = _time.GetUtcNow();
        var lapsed = 0;
        foreach (var e in await _book.AllAsync(rows => rows.Where(r => r.DueAt != null && r.DueAt <= now).OrderBy(r => r.DueAt).Take(LapsePage), cancellationToken))
        {
            var change = e.Lapse(now);
            if (change.Outcome == EvaluationOutcome.Done && await _book.WriteAsync(change.Evaluation, e.Revision))
                lapsed++;
        }

        return lapsed;
    }

    /// <summary>A new evaluation of this agent's part of a conversation by the form's version in force; null: there is no such thing, or it is not the viewer's to judge.</summary>
    internal async Task<Evaluation?> PrepareAsync(Guid personId, Guid conversationId, Guid agentId, Guid formId, CancellationToken cancellationToken)
    {
        await using var context = _contexts.CreateDbContext();
        var rights = await QualityGate.AdmitAsync(context, personId, cancellationToken);
        if (!_directory.Current.Agents.TryGetValue(agentId, out var agent) || !rights.MayJudge(agent))
            return null;
        var version = await context.QualityForms.AsNoTracking().Where(f => f.Id == formId && f.Enabled).Select(f => f.Version).SingleOrDefaultAsync(cancellationToken);
        if (version == 0)
            return null;
        foreach (var store in _stores.All)
        {
            await using var rows = store.Read();
            if (await rows.Conversations.Where(c => c.Id == conversationId).Select(c => new { c.ThreadId, c.GroupId }).SingleOrDefaultAsync(cancellationToken) is not { } found)
                continue;
            if (await _reading.OneAsync(new(conversationId, found.ThreadId, agentId, found.GroupId, 0, Risks.None), cancellationToken) is not { } facts)
                return null;
            var now = _time.GetUtcNow();
            return new()
            {
                Id = Guid.CreateVersion7(now),
                ConversationId = conversationId,
                ThreadId = found.ThreadId,
                AgentId = agentId,
                GroupId = facts.GroupId,
                FormId = formId,
                FormVersion = version,
                ServedAt = facts.EndedAt,
                CreatedAt = now,
                History = [new(EvaluationDeed.Created, now, personId)],
            };
        }

        return null;
    }

    private async Task<EvaluationOutcome> JudgeAsync(Guid personId, Guid id, Func<Evaluation, FormContent, DateTimeOffset, EvaluationChange> step, CancellationToken cancellationToken)
    {
        if (await _book.FindAsync(id, cancellationToken) is not { } e || await _book.FormAsync(e.FormId, e.FormVersion, cancellationToken) is not { } form)
            return EvaluationOutcome.NotFound;
        await using (var context = _contexts.CreateDbContext())
        {
            var rights = await QualityGate.AdmitAsync(context, personId, cancellationToken);
            if (!_directory.Current.Agents.TryGetValue(e.AgentId, out var agent) || !rights.MayJudge(agent))
                return EvaluationOutcome.NotFound;
        }

        return await KeepAsync(personId, e, step(e, form, _time.GetUtcNow()), cancellationToken);
    }

    private async Task<EvaluationOutcome> StepAsync(Guid agentId, Guid id, Func<Evaluation, DateTimeOffset, EvaluationChange> step, CancellationToken cancellationToken) =>
        await _book.FindAsync(id, cancellationToken) is { } e && e.AgentId == agentId ? await KeepAsync(agentId, e, step(e, _time.GetUtcNow()), cancellationToken) : EvaluationOutcome.NotFound;

    private async Task<EvaluationOutcome> KeepAsync(Guid personId, Evaluation before, EvaluationChange change, CancellationToken cancellationToken)
    {
        if (change.Outcome != EvaluationOutcome.Done || change.Evaluation == before)
            return change.Outcome;
        if (!await _book.WriteAsync(change.Evaluation, before.Revision))
            return EvaluationOutcome.ChangedMeanwhile;
        // A draft is nothing yet; every step after it stands in the log.
        if (change.Evaluation.History.Count > before.History.Count)
        {
            var step = change.Evaluation.History[^1];
            await using var context = _contexts.CreateDbContext();
            var name = await context.Users.AsNoTracking().Where(u => u.Id == personId).Select(u => u.UserName).SingleOrDefaultAsync(cancellationToken);
            await _audit.WriteAsync(personId, name ?? "", $"quality.{step.Deed.ToString().ToLowerInvariant()}", before.Id, _directory.Current.Agents.GetValueOrDefault(before.AgentId)?.UserName ?? "",
                step.Before is null && step.After is null ? "" : $"{Said(step.Before)} → {Said(step.After)}", CancellationToken.None);
        }

        return EvaluationOutcome.Done;
    }

    private static string Said(decimal? score) => score?.ToString("0.##", CultureInfo.InvariantCulture) ?? "–";
}
