using Imcc.Core.Privacy;
using Imcc.Core.Surveys;
using Imcc.Infrastructure.Organisation;
using Imcc.Tests.Storage;
using Microsoft.EntityFrameworkCore;

namespace Imcc.Tests.Organisation;

public sealed class PrivacyAdministrationTests(PostgresServer postgres)
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Rules_that_are_saved_hold_at_once_and_are_in_the_log(bool onPostgres)
    {
        await using var database = await DirectoryDatabase.StartAsync(onPostgres ? await postgres.NewDirectoryAsync() : null, demo: true);
        var (admin, privacy) = (Id(database, "admin"), database.Get<PrivacyAdministration>());
        Assert.Equal(3, database.Cache.Current.Privacy.HiddenFromAgents.Length);
        var draft = await privacy.OpenAsync(admin);
        draft.Rules = draft.Rules with { HiddenFromAgents = [NumberKind.IdCard], HiddenFromLeads = [], AgentsReveal = false, MaskPrograms = true, Reasons = [" 核对身份 ", "", "核对身份", "回电"] };
        Assert.Empty((await privacy.SaveAsync(admin, draft)).Problems);

        var live = database.Cache.Current.Privacy;
        Assert.Equal([NumberKind.IdCard], live.HiddenFromAgents);
        Assert.Same(Mask.None, live.MaskFor(isLead: true));
        Assert.Equal((false, true, true), (live.MayReveal(isLead: false), live.MayReveal(isLead: true), live.MaskPrograms));
        Assert.Equal(["核对身份", "回电"], live.Reasons);
        Assert.Equal("ChangedMeanwhile", Assert.Single((await privacy.SaveAsync(admin, draft)).Problems).Code);
        await using var context = database.Context();
        Assert.Contains("agents: IdCard", (await context.AuditLog.SingleAsync(a => a.Action == "privacy.changed")).Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Rules_that_make_no_sense_are_refused()
    {
        await using var database = await DirectoryDatabase.StartAsync(demo: true);
        var (admin, privacy) = (Id(database, "admin"), database.Get<PrivacyAdministration>());
        Assert.NotEmpty((await privacy.SaveAsync(admin, new() { Rules = new() { Reasons = ["  "] } })).Problems);
        Assert.NotEmpty((await privacy.SaveAsync(admin, new() { Rules = new() { Reasons = [new string('长', 101)] } })).Problems);
        Assert.NotEmpty((await privacy.SaveAsync(admin, new() { Rules = new() { Reasons = [.. Enumerable.Range(1, 9).Select(i => "原因" + i)] } })).Problems);
        // An order number is nobody's secret.
        Assert.NotEmpty((await privacy.SaveAsync(admin, new() { Rules = new() { HiddenFromAgents = [NumberKind.Order] } })).Problems);
        await Assert.ThrowsAsync<UnauthorizedAccessException>(() => privacy.SaveAsync(Id(database, "agent1"), new()));
    }

    [Theory]
    [InlineData("{\"HiddenFromAgents\":5}")]
    [InlineData("null")]
    [InlineData("rubbish")]
    public async Task A_damaged_row_hides_everything_rather_than_nothing(string damaged)
    {
        await using var database = await DirectoryDatabase.StartAsync(demo: true);
        await using (var context = database.Context())
        {
            context.Privacy.Add(new() { Rules = damaged });
            await context.SaveChangesAsync();
        }

        await database.Cache.ReloadAsync();
        var rules = database.Cache.Current.Privacy;
        Assert.Equal("138****5678", rules.MaskFor(isLead: false).Text("13812345678"));
        Assert.Equal("138****5678", rules.MaskFor(isLead: true).Text("13812345678"));
        Assert.True(rules.MaskPrograms);
    }

    [Fact]
    public async Task A_groups_survey_and_targets_are_saved_and_what_makes_no_sense_is_refused()
    {
        await using var database = await DirectoryDatabase.StartAsync(demo: true);
        var (admin, groups) = (Id(database, "admin"), database.Get<GroupAdministration>());
        var id = database.Cache.Current.Groups.Values.Single(g => g.Name == "个人业务").Id;
        var draft = (await groups.OpenAsync(admin, id))!;
        Assert.Equal((SurveyMode.Always, 40, 450), (draft.Survey.Mode, draft.Targets.Handled, draft.Targets.SatisfactionHundredths));
        draft.Survey = new() { Mode = SurveyMode.AgentsChoice, Scale = SurveyScale.Steps, LowLimit = 1, Valid = TimeSpan.FromHours(12), Question = "满意吗？", Tags = ["太慢"], Thanks = "" };
        draft.Targets = new() { Handled = 25 };
        Assert.Empty((await groups.SaveAsync(admin, draft)).Problems);
        var live = database.Cache.Current.Groups[id];
        Assert.Equal((SurveyMode.AgentsChoice, SurveyScale.Steps, 12d, "满意吗？", "太慢"), (live.Survey.Mode, live.Survey.Scale, live.Survey.Valid.TotalHours, live.Survey.Question, Assert.Single(live.Survey.Tags)));
        Assert.Equal((25, (int?)null), (live.Targets.Handled, live.Targets.SatisfactionHundredths));

        draft = (await groups.OpenAsync(admin, id))!;
        draft.Survey = draft.Survey with { Question = " ", Valid = TimeSpan.FromMinutes(9), LowLimit = 3, Tags = [.. Enumerable.Repeat("原因", 9)], Thanks = new string('谢', 201) };
        draft.Targets = new() { Handled = 0, SatisfactionHundredths = 501 };
        Assert.Equal(
            [nameof(SurveyRules.LowLimit), nameof(SurveyRules.Question), nameof(SurveyRules.Tags), "TargetHandled", "TargetSatisfaction", nameof(SurveyRules.Thanks), nameof(SurveyRules.Valid)],
            (await groups.SaveAsync(admin, draft)).Problems.Select(p => p.Field).Distinct().Order(StringComparer.Ordinal));
    }

    private static Guid Id(DirectoryDatabase database, string userName)
    {
        using var context = database.Context();
        return context.Users.Single(u => u.UserName == userName).Id;
    }
}
