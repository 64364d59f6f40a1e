using Imcc.Core.Channels;
using Imcc.Core.Conversations;
using Imcc.Core.Desk;
using Imcc.Core.Organisation;
using Imcc.Core.Quality;
using Imcc.Infrastructure.Organisation;
using Imcc.Infrastructure.Storage;
using Microsoft.EntityFrameworkCore;
using Kind = Imcc.Core.Conversations.ConversationEventKind;

namespace Imcc.Infrastructure.Quality;

/// <summary>Opens evaluations: for whoever judges the agent's work, and from the moment of submitting for the agent.</summary>
public sealed class EvaluationSheets
{
    private const int MostMessages = 1000;

    private static readonly Kind[] Marking =
    [
        Kind.Accepted, Kind.FirstReply, Kind.Parked, Kind.Woken, Kind.TransferredToGroup, Kind.TakenOver, Kind.Assigned, Kind.Picked, Kind.HelpAsked, Kind.TakenFromSilent, Kind.Alerted, Kind.Ended, Kind.Reopened,
    ];

    private readonly EvaluationBook _book;
    private readonly ServiceReading _reading;
    private readonly ConversationStores _stores;
    private readonly IDbContextFactory<DirectoryContext> _contexts;
    private readonly DirectoryCache _directory;
    private readonly IMasks _masks;
    private readonly TimeProvider _time;

    internal EvaluationSheets(EvaluationBook book, ServiceReading reading, ConversationStores stores, IDbContextFactory<DirectoryContext> contexts, DirectoryCache directory, IMasks masks, TimeProvider time) =>
        (_book, _reading, _stores, _contexts, _directory, _masks, _time) = (book, reading, stores, contexts, directory, masks, time);

    /// <returns>Null: there is none, or the viewer may not see it.</returns>
    public async Task<EvaluationSheet?> OpenAsync(Guid personId, Guid id, CancellationToken cancellationToken = default)
    {
        if (await _book.FindAsync(id, cancellationToken) is not { } e || await RightsAsync(personId, e, cancellationToken) is not { } rights)
            return null;
        if (await _book.FormAsync(e.FormId, e.FormVersion, cancellationToken) is not { } form)
            return null;
        var names = await _book.NamesAsync([e], cancellationToken);
        var (words, marks) = await ThreadAsync(personId, e, names, cancellationToken);
        var facts = rights.Writes ? await _reading.OneAsync(new(e.ConversationId, e.ThreadId, e.AgentId, e.GroupId, 0, Risks.None), cancellationToken) : null;
        var findings = facts is null ? [] : form.AllQuestions().Where(q => q.Automatic is not null).DistinctBy(q => q.Id).ToDictionary(q => q.Id, q => AutomaticFinding.Of(q.Automatic!, facts, _directory.Current.Words));
        var shown = e with { Risks = e.BlindRisks, Source = e.BlindSource };
        // What is not submitted is nobody's business but the writer's.
        if (e.IsOpen && e.EvaluatorId != personId)
            shown = shown with { Answers = [], Comment = "" };
        if (rights.Scores && shown.Answers.Count == 0)
            shown = shown with { Answers = [.. form.AllQuestions().Select(q => findings.GetValueOrDefault(q.Id)?.AnswerTo(q)).OfType<Answer>()] };
        return new(shown, names.Line(e), form, words, marks, findings, [.. e.History.Select(h => new StepLine(h.Deed, h.At, names.Person(h.By), h.Before, h.After, h.Words))], rights);
    }

    private async Task<EvaluationRights?> RightsAsync(Guid personId, Evaluation e, CancellationToken cancellationToken)
    {
        var isAgent = e.AgentId == personId;
        await using var context = _contexts.CreateDbContext();
        var isInspector = await QualityGate.IsInspectorAsync(context, personId, cancellationToken)
            && _directory.Current.Agents.TryGetValue(e.AgentId, out var agent) && (await QualityGate.AdmitAsync(context, personId, cancellationToken)).MayJudge(agent);
        // Of a calibration nobody sees another's before the own is done; the results stand side by side on its page.
        if (e.CalibrationId is not null && e.EvaluatorId != personId)
            return null;
        if (isAgent)
        {
            var isAnswering = e.State == EvaluationState.Submitted;
            return e.Counts ? new(false, false, false, isAnswering, isAnswering && e.DueAt > _time.GetUtcNow(), false, isInspector) : null;
        }

        if (!isInspector)
            return null;
        var isMine = e.EvaluatorId == personId;
        return new(
            e.IsOpen && (isMine || e.EvaluatorId is null),
            e.State == EvaluationState.Submitted && isMine && e.CalibrationId is null,
            e.State == EvaluationState.Appealed && !isMine,
            false,
            false,
            e.State is not (EvaluationState.Withdrawn or EvaluationState.Final or EvaluationState.Acknowledged),
            true);
    }

    private async Task<(IReadOnlyList<ThreadMessage> Words, IReadOnlyList<ConversationMark> Marks)> ThreadAsync(Guid personId, Evaluation e, QualityNames names, CancellationToken cancellationToken)
    {
        await using var context = _stores.For(e.ThreadId).Read();
        var rows = await context.Messages.Where(m => m.ThreadId == e.ThreadId && m.ConversationId == e.ConversationId).OrderBy(m => m.Seq).Take(MostMessages).ToListAsync(cancellationToken);
        var mask = _masks.For(personId);
        var isAgentViewing = personId == e.AgentId;
        // Neither the question nor the answer of a survey: who scores is blind to it.
        var words = rows.Select(r => r.ToMessage()).Where(m => m.Content is not (SurveyContent or SurveyAnswerContent) && !(isAgentViewing && m.Direction == MessageDirection.Internal && m.AgentId != personId))
            .Select(m => mask.Of(m)).ToList();
        var events = await context.Events.Where(v => v.ConversationId == e.ConversationId && Marking.Contains(v.Kind)).ToListAsync(cancellationToken);
        return (words, [.. events.OrderBy(v => v.At).ThenBy(v => v.Revision).Select(v => new ConversationMark(
            v.At, v.Kind, v.AgentId is { } agent ? names.Known.Agents.GetValueOrDefault(agent)?.DisplayName ?? "" : "", words.Find(w => w.At >= v.At)?.Seq))]);
    }
}
