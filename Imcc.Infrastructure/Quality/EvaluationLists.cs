using Imcc.Core.Desk;
using Imcc.Core.Quality;
using Imcc.Infrastructure.Conversations;
using Imcc.Infrastructure.Organisation;
using Imcc.Infrastructure.Storage;
using Microsoft.EntityFrameworkCore;

namespace Imcc.Infrastructure.Quality;

/// <summary>The lists of those who judge, and an agent's own.</summary>
public sealed class EvaluationLists
{
    public const int MostTake = 200;
    // An agent's part of a conversation ends with two events, its end and its closing, or more.
    private const int MostEnded = MostTake * 4;

    private readonly EvaluationBook _book;
    private readonly ServiceReading _reading;
    private readonly ConversationStores _stores;
    private readonly IDbContextFactory<DirectoryContext> _contexts;
    private readonly DirectoryCache _directory;
    private readonly IMasks _masks;

    internal EvaluationLists(EvaluationBook book, ServiceReading reading, ConversationStores stores, IDbContextFactory<DirectoryContext> contexts, DirectoryCache directory, IMasks masks) =>
        (_book, _reading, _stores, _contexts, _directory, _masks) = (book, reading, stores, contexts, directory, masks);

    public async Task<EvaluationPage> ListAsync(Guid personId, EvaluationFilter filter, int skip, int take, CancellationToken cancellationToken = default)
    {
        var agents = await AgentsAsync(personId, cancellationToken);
        take = Math.Clamp(take, 1, MostTake);
        if (filter is { QuestionId: { } question, FormId: { } form })
        {
            // Which answers lost points only the forms can tell.
            var versions = await _book.VersionsAsync(form, cancellationToken);
            var all = (await _book.AllAsync(rows => Where(rows, personId, agents, filter), cancellationToken)).Where(e => LostPoints(versions, e, question)).OrderByDescending(e => e.ServedAt).ThenBy(e => e.Id).ToList();
            return await LinesAsync([.. all.Skip(skip).Take(take)], all.Count, cancellationToken);
        }

        var (page, total) = await _book.PageAsync(rows => Where(rows, personId, agents, filter), skip, take, cancellationToken);
        return await LinesAsync(page, total, cancellationToken);
    }

    /// <summary>How many wait to be scored, and how many appeals to be decided.</summary>
    public async Task<(int ToScore, int Appeals)> CountAsync(Guid personId, CancellationToken cancellationToken = default)
    {
        var agents = await AgentsAsync(personId, cancellationToken);
        var counts = new int[2];
        foreach (var (queue, at) in new[] { (EvaluationQueue.ToScore, 0), (EvaluationQueue.Appeals, 1) })
            counts[at] = (await _book.PageAsync(rows => Where(rows, personId, agents, new(queue)), 0, 1, cancellationToken)).Total;
        return (counts[0], counts[1]);
    }

    /// <summary>What was said about the own work: from the moment it was submitted.</summary>
    public async Task<(EvaluationPage Page, QualityFigures Figures)> MineAsync(Guid agentId, DateTimeOffset from, DateTimeOffset to, CancellationToken cancellationToken = default)
    {
        var mine = (await _book.AllAsync(rows => rows.Where(e => e.AgentId == agentId && e.ServedAt >= from && e.ServedAt < to && e.CalibrationId == null && e.State >= EvaluationState.Submitted), cancellationToken))
            .Where(e => e.Counts).OrderByDescending(e => e.ServedAt).ThenBy(e => e.Id).ToList();
        return (await LinesAsync([.. mine.Take(MostTake)], mine.Count, cancellationToken), QualityFigures.Of(mine));
    }

    /// <summary>Conversations that ended, to choose one by hand.</summary>
    public async Task<IReadOnlyList<ServedLine>> ServedAsync(Guid personId, Guid? agentId, DateTimeOffset from, DateTimeOffset to, CancellationToken cancellationToken = default)
    {
        var agents = await AgentsAsync(personId, cancellationToken);
        if (agentId is { } one)
            agents = agents is null || agents.Contains(one) ? [one] : [];
        var ended = (await _reading.EndedAsync(from, to, agents, MostEnded, latest: true, cancellationToken)).Services.OrderByDescending(e => e.At).Take(MostTake).ToList();
        var mask = _masks.For(personId);
        List<ServedLine> lines = [];
        foreach (var part in ended.GroupBy(e => _stores.For(e.Candidate.ThreadId)))
        {
            await using var context = part.Key.Read();
            var ids = part.Select(e => e.Candidate.ConversationId).ToArray();
            var rows = await context.Conversations.Where(c => ids.Contains(c.Id)).Join(context.Contacts, c => c.ContactId, p => p.Id, (c, p) => new { c.Id, c.Preview, Conversation = c, Contact = p }).ToListAsync(cancellationToken);
            var judged = await context.Evaluations.Where(e => ids.Contains(e.ConversationId) && e.CalibrationId == null && e.State != EvaluationState.Withdrawn).Select(e => new { e.ConversationId, e.AgentId }).ToListAsync(cancellationToken);
            foreach (var (candidate, at) in part)
            {
                if (rows.Find(r => r.Id == candidate.ConversationId) is { } row)
                {
                    var shown = mask.Of(DeskViews.Of(row.Conversation.ToConversation(), row.Contact.ToContact(), _directory.Current));
                    lines.Add(new(candidate.ConversationId, candidate.AgentId, _directory.Current.Agents.GetValueOrDefault(candidate.AgentId)?.DisplayName ?? "", shown.GroupName, shown.CustomerName, shown.Preview, at,
                        judged.Exists(j => j.ConversationId == candidate.ConversationId && j.AgentId == candidate.AgentId)));
                }
            }
        }

        return [.. lines.OrderByDescending(l => l.EndedAt)];
    }

    private async Task<EvaluationPage> LinesAsync(IReadOnlyList<Evaluation> page, int total, CancellationToken cancellationToken)
    {
        var names = await _book.NamesAsync(page, cancellationToken);
        return new([.. page.Select(names.Line)], total);
    }

    private async Task<Guid[]?> AgentsAsync(Guid personId, CancellationToken cancellationToken)
    {
        await using var context = _contexts.CreateDbContext();
        return (await QualityGate.AdmitAsync(context, personId, cancellationToken)).AgentsOf(_directory.Current);
    }

    internal static IQueryable<EvaluationRow> Where(IQueryable<EvaluationRow> rows, Guid personId, Guid[]? agents, EvaluationFilter filter)
    {
        rows = filter.Queue switch
        {
            // Of a calibration everybody sees the own only.
            EvaluationQueue.ToScore => rows.Where(e => (e.State == EvaluationState.Assigned || e.State == EvaluationState.Draft) && e.AgentId != personId
                && (e.EvaluatorId == personId || (e.EvaluatorId == null && e.CalibrationId == null))),
            EvaluationQueue.Appeals => rows.Where(e => e.State == EvaluationState.Appealed && e.EvaluatorId != personId && e.AgentId != personId),
            EvaluationQueue.Waiting => rows.Where(e => e.State == EvaluationState.Submitted && e.CalibrationId == null),
            EvaluationQueue.Counted => rows.Where(e => e.State >= EvaluationState.Submitted && e.State != EvaluationState.Withdrawn && e.CalibrationId == null),
            _ => rows.Where(e => e.CalibrationId == null),
        };
        if (agents is not null)
            rows = rows.Where(e => agents.Contains(e.AgentId));
        if (filter.AgentId is { } agent)
            rows = rows.Where(e => e.AgentId == agent);
        if (filter.GroupId is { } group)
            rows = rows.Where(e => e.GroupId == group);
        if (filter.FormId is { } form)
            rows = rows.Where(e => e.FormId == form);
        if (filter.EvaluatorId is { } evaluator)
            rows = rows.Where(e => e.EvaluatorId == evaluator);
        if (filter.From is { } from)
            rows = rows.Where(e => e.ServedAt >= from);
        if (filter.To is { } to)
            rows = rows.Where(e => e.ServedAt < to);
        return filter.FailedOnly ? rows.Where(e => e.IsFailed) : rows;
    }

    private static bool LostPoints(IReadOnlyDictionary<int, FormContent> versions, Evaluation e, string question) =>
        versions.TryGetValue(e.FormVersion, out var form) && Scoring.Of(form, e.Answers).Questions.GetValueOrDefault(question) is { } score && (score.Points < score.Possible || score.IsFailed);
}

/// <summary>A conversation that could be judged.</summary>
/// <param name="IsJudged">There is an evaluation of it.</param>
public sealed record ServedLine(Guid ConversationId, Guid AgentId, string Agent, string Group, string Customer, string Preview, DateTimeOffset EndedAt, bool IsJudged);
