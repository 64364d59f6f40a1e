using Imcc.Core.Quality;
using Imcc.Infrastructure.Organisation;
using Imcc.Infrastructure.Routing;
using Imcc.Infrastructure.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Imcc.Infrastructure.Quality;

/// <summary>What the evaluations of a stretch of time say: by agent, group, form, question, week and who scored.</summary>
public sealed class QualityReports
{
    private readonly EvaluationBook _book;
    private readonly IDbContextFactory<DirectoryContext> _contexts;
    private readonly DirectoryCache _directory;
    private readonly IOptions<RoutingOptions> _routing;

    internal QualityReports(EvaluationBook book, IDbContextFactory<DirectoryContext> contexts, DirectoryCache directory, IOptions<RoutingOptions> routing) =>
        (_book, _contexts, _directory, _routing) = (book, contexts, directory, routing);

    /// <param name="filter">Its queue counts for nothing: a report is of what counts.</param>
    public async Task<QualityReport> CountAsync(Guid personId, EvaluationFilter filter, CancellationToken cancellationToken = default)
    {
        await using var context = _contexts.CreateDbContext();
        var agents = (await QualityGate.AdmitAsync(context, personId, cancellationToken)).AgentsOf(_directory.Current);
        var asked = filter with { Queue = EvaluationQueue.Counted };
        var all = await _book.AllAsync(rows => EvaluationLists.Where(rows, personId, agents, asked), cancellationToken);
        var names = await _book.NamesAsync(all, cancellationToken);
        var zone = TimeZoneInfo.FindSystemTimeZoneById(_routing.Value.TimeZone);
        var questions = new List<QuestionLine>();
        foreach (var form in all.GroupBy(e => e.FormId).OrderByDescending(g => g.Count()))
        {
            questions.AddRange(QualityFigures.ByQuestion(await _book.VersionsAsync(form.Key, cancellationToken), form)
                .Where(q => q.Count > 0).Select(q => new QuestionLine(form.Key, names.Form(form.Key), q)));
        }

        return new(
            QualityFigures.Of(all),
            By(all, e => e.AgentId.ToString(), e => names.Person(e.AgentId)),
            By(all, e => e.GroupId?.ToString() ?? "", e => names.Group(e.GroupId)),
            By(all, e => e.FormId.ToString(), e => names.Form(e.FormId)),
            [.. By(all, e => QualityWeek.Of(e.ServedAt, zone).ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture), e => "").OrderBy(l => l.Key, StringComparer.Ordinal)],
            By(all, e => e.EvaluatorId?.ToString() ?? "", e => names.Person(e.EvaluatorId)),
            questions);
    }

    private static IReadOnlyList<ReportLine> By(List<Evaluation> all, Func<Evaluation, string> key, Func<Evaluation, string> name)
    {
        var named = all.GroupBy(key).ToDictionary(g => g.Key, g => name(g.First()), StringComparer.Ordinal);
        return [.. QualityFigures.By(all, key).Select(g => new ReportLine(g.Key, named[g.Key], g.Figures)).OrderByDescending(l => l.Figures.Count).ThenBy(l => l.Name, StringComparer.Ordinal)];
    }
}

/// <param name="Weeks">The key is the Monday; in order.</param>
public sealed record QualityReport(
    QualityFigures Total,
    IReadOnlyList<ReportLine> Agents,
    IReadOnlyList<ReportLine> Groups,
    IReadOnlyList<ReportLine> Forms,
    IReadOnlyList<ReportLine> Weeks,
    IReadOnlyList<ReportLine> Evaluators,
    IReadOnlyList<QuestionLine> Questions);

/// <param name="Key">What the line is narrowed to.</param>
public sealed record ReportLine(string Key, string Name, QualityFigures Figures);

public sealed record QuestionLine(Guid FormId, string Form, QuestionFigures Figures);
