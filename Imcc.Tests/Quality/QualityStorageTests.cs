using Imcc.Core.Channels;
using Imcc.Core.Quality;
using Imcc.Infrastructure.Organisation;
using Imcc.Infrastructure.Quality;
using Imcc.Infrastructure.Storage;
using Imcc.Tests.Storage;
using Microsoft.EntityFrameworkCore;
using MiniExcelLibs;

namespace Imcc.Tests.Quality;

/// <summary>The whole way of judging work, on every provider that runs here.</summary>
public sealed class QualityStorageTests(PostgresServer postgres)
{
    // The demo's clock stands at Sunday, March 1st 2026, 16:00 in Shanghai: last week began on February 16th.
    private static readonly DateOnly LastWeek = new(2026, 2, 16);

    [Theory, InlineData(DatabaseProvider.Sqlite), InlineData(DatabaseProvider.PostgreSql)]
    public async Task A_week_is_drawn_scored_appealed_decided_and_reported(DatabaseProvider provider)
    {
        await using var quality = await QualityStores.StartAsync(provider, postgres);
        var (agent, other, lead, admin) = (await quality.PersonAsync("agent1"), await quality.PersonAsync("agent4"), await quality.PersonAsync("lead1"), await quality.PersonAsync("admin"));
        for (var i = 0; i < 5; i++)
            await quality.ServedAsync(agent, new(2026, 2, 18, 3, i, 0, TimeSpan.Zero), rating: null, ('c', "卡丢了"), ('a', "您好，请先挂失"));
        var risky = await quality.ServedAsync(other, quality.Now.AddMinutes(-30), rating: 1, ('c', "我要投诉，号码 13812345678"), ('a', "随便你"));

        // Two of five by the lot, and the complaint within the hour; looking again finds nothing new.
        Assert.Equal(3, await quality.Draws.RunAsync(CancellationToken.None));
        Assert.Equal(0, await quality.Draws.RunAsync(CancellationToken.None));
        Assert.Equal(0, await quality.Draws.DrawWeekAsync((await quality.Plans.ListAsync(lead))[0].Plan, LastWeek, CancellationToken.None));
        var open = (await quality.Lists.ListAsync(lead, new(EvaluationQueue.ToScore), 0, 50)).Lines;
        Assert.Equal(3, open.Count);
        Assert.Equal((3, 0), await quality.Lists.CountAsync(lead));
        var line = open.Single(l => l.ConversationId == risky);
        // The keyword may be known, the low rating may not.
        Assert.Equal((EvaluationSource.Risk, Risks.Keyword, "周敏"), (line.Source, line.Risks, line.Evaluator));

        var sheet = (await quality.Sheets.OpenAsync(lead, line.Id))!;
        Assert.Equal(["我要投诉，号码 13812345678", "随便你"], sheet.Words.Select(w => ((TextContent)w.Content).Text).Select(t => t.Replace("138****5678", "13812345678", StringComparison.Ordinal)));
        Assert.Equal(Risks.Keyword, sheet.Evaluation.Risks);
        Assert.Equal((false, 20m), (sheet.Findings["banned"].IsKept, sheet.Findings["first"].Value!.Value));
        Assert.Equal(1, sheet.Evaluation.Answers.Single(a => a.QuestionId == "banned").Option);
        Assert.True(sheet.Rights is { Scores: true, Decides: false, Acknowledges: false });

        // A draft is the writer's own; half a form is not submitted; who comes later with an older one is told.
        Assert.Equal(EvaluationOutcome.Done, await quality.Work.SaveAsync(lead, line.Id, 0, sheet.Evaluation.Answers, "草稿"));
        Assert.Equal(EvaluationOutcome.NotYours, await quality.Work.SaveAsync(admin, line.Id, 1, sheet.Evaluation.Answers, ""));
        Assert.Empty((await quality.Sheets.OpenAsync(admin, line.Id))!.Evaluation.Answers);
        Assert.Null(await quality.Sheets.OpenAsync(other, line.Id));
        Assert.Equal(EvaluationOutcome.Unanswered, await quality.Work.SubmitAsync(lead, line.Id, 1, sheet.Evaluation.Answers, ""));
        var answers = Full(sheet.Form, sheet.Evaluation.Answers);
        Assert.Equal(EvaluationOutcome.Done, await quality.Work.SubmitAsync(lead, line.Id, 1, answers, "用语\0不当"));
        Assert.Equal(EvaluationOutcome.ChangedMeanwhile, await quality.Work.SubmitAsync(lead, line.Id, 1, answers, ""));

        // Only the agent sees it, and disagrees; only somebody else decides.
        var mine = await quality.Lists.MineAsync(other, quality.Now.AddDays(-7), quality.Now);
        Assert.Equal((line.Id, 80m), (Assert.Single(mine.Page.Lines).Id, mine.Figures.Mean!.Value));
        Assert.Null(await quality.Sheets.OpenAsync(agent, line.Id));
        Assert.DoesNotContain((await quality.Sheets.OpenAsync(other, line.Id))!.Words, w => w.Content is SurveyContent or SurveyAnswerContent);
        Assert.Equal(EvaluationOutcome.Done, await quality.Work.AppealAsync(other, line.Id, " 客户先\0骂人"));
        Assert.Equal("客户先骂人", (await quality.Sheets.OpenAsync(other, line.Id))!.Evaluation.Appeal);
        Assert.Empty((await quality.Lists.ListAsync(lead, new(EvaluationQueue.Appeals), 0, 50)).Lines);
        Assert.Equal(line.Id, Assert.Single((await quality.Lists.ListAsync(admin, new(EvaluationQueue.Appeals), 0, 50)).Lines).Id);
        var revision = (await quality.Sheets.OpenAsync(admin, line.Id))!.Evaluation.Revision;
        Assert.Equal(EvaluationOutcome.OwnJudgement, await quality.Work.DecideAsync(lead, line.Id, revision, answers, "维持"));
        Assert.Equal(EvaluationOutcome.Done, await quality.Work.DecideAsync(admin, line.Id, revision, [.. answers.Select(a => a.QuestionId == "leak" ? a with { Option = 1 } : a)], "另有信息泄露"));
        var final = (await quality.Sheets.OpenAsync(other, line.Id))!;
        Assert.Equal((EvaluationState.Final, 0m, true), (final.Evaluation.State, final.Evaluation.Percent!.Value, final.Evaluation.IsFailed));
        await using (var context = quality.Directory.Context())
        {
            Assert.Equal(
                [("lead1", "quality.submitted", "– → 80"), ("agent4", "quality.appealed", "80 → 80"), ("admin", "quality.changed", "80 → 0")],
                (await context.AuditLog.Where(a => a.TargetId == line.Id).OrderBy(a => a.Id).ToListAsync()).Select(a => (a.Actor, a.Action, a.Detail)).OrderBy(a => a.Action == "quality.submitted" ? 0 : a.Action == "quality.appealed" ? 1 : 2));
        }

        // Another one is right in everything; then the report, what it counts, and the same as a workbook.
        var good = open.First(l => l.Id != line.Id);
        var goodSheet = (await quality.Sheets.OpenAsync(lead, good.Id))!;
        Assert.Equal(EvaluationOutcome.Done, await quality.Work.SubmitAsync(lead, good.Id, 0, Full(goodSheet.Form, goodSheet.Evaluation.Answers), ""));
        var report = await quality.Reports.CountAsync(lead, new(EvaluationQueue.Counted, From: quality.Now.AddDays(-30), To: quality.Now));
        Assert.Equal((2, 50m, 1, 1, 1), (report.Total.Count, report.Total.Mean!.Value, report.Total.Failed, report.Total.Appealed, report.Total.Changed));
        Assert.Equal(["2026-02-16", "2026-02-23"], report.Weeks.Select(w => w.Key));
        var lost = report.Questions.Single(q => q.Figures.Id == "banned");
        Assert.Equal((2, 50m, 1), (lost.Figures.Count, lost.Figures.Mean!.Value, lost.Figures.Missed));
        var behind = await quality.Lists.ListAsync(lead, new(EvaluationQueue.Counted, FormId: lost.FormId, QuestionId: "banned"), 0, 50);
        Assert.Equal(line.Id, Assert.Single(behind.Lines).Id);
        Assert.Equal(line.Id, Assert.Single((await quality.Lists.ListAsync(lead, new(EvaluationQueue.Counted, FailedOnly: true), 0, 50)).Lines).Id);
        using var book = new MemoryStream();
        QualityWorkbook.Write(book, report, key => key);
        var read = book.Query(useHeaderRow: true, sheetName: "Sheet.Agents").Cast<IDictionary<string, object>>().ToDictionary(r => (string)r["Column.Name"], r => (Count: Convert.ToInt32(r["Column.Count"]), Mean: Convert.ToDecimal(r["Column.Mean"])));
        Assert.Equal(((1, 100m), (1, 0m)), (read["李晓雯"], read["刘思远"]));

        // What an agent lets pass counts as accepted after five days.
        quality.Time.Advance(TimeSpan.FromDays(AppealTime.Days));
        Assert.Equal(1, await quality.Work.LapseAsync(CancellationToken.None));
        Assert.Equal(EvaluationState.Acknowledged, (await quality.Sheets.OpenAsync(agent, good.Id))!.Evaluation.State);
        Assert.Equal(EvaluationOutcome.NotNow, await quality.Work.AppealAsync(agent, good.Id, "晚了"));
    }

    [Theory, InlineData(DatabaseProvider.Sqlite), InlineData(DatabaseProvider.PostgreSql)]
    public async Task A_published_form_never_changes_travels_as_a_file_and_is_written_by_those_who_may(DatabaseProvider provider)
    {
        await using var quality = await QualityStores.StartAsync(provider, postgres);
        var lead = await quality.PersonAsync("lead1");
        var listed = Assert.Single(await quality.Forms.ListAsync(lead));
        var sheet = (await quality.Forms.OpenAsync(lead, listed.Id))!;
        Assert.Equal((1, false, true), (sheet.Version, sheet.IsChanged, sheet.IsMine));

        var changed = sheet.Content with { Sections = [.. sheet.Content.Sections.Take(1).Select(s => s with { Title = "改了" })] };
        Assert.True((await quality.Forms.SaveAsync(lead, sheet.Id, sheet.Rev, sheet.Name, true, changed)).Made);
        Assert.Equal("ChangedMeanwhile", Assert.Single((await quality.Forms.SaveAsync(lead, sheet.Id, sheet.Rev, sheet.Name, true, changed)).Problems).Code);
        var again = (await quality.Forms.OpenAsync(lead, sheet.Id))!;
        // A percent form's weights are 100 again: 10 and 15 were 40 and 60 of the whole.
        Assert.Equal([40m, 60m], again.Content.AllQuestions().Select(q => q.Weight));
        Assert.True(again.IsChanged);
        Assert.True((await quality.Forms.PublishAsync(lead, sheet.Id, again.Rev)).Made);
        Assert.Equal("响应时效", (await quality.Forms.VersionAsync(lead, sheet.Id, 1))!.Sections[0].Title);
        Assert.Equal("改了", (await quality.Forms.VersionAsync(lead, sheet.Id, 2))!.Sections[0].Title);

        var broken = await quality.Forms.SaveAsync(lead, null, 0, "空表", true, new());
        Assert.True(broken.Made);
        var problems = (await quality.Forms.PublishAsync(lead, broken.Id, (await quality.Forms.OpenAsync(lead, broken.Id))!.Rev)).Problems;
        Assert.Contains(problems, p => p.Code == "NoQuestions");

        var file = (await quality.Forms.ExportAsync(lead, sheet.Id))!.Value;
        var made = await quality.Forms.ImportAsync(lead, new MemoryStream(file.File));
        Assert.True(made.Made);
        var copy = (await quality.Forms.OpenAsync(lead, made.Id))!;
        Assert.Equal((sheet.Name + " 2", 0), (copy.Name, copy.Version));
        Assert.Equal(QualityForms.Write((await quality.Forms.OpenAsync(lead, sheet.Id))!.Content), QualityForms.Write(copy.Content));
        foreach (var bad in (string[])["", "{", "[]", "null", """{"Kind":"other","Name":"x","Content":{}}""", """{"Kind":"imcc-quality-form-1","Name":"x","Content":{"Sections":null}}""", .. Hollow])
            Assert.NotEmpty((await quality.Forms.ImportAsync(lead, new MemoryStream(System.Text.Encoding.UTF8.GetBytes(bad)))).Problems);

        var agent = await quality.PersonAsync("agent1");
        await Assert.ThrowsAsync<UnauthorizedAccessException>(() => quality.Forms.ListAsync(agent));
        await Assert.ThrowsAsync<UnauthorizedAccessException>(() => quality.Forms.SaveAsync(agent, null, 0, "x", true, changed));
        await Assert.ThrowsAsync<UnauthorizedAccessException>(() => quality.Lists.ListAsync(agent, new(EvaluationQueue.All), 0, 10));
        await Assert.ThrowsAsync<UnauthorizedAccessException>(() => quality.Reports.CountAsync(agent, new(EvaluationQueue.Counted)));
    }

    [Fact]
    public async Task A_branchs_lead_judges_the_branchs_people_only()
    {
        await using var quality = await QualityStores.StartAsync(DatabaseProvider.Sqlite, postgres);
        var (here, there, lead, admin) = (await quality.PersonAsync("agent1"), await quality.PersonAsync("agent4"), await quality.PersonAsync("lead1"), await quality.PersonAsync("admin"));
        await using (var context = quality.Directory.Context())
        {
            var branch = await context.OrgUnits.SingleAsync(u => u.Name == "上海分行");
            await context.Users.Where(u => u.UserName == "lead1").ExecuteUpdateAsync(set => set.SetProperty(u => u.OrgUnitId, branch.Id));
        }

        var form = (await quality.Forms.ListAsync(admin))[0];
        var (mine, theirs) = (await quality.ServedAsync(here, quality.Now.AddMinutes(-9), null, ('a', "您好")), await quality.ServedAsync(there, quality.Now.AddMinutes(-8), null, ('a', "您好")));
        Assert.Equal([mine], (await quality.Lists.ServedAsync(lead, null, quality.Now.AddDays(-1), quality.Now)).Select(l => l.ConversationId));
        Assert.Equal(EvaluationOutcome.NotFound, (await quality.Work.ChooseAsync(lead, theirs, there, form.Id)).Outcome);
        var (id, _) = await quality.Work.ChooseAsync(lead, mine, here, form.Id);
        // Chosen twice it is one.
        Assert.Equal(id, (await quality.Work.ChooseAsync(lead, mine, here, form.Id)).Id);
        var (foreign, _) = await quality.Work.ChooseAsync(admin, theirs, there, form.Id);
        Assert.Null(await quality.Sheets.OpenAsync(lead, foreign!.Value));
        Assert.Equal(EvaluationOutcome.NotFound, await quality.Work.WithdrawAsync(lead, foreign.Value, "x"));
        Assert.Equal([id!.Value], (await quality.Lists.ListAsync(lead, new(EvaluationQueue.All), 0, 50)).Lines.Select(l => l.Id));
        Assert.Equal(2, (await quality.Lists.ListAsync(admin, new(EvaluationQueue.All), 0, 50)).Total);
        // The head office's form may be used, not changed.
        Assert.False((await quality.Forms.OpenAsync(lead, form.Id))!.IsMine);
        Assert.Equal("OrgUnitForeign", Assert.Single((await quality.Forms.PublishAsync(lead, form.Id, (await quality.Forms.OpenAsync(lead, form.Id))!.Rev)).Problems).Code);
        Assert.Empty(await quality.Plans.ListAsync(lead));
    }

    [Fact]
    public async Task In_a_calibration_nobody_sees_the_others_before_the_own_is_submitted()
    {
        await using var quality = await QualityStores.StartAsync(DatabaseProvider.Sqlite, postgres);
        var (agent, lead, admin) = (await quality.PersonAsync("agent1"), await quality.PersonAsync("lead1"), await quality.PersonAsync("admin"));
        var form = (await quality.Forms.ListAsync(admin))[0];
        var conversation = await quality.ServedAsync(agent, quality.Now.AddMinutes(-9), null, ('c', "在吗"), ('a', "您好"));
        Assert.Equal(EvaluationOutcome.OwnWork, (await quality.Calibrations.BeginAsync(admin, conversation, agent, form.Id, admin, [agent])).Outcome);
        Assert.Equal(EvaluationOutcome.NotFound, (await quality.Calibrations.BeginAsync(admin, conversation, agent, form.Id, admin, [])).Outcome);
        var (id, _) = await quality.Calibrations.BeginAsync(admin, conversation, agent, form.Id, expertId: admin, [lead]);
        var (ofLead, ofAdmin) = ((await quality.Calibrations.ListAsync(lead))[0].Mine!.Value, (await quality.Calibrations.ListAsync(admin))[0].Mine!.Value);

        await SubmitAsync(admin, ofAdmin, null);
        Assert.Null(await quality.Calibrations.OpenAsync(lead, id!.Value));
        Assert.Null(await quality.Sheets.OpenAsync(lead, ofAdmin));
        Assert.Equal(["周敏"], (await quality.Calibrations.OpenAsync(admin, id.Value))!.Missing);
        await SubmitAsync(lead, ofLead, "accuracy");
        var report = (await quality.Calibrations.OpenAsync(lead, id.Value))!.Report;
        Assert.Equal((100m, -20m), (report.Index!.Value, Assert.Single(report.Lines).Deviation!.Value));
        Assert.Equal("accuracy", Assert.Single(report.Questions, q => q.Apart > 0).QuestionId);
        // It is nothing to the agent, and counts nowhere.
        Assert.Empty((await quality.Lists.MineAsync(agent, quality.Now.AddDays(-7), quality.Now)).Page.Lines);
        Assert.Equal(0, (await quality.Reports.CountAsync(admin, new(EvaluationQueue.Counted))).Total.Count);

        async Task SubmitAsync(Guid person, Guid evaluation, string? worst)
        {
            var sheet = (await quality.Sheets.OpenAsync(person, evaluation))!;
            var answers = Full(sheet.Form, sheet.Evaluation.Answers).Select(a => a.QuestionId == worst ? a with { Option = sheet.Form.Find(worst!)!.Options.Count - 1 } : a).ToArray();
            Assert.Equal(EvaluationOutcome.Done, await quality.Work.SubmitAsync(person, evaluation, sheet.Evaluation.Revision, answers, ""));
        }
    }

    /// <summary>Files whose lists hold what no list of ours does, or kinds that there are none of.</summary>
    private static string[] Hollow =>
    [
        .. new[]
        {
            "null", "{\"Id\":\"s\",\"Title\":\"t\",\"Weight\":1,\"Questions\":[null],\"Sections\":[]}", "{\"Id\":\"s\",\"Title\":\"t\",\"Weight\":1,\"Questions\":[],\"Sections\":[null]}",
            Question("\"Options\":[null,null]"), Question("\"Kind\":77"), Question("\"Ranges\":[null]"), Question("\"Automatic\":{\"Kind\":3,\"Limit\":0,\"Words\":[null],\"PassOption\":0,\"FailOption\":1}"),
        }.Select(section => "{\"Kind\":\"imcc-quality-form-1\",\"Name\":\"x\",\"Content\":{\"Sections\":[" + section + "]}}"),
    ];

    private static string Question(string with) =>
        "{\"Id\":\"s\",\"Title\":\"t\",\"Weight\":1,\"Sections\":[],\"Questions\":[{\"Id\":\"q\",\"Text\":\"q\"," + with + "}]}";

    /// <summary>What is there, and the best answer to everything else.</summary>
    private static Answer[] Full(FormContent form, IReadOnlyList<Answer> given) =>
        [.. given, .. form.AllQuestions().Where(q => q.Kind == QuestionKind.Choice && !given.Any(a => a.QuestionId == q.Id)).Select(q => new Answer(q.Id, Option: 0))];
}
