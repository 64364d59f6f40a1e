using System.Collections.Immutable;
using Imcc.Core.Reporting;
using Imcc.Infrastructure.Organisation;
using Imcc.Infrastructure.Reporting;
using Imcc.Infrastructure.Storage;
using Imcc.Tests.Storage;
using Microsoft.EntityFrameworkCore;

namespace Imcc.Tests.Reporting;

/// <summary>By what figures are taken, and what people keep of reports.</summary>
public sealed class ReportRulesTests(PostgresServer postgres)
{
    [Theory, InlineData(DatabaseProvider.Sqlite), InlineData(DatabaseProvider.PostgreSql)]
    public async Task The_head_office_changes_the_formula_and_a_groups_threshold_on_the_record_and_it_holds_for_what_was_before(DatabaseProvider provider)
    {
        var cancel = TestContext.Current.CancellationToken;
        await using var directory = await DirectoryDatabase.StartAsync(provider == DatabaseProvider.PostgreSql ? await postgres.NewDatabaseAsync() : null, demo: true);
        await using var conversations = await ConversationDatabase.NewAsync(provider, postgres);
        var settings = new ReportSettings(directory.Get<IDbContextFactory<DirectoryContext>>(), directory.Get<DirectoryChange>(), directory.Get<StoredJson>());
        var reports = new Reports(conversations.Stores, directory.Get<IDbContextFactory<DirectoryContext>>(), () => directory.Cache.Current, directory.Get<StoredJson>());
        var groups = directory.Cache.Current.Groups.Values.OrderBy(g => g.Name, StringComparer.Ordinal).Take(2).ToList();
        var quarter = new DateTimeOffset(2026, 3, 2, 1, 0, 0, TimeSpan.Zero);
        var traits = new ConversationTraits { ConversationId = groups[0].Id, AccountId = directory.Cache.Current.Accounts.Keys.First() };
        // Each group: one answered after 15 s, one after 40 s.
        var lines = groups.SelectMany(g => new[] { 15, 40 }.SelectMany(wait => FactLines.Of(new() { Traits = traits, Visits = [new(g.Id, null, quarter, quarter.AddSeconds(wait), VisitEntry.Joined, VisitOutcome.Answered)] })));
        Assert.Equal(WriteOutcome.Committed, await conversations.Store.Writer.CommitAsync(new WriteUnit().Insert(FactSheet.Write(FactKind.Visit, quarter, lines, 1))));
        var (admin, lead) = (Id(directory, "admin"), Id(directory, "lead1"));
        var query = new ReportQuery { From = quarter, To = quarter.AddHours(1), Rows = ReportDimension.Group, Kpis = ["serviceLevel"] };
        Assert.Equal([0.5, 0.5], (await reports.ReadAsync(lead, query, cancel)).Rows.Select(r => r.Values[0]));

        var draft = await settings.OpenAsync(admin, cancel);
        draft.Rules = new() { ServiceLevel = new() { Variant = ServiceLevelVariant.C, Within = TimeSpan.FromSeconds(10) }, Groups = draft.Rules.Groups.Add(groups[1].Id, new(TimeSpan.FromSeconds(60), null)) };
        Assert.True((await settings.SaveAsync(admin, draft, cancel)).Made);
        var table = await reports.ReadAsync(lead, query, cancel);
        Assert.Equal([1.0, 0.0], table.Rows.OrderByDescending(r => r.First.Id == groups[1].Id).Select(r => r.Values[0]).Select(v => v!.Value));
        Assert.Equal(0.5, table.Totals.Values[0]);
        await using (var context = directory.Context())
            Assert.Contains(await context.AuditLog.ToListAsync(cancel), a => a.Action == "reports.rules.changed" && a.ActorId == admin);

        // Twice from the same state, out of range, or by somebody else: nothing changes.
        Assert.False((await settings.SaveAsync(admin, draft, cancel)).Made);
        var wrong = await settings.OpenAsync(admin, cancel);
        wrong.Rules = wrong.Rules with { ServiceLevel = wrong.Rules.ServiceLevel with { Within = TimeSpan.Zero } };
        Assert.Equal([nameof(ServiceLevelRule.Within)], (await settings.SaveAsync(admin, wrong, cancel)).Problems.Select(p => p.Field).Distinct());
        await Assert.ThrowsAsync<UnauthorizedAccessException>(() => settings.SaveAsync(lead, wrong, cancel));

        // As many groups as there is room for, and one more.
        var many = await settings.OpenAsync(admin, cancel);
        many.Rules = many.Rules with { Groups = Enumerable.Range(0, ReportSettings.MostGroups).ToImmutableDictionary(_ => Guid.CreateVersion7(quarter), _ => new GroupThresholds(TimeSpan.FromSeconds(86_400), TimeSpan.FromSeconds(599))) };
        Assert.True((await settings.SaveAsync(admin, many, cancel)).Made);
        many = await settings.OpenAsync(admin, cancel);
        many.Rules = many.Rules with { Groups = many.Rules.Groups.Add(Guid.CreateVersion7(quarter), new(null, TimeSpan.Zero)) };
        Assert.Equal(["TooManyOfThem"], (await settings.SaveAsync(admin, many, cancel)).Problems.Select(p => p.Code));
    }

    [Fact]
    public async Task A_view_is_its_owners_and_is_replaced_by_its_name()
    {
        var cancel = TestContext.Current.CancellationToken;
        await using var directory = await DirectoryDatabase.StartAsync(demo: true);
        var views = new ReportViews(directory.Get<IDbContextFactory<DirectoryContext>>(), directory.Time);
        var (lead, admin) = (Id(directory, "lead1"), Id(directory, "admin"));
        Assert.True(await views.SaveAsync(lead, " 早会 ", "r=line", cancel));
        Assert.True(await views.SaveAsync(lead, "早会", "r=agents", cancel));
        Assert.False(await views.SaveAsync(lead, "  ", "r=line", cancel));
        Assert.False(await views.SaveAsync(lead, "长", new string('x', ReportViews.LongestQuery + 1), cancel));
        var view = Assert.Single(await views.ListAsync(lead, cancel));
        Assert.Equal(("早会", "r=agents"), (view.Name, view.Query));
        Assert.Empty(await views.ListAsync(admin, cancel));
        await views.DeleteAsync(admin, view.Id, cancel);
        Assert.Single(await views.ListAsync(lead, cancel));
        await views.DeleteAsync(lead, view.Id, cancel);
        Assert.Empty(await views.ListAsync(lead, cancel));
    }

    private static Guid Id(DirectoryDatabase directory, string userName) => directory.Cache.Current.Agents.Values.Single(a => a.UserName == userName).Id;
}
