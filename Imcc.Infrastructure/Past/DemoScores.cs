using System.Collections.Immutable;
using Imcc.Core.Conversations;
using Imcc.Core.Quality;
using Imcc.Infrastructure.Organisation;
using Imcc.Infrastructure.Quality;
using Imcc.Infrastructure.Storage;
using Microsoft.EntityFrameworkCore;
using Directory = Imcc.Core.Organisation.Directory;

namespace Imcc.Infrastructure.Past;

/// <summary>What the demo's lead has scored of the past, what agents said to it, and how appeals ended.</summary>
internal static class DemoScores
{
    private const int Every = 7;

    private static readonly string[] Comments = ["服务规范，答复清楚，继续保持。", "解决了客户问题，安抚还可以更早一些。", "首次响应及时，结束语完整。", "答复准确，个别用语可以更口语化。", "中间让客户等得偏久，注意先告知再查询。"];

    private static readonly (string Appeal, string Decision, bool IsRight)[] Appeals =
    [
        ("客户当时在找回单，空档不是我造成的，请复核。", "核对聊天记录，空档确为客户侧等待，予以改分。", true),
        ("我已经按话术安抚过客户了。", "安抚在客户第三次追问后才出现，维持原判。", false),
        ("身份核实在上一通会话里做过，不需要重复核实。", "本次会话未见核实记录，维持原判。", false),
    ];

    public static async Task LayAsync(
        ConversationStores stores, IDbContextFactory<DirectoryContext> contexts, StoredJson json, Directory known, IReadOnlyList<DemoVisit> visits, DateTimeOffset now, CancellationToken cancellationToken)
    {
        await using var context = contexts.CreateDbContext();
        if (await context.QualityFormVersions.AsNoTracking().OrderBy(v => v.PublishedAt).FirstOrDefaultAsync(cancellationToken) is not { } version || version.Read(json) is not { } form)
            return;
        var judges = await context.Users.AsNoTracking().Where(u => u.UserName == "lead1" || u.UserName == "admin").ToDictionaryAsync(u => u.UserName!, u => u.Id, cancellationToken);
        if (judges.Count < 2)
            return;
        var random = new Random(visits.Count);
        var served = visits.Where(v => v.Now is { State: ConversationState.Closed, AgentId: { } agent } && agent != judges["lead1"] ).Where((_, i) => i % Every == 0).ToList();
        foreach (var (visit, number) in served.Select((v, i) => (v, i)))
        {
            var evaluation = Judged(visit, form, version, known, judges["lead1"], judges["admin"], number, now, random);
            await stores.For(evaluation.ThreadId).Writer.CommitAsync(new WriteUnit().InsertIfNew(EvaluationRow.From(evaluation)));
        }
    }

    private static Evaluation Judged(DemoVisit visit, FormContent form, QualityFormVersionRow version, Directory known, Guid lead, Guid admin, int number, DateTimeOffset now, Random random)
    {
        var c = visit.Now;
        var at = visit.At.AddHours(random.Next(9, 22));
        at = at < now ? at : now;
        var evaluation = new Evaluation
        {
            Id = Sampler.IdOf(version.FormId, c.Id, c.AgentId!.Value), ConversationId = c.Id, ThreadId = c.ThreadId, AgentId = c.AgentId.Value, GroupId = c.GroupId, FormId = version.FormId, FormVersion = version.Number, Source = EvaluationSource.Sampled, ServedAt = c.EndedAt!.Value,
            CreatedAt = at, History = [new(EvaluationDeed.Created, at, null)],
        };
        // The last ones wait to be scored.
        if (at.AddHours(12) > now)
            return evaluation with { EvaluatorId = lead };
        var answers = Answers(form, 3 + (known.Agents[evaluation.AgentId].Skills.Select(s => s.Level).DefaultIfEmpty(5).Max() / 2), visit.LastSeq, random);
        evaluation = Must(evaluation.Submit(lead, form, answers, Comments[random.Next(Comments.Length)], at.AddMinutes(random.Next(6, 30)), t => known.IsWorkday(evaluation.GroupId, t)));
        // Some appeal: of those some are decided, others still wait. What is a day old is mostly not looked at yet.
        if (number % 9 == 4 && answers.Any(a => a.Option > 0))
        {
            var (appeal, decision, isRight) = Appeals[(number / 9) % Appeals.Length];
            evaluation = Must(evaluation.AppealTo(evaluation.AgentId, appeal, at.AddHours(5)));
            if (at.AddHours(30) < now)
                evaluation = Must(evaluation.Decide(admin, form, isRight ? [.. answers.Select(a => a.Option == 1 ? a with { Option = 0 } : a)] : answers, decision, at.AddHours(28)));
        }
        else if (at.AddHours(26) < now)
        {
            evaluation = Must(evaluation.Acknowledge(evaluation.AgentId, at.AddHours(random.Next(2, 25))));
        }

        return evaluation;
    }

    private static ImmutableArray<Answer> Answers(FormContent form, int skill, long seq, Random random) =>
    [
        .. form.AllQuestions().Where(q => q.Kind == QuestionKind.Choice).Select(q => random.Next(10) < skill + 2 || q.Options.Any(o => o.IsFatal)
            ? q.AllowsNotApplicable && random.Next(3) == 0 ? new Answer(q.Id, IsNotApplicable: true) : new Answer(q.Id, Option: 0)
            : new Answer(q.Id, Option: 1, Note: "请回看这一条", MarkSeq: seq - random.Next(2, 5))),
    ];

    private static Evaluation Must(EvaluationChange change) => change.Outcome == EvaluationOutcome.Done ? change.Evaluation : throw new InvalidOperationException($"The demo's evaluation of {change.Evaluation.ConversationId} is {change.Outcome}.");
}
