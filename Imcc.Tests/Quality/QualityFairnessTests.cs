using Imcc.Core.Quality;
using Imcc.Infrastructure.Quality;
using Imcc.Infrastructure.Storage;
using Imcc.Tests.Storage;
using Microsoft.EntityFrameworkCore;

namespace Imcc.Tests.Quality;

/// <summary>Nobody is judged twice for the same, nobody escapes, and nothing is given to somebody who cannot do it.</summary>
public sealed class QualityFairnessTests(PostgresServer postgres)
{
    [Theory, InlineData(DatabaseProvider.Sqlite), InlineData(DatabaseProvider.PostgreSql)]
    public async Task Leads_who_choose_the_same_at_once_and_the_lot_make_one_evaluation(DatabaseProvider provider)
    {
        await using var quality = await QualityStores.StartAsync(provider, postgres);
        var (agent, lead, admin) = (await quality.PersonAsync("agent1"), await quality.PersonAsync("lead1"), await quality.PersonAsync("admin"));
        var form = (await quality.Forms.ListAsync(admin))[0];
        var conversation = await quality.ServedAsync(agent, new(2026, 2, 18, 3, 0, 0, TimeSpan.Zero), null, ('c', "卡丢了"), ('a', "您好"));
        var chosen = await Task.WhenAll(Enumerable.Range(0, 6).Select(i => Task.Run(() => quality.Work.ChooseAsync(i % 2 == 0 ? lead : admin, conversation, agent, form.Id))));
        var id = Assert.Single(chosen.Select(c => c.Id).Distinct())!.Value;
        Assert.Equal(1, (await quality.Lists.ListAsync(admin, new(EvaluationQueue.All), 0, 50)).Total);
        // One of the two scores it, the other looks on.
        Assert.Single(await Task.WhenAll(new[] { lead, admin }.Select(async p => (await quality.Sheets.OpenAsync(p, id))!.Rights.Scores)), s => s);
        // The week's lot does not fall on what is judged by the same form already.
        Assert.Equal(0, await quality.Draws.RunAsync(CancellationToken.None));

        // Withdrawn by mistake, it can be chosen once more.
        Assert.Equal(EvaluationOutcome.Done, await quality.Work.WithdrawAsync(admin, id, "选错了"));
        var (again, _) = await quality.Work.ChooseAsync(admin, conversation, agent, form.Id);
        Assert.NotEqual(id, again);
        Assert.True((await quality.Sheets.OpenAsync(admin, again!.Value))!.Rights.Scores);
    }

    [Theory, InlineData(DatabaseProvider.Sqlite), InlineData(DatabaseProvider.PostgreSql)]
    public async Task Whoever_a_conversation_was_taken_from_for_keeping_silent_is_looked_at(DatabaseProvider provider)
    {
        await using var quality = await QualityStores.StartAsync(provider, postgres);
        var (silent, next, lead) = (await quality.PersonAsync("agent1"), await quality.PersonAsync("agent2"), await quality.PersonAsync("lead1"));
        var conversation = await quality.TakenAsync(silent, next, quality.Now.AddMinutes(-20));
        Assert.Equal(1, await quality.Draws.RunAsync(CancellationToken.None));
        var line = Assert.Single((await quality.Lists.ListAsync(lead, new(EvaluationQueue.ToScore), 0, 50)).Lines);
        Assert.Equal((conversation, "李晓雯", Risks.SilentAgent), (line.ConversationId, line.Agent, line.Risks));
        // What the other one said is not the silent one's.
        var sheet = (await quality.Sheets.OpenAsync(lead, line.Id))!;
        Assert.False(sheet.Findings["first"].IsKept);
        // Both parts can be chosen by hand.
        Assert.Equal(["李晓雯", "王志强"], (await quality.Lists.ServedAsync(lead, null, quality.Now.AddHours(-1), quality.Now)).Select(l => l.Agent).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Of_very_many_the_latest_can_be_chosen_by_hand()
    {
        await using var quality = await QualityStores.StartAsync(DatabaseProvider.Sqlite, postgres);
        var (agent, lead) = (await quality.PersonAsync("agent1"), await quality.PersonAsync("lead1"));
        for (var i = 0; i < EvaluationLists.MostTake * 2 + 1; i++)
            await quality.ServedAsync(agent, quality.Now.AddHours(-30).AddMinutes(i));
        var lines = await quality.Lists.ServedAsync(lead, null, quality.Now.AddDays(-3), quality.Now);
        Assert.Equal(EvaluationLists.MostTake, lines.Count);
        Assert.True(lines[0].EndedAt >= quality.Now.AddHours(-30).AddMinutes(EvaluationLists.MostTake * 2), lines[0].EndedAt.ToString("O"));
        Assert.True(lines[0].EndedAt > lines[^1].EndedAt);
    }

    [Fact]
    public async Task Work_is_given_only_to_those_who_can_open_it()
    {
        await using var quality = await QualityStores.StartAsync(DatabaseProvider.Sqlite, postgres);
        var (here, there, lead, admin) = (await quality.PersonAsync("agent1"), await quality.PersonAsync("agent4"), await quality.PersonAsync("lead1"), await quality.PersonAsync("admin"));
        await using (var context = quality.Directory.Context())
        {
            var branch = await context.OrgUnits.SingleAsync(u => u.Name == "上海分行");
            await context.Users.Where(u => u.UserName == "lead1").ExecuteUpdateAsync(set => set.SetProperty(u => u.OrgUnitId, branch.Id));
        }

        // The demo's plan is for everybody and names this lead alone.
        await quality.ServedAsync(here, new(2026, 2, 18, 3, 0, 0, TimeSpan.Zero), null, ('a', "您好"));
        await quality.ServedAsync(there, new(2026, 2, 18, 3, 0, 0, TimeSpan.Zero), null, ('a', "您好"));
        Assert.Equal(2, await quality.Draws.RunAsync(CancellationToken.None));
        var drawn = (await quality.Lists.ListAsync(admin, new(EvaluationQueue.All), 0, 50)).Lines.ToDictionary(l => l.Agent);
        Assert.Equal(("周敏", ""), (drawn["李晓雯"].Evaluator, drawn["刘思远"].Evaluator));
        Assert.Equal(EvaluationOutcome.NotTheirs, await quality.Work.AssignAsync(admin, drawn["刘思远"].Id, lead));
        Assert.Equal(["系统管理员"], (await quality.Work.ScorersAsync(there)).Select(s => s.Name));
        Assert.Equal(EvaluationOutcome.NotTheirs, await quality.Work.AssignAsync(admin, drawn["李晓雯"].Id, there));
        Assert.Equal(EvaluationOutcome.Done, await quality.Work.AssignAsync(admin, drawn["刘思远"].Id, admin));
    }

    [Fact]
    public async Task A_form_that_is_not_offered_is_drawn_for_when_it_is_again()
    {
        await using var quality = await QualityStores.StartAsync(DatabaseProvider.Sqlite, postgres);
        var (agent, lead) = (await quality.PersonAsync("agent1"), await quality.PersonAsync("lead1"));
        await quality.ServedAsync(agent, new(2026, 2, 18, 3, 0, 0, TimeSpan.Zero), null, ('a', "您好"));
        var sheet = (await quality.Forms.OpenAsync(lead, (await quality.Forms.ListAsync(lead))[0].Id))!;
        Assert.True((await quality.Forms.SaveAsync(lead, sheet.Id, sheet.Rev, sheet.Name, enabled: false, sheet.Content)).Made);
        Assert.Equal(0, await quality.Draws.RunAsync(CancellationToken.None));
        var off = (await quality.Forms.OpenAsync(lead, sheet.Id))!;
        Assert.True((await quality.Forms.SaveAsync(lead, off.Id, off.Rev, off.Name, enabled: true, off.Content)).Made);
        Assert.Equal(1, await quality.Draws.RunAsync(CancellationToken.None));
    }

    [Fact]
    public async Task An_agents_time_to_appeal_does_not_run_on_days_on_which_the_group_is_closed()
    {
        await using var quality = await QualityStores.StartAsync(DatabaseProvider.Sqlite, postgres);
        var (agent, admin) = (await quality.PersonAsync("agent1"), await quality.PersonAsync("admin"));
        await using (var context = quality.Directory.Context())
        {
            var office = await context.Calendars.SingleAsync(c => c.Name == "工作日服务时间");
            await context.SkillGroups.Where(g => g.Name == "个人业务").ExecuteUpdateAsync(set => set.SetProperty(g => g.CalendarId, office.Id));
        }

        await quality.Directory.Cache.LoadAsync(CancellationToken.None);
        var conversation = await quality.ServedAsync(agent, quality.Now.AddMinutes(-9), null, ('a', "您好"));
        var (id, _) = await quality.Work.ChooseAsync(admin, conversation, agent, (await quality.Forms.ListAsync(admin))[0].Id);
        var sheet = (await quality.Sheets.OpenAsync(admin, id!.Value))!;
        Answer[] answers = [.. sheet.Form.AllQuestions().Where(q => q.Kind == QuestionKind.Choice).Select(q => new Answer(q.Id, Option: 0))];
        Assert.Equal(EvaluationOutcome.Done, await quality.Work.SubmitAsync(admin, id.Value, 0, answers, ""));
        // Sunday afternoon: Monday to Friday.
        Assert.Equal(quality.Now.AddDays(5), (await quality.Sheets.OpenAsync(admin, id.Value))!.Evaluation.DueAt);
        quality.Time.Advance(TimeSpan.FromDays(1));
        Assert.Equal(EvaluationOutcome.Done, await quality.Work.SubmitAsync(admin, id.Value, 1, answers, "改一处"));
        // Monday: Tuesday to Friday, and the Monday after.
        Assert.Equal(quality.Now.AddDays(7), (await quality.Sheets.OpenAsync(admin, id.Value))!.Evaluation.DueAt);
    }
}
