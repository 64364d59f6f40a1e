using Imcc.Core.Answering.Keywords;
using Imcc.Core.Flows;
using Imcc.Infrastructure.Answering;
using Imcc.Infrastructure.Answering.Flows;
using Imcc.Infrastructure.Answering.Keywords;
using Imcc.Infrastructure.Organisation;
using Imcc.Tests.Journeys;
using Imcc.Tests.Knowledge;
using Imcc.Tests.Storage;
using Microsoft.EntityFrameworkCore;

namespace Imcc.Tests.Flows;

public sealed class FlowAdministrationTests(PostgresServer postgres)
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task What_is_published_on_one_node_leads_on_the_other_and_a_draft_leads_nowhere(bool onPostgres)
    {
        await using var first = await DirectoryDatabase.StartAsync(onPostgres ? await postgres.NewDirectoryAsync() : null, demo: true);
        await using var second = onPostgres
            ? await DirectoryDatabase.StartAsync(first.ConnectionString, demo: true)
            : await DirectoryDatabase.StartAsync(sqliteFile: first.ConnectionString.Split('=', ';')[1], demo: true);
        var (admin, flows) = (Id(first, "admin"), first.Get<FlowAdministration>());
        var (demo, web) = (first.Cache.Current.AccountsByKey["demo"].Id, first.Cache.Current.AccountsByKey["web"].Id);

        var made = await flows.SaveAsync(admin, Draft("limit", "临时额度", "您好，请办理。"));
        Assert.Empty(made.Problems);
        Assert.True((await flows.PublishAsync(admin, await LatestAsync(first, made.Id))).Made);
        await BothAsync("limit", demo, 1);
        Assert.Equal("您好，请办理。", await SaysAsync(second, made.Id, 1));

        // The draft gets another key, another content and fewer accounts: nobody is told before it is published.
        var draft = await LatestAsync(first, made.Id);
        (draft.Key, draft.Content) = ("limit-2", Content("改过的话。"));
        draft.Accounts.Add(web);
        Assert.True((await flows.SaveAsync(admin, draft)).Made);
        Assert.True((await LatestAsync(first, made.Id)).IsChanged);
        await OtherStocksAsync(first, second);
        await BothAsync("limit", demo, 1);
        await BothAsync("limit-2", web, null);
        Assert.Equal("您好，请办理。", await SaysAsync(second, made.Id, 1));

        Assert.True((await flows.PublishAsync(admin, await LatestAsync(first, made.Id))).Made);
        await BothAsync("limit-2", web, 2);
        await BothAsync("limit-2", demo, null);
        await BothAsync("limit", demo, null);
        // Whoever stands in the former one goes on in it.
        Assert.Equal("您好，请办理。", await SaysAsync(second, made.Id, 1));
        Assert.Equal([2L, 1L], (await flows.VersionsAsync(admin, made.Id)).Select(v => v.Version));

        var stale = (await LatestAsync(first, made.Id)).Rev - 1;
        Assert.Equal([":ChangedMeanwhile"], Codes(await flows.WithdrawAsync(admin, made.Id, stale)));
        Assert.Equal([":ChangedMeanwhile"], Codes(await flows.DeleteAsync(admin, made.Id, stale)));
        await BothAsync("limit-2", web, 2);
        Assert.True((await flows.WithdrawAsync(admin, made.Id, stale + 1)).Made);
        await BothAsync("limit-2", web, null);
        Assert.Equal("改过的话。", await SaysAsync(second, made.Id, 2));
        Assert.True((await flows.DeleteAsync(admin, made.Id, stale + 2)).Made);
        await Eventually.Async(async () =>
        {
            second.Time.Advance(AnswerWatch.Interval);
            return await second.Get<IFlows>().FindAsync(made.Id, 2) is null;
        }, "a deleted flow leads nobody");
        await using var context = first.Context();
        Assert.Equal(
            ["flow.changed", "flow.created", "flow.deleted", "flow.published", "flow.withdrawn"],
            (await context.AuditLog.Where(a => a.TargetId == made.Id).Select(a => a.Action).Distinct().ToListAsync()).Order(StringComparer.Ordinal));

        async Task BothAsync(string key, Guid account, long? version)
        {
            foreach (var node in new[] { first, second })
            {
                await Eventually.Async(() =>
                {
                    // Its second passes where nobody tells it.
                    node.Time.Advance(AnswerWatch.Interval);
                    return Task.FromResult(node.Get<IFlows>().Find(key, account)?.Version == version);
                }, $"“{key}” is in force in version {version}");
            }
        }

        // A later change that both have taken shows that they have seen the earlier one, too.
        async Task OtherStocksAsync(DirectoryDatabase here, DirectoryDatabase there)
        {
            var marker = await flows.SaveAsync(admin, Draft("marker", "记号", "记号"));
            Assert.True((await flows.PublishAsync(admin, await LatestAsync(here, marker.Id))).Made);
            await BothAsync("marker", here.Cache.Current.AccountsByKey["demo"].Id, 1);
            Assert.NotNull(there.Get<IFlows>().Find("marker", here.Cache.Current.AccountsByKey["demo"].Id));
        }
    }

    [Fact]
    public async Task An_editor_of_a_branch_changes_what_serves_the_branch_alone()
    {
        await using var database = await DirectoryDatabase.StartAsync(demo: true);
        var (admin, flows) = (Id(database, "admin"), database.Get<FlowAdministration>());
        var (branch, account) = await Branch.AddAsync(database);
        var editor = await Branch.EditorAsync(database, branch);

        var draft = Draft("branch", "分行预约", "您好。", branch);
        Assert.Equal(["Accounts:Missing"], Codes(await flows.SaveAsync(editor, draft)));
        draft.Accounts.Add(database.Cache.Current.AccountsByKey["web"].Id);
        Assert.Equal(["Accounts:NotAllowed"], Codes(await flows.SaveAsync(editor, draft)));
        draft.Accounts[0] = account;
        draft.OrgUnitId = OrgUnitRow.RootId;
        Assert.Equal(["OrgUnitId:OrgUnitForeign"], Codes(await flows.SaveAsync(editor, draft)));
        draft.OrgUnitId = branch;
        var made = await flows.PublishAsync(editor, draft);
        Assert.Empty(made.Problems);

        // The head office lets it serve everybody; then it is no longer the branch's, not even once its draft is.
        var wider = await LatestAsync(database, made.Id);
        wider.Accounts.Clear();
        Assert.True((await flows.PublishAsync(admin, wider)).Made);
        await BranchMayNotAsync();
        var narrower = await LatestAsync(database, made.Id);
        narrower.Accounts.Add(account);
        Assert.True((await flows.SaveAsync(admin, narrower)).Made);
        await BranchMayNotAsync();
        Assert.True((await flows.PublishAsync(admin, await LatestAsync(database, made.Id))).Made);
        Assert.True((await flows.SaveAsync(editor, await LatestAsync(database, made.Id))).Made);

        var foreign = (await flows.OpenAsync(admin)).Flows.First(f => f.OrgUnitId == OrgUnitRow.RootId);
        Assert.Equal([":Gone"], Codes(await flows.SaveAsync(editor, foreign)));
        Assert.Equal([":Gone"], Codes(await flows.DeleteAsync(editor, foreign.Id!.Value, foreign.Rev)));
        Assert.Empty(await flows.VersionsAsync(editor, foreign.Id.Value));
        Assert.Equal([made.Id], (await flows.OpenAsync(editor)).Flows.Select(f => f.Id!.Value));
        await Assert.ThrowsAsync<UnauthorizedAccessException>(() => flows.OpenAsync(Id(database, "agent1")));
        await Assert.ThrowsAsync<UnauthorizedAccessException>(() => flows.PublishAsync(Id(database, "lead1"), foreign));

        async Task BranchMayNotAsync()
        {
            var seen = await LatestAsync(database, made.Id);
            Assert.Equal([":HeadOfficeOnly"], Codes(await flows.WithdrawAsync(editor, made.Id, seen.Rev)));
            Assert.Equal([":HeadOfficeOnly"], Codes(await flows.DeleteAsync(editor, made.Id, seen.Rev)));
            seen.Accounts.Clear();
            seen.Accounts.Add(account);
            Assert.Equal([":HeadOfficeOnly"], Codes(await flows.PublishAsync(editor, seen)));
        }
    }

    [Fact]
    public async Task A_key_belongs_to_one_flow_in_any_spelling_whether_it_is_a_drafts_or_in_force()
    {
        await using var database = await DirectoryDatabase.StartAsync(demo: true);
        var (admin, flows) = (Id(database, "admin"), database.Get<FlowAdministration>());
        var made = await flows.PublishAsync(admin, Draft("limit", "临时额度", "您好。"));
        Assert.Empty(made.Problems);
        var renamed = await LatestAsync(database, made.Id);
        renamed.Key = "raise";
        Assert.True((await flows.SaveAsync(admin, renamed)).Made);

        Assert.Equal(["Key:Taken"], Codes(await flows.SaveAsync(admin, Draft("Raise", "另一个", "您好。"))));
        Assert.Equal(["Key:Taken"], Codes(await flows.SaveAsync(admin, Draft("LIMIT", "另一个", "您好。"))));
        Assert.True((await flows.PublishAsync(admin, await LatestAsync(database, made.Id))).Made);
        Assert.Empty((await flows.SaveAsync(admin, Draft("limit", "另一个", "您好。"))).Problems);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Whatever_names_a_flow_starts_it_in_any_spelling_and_a_draft_of_an_article_does_not(bool onPostgres)
    {
        await using var desk = await KnowledgeDesk.StartAsync(onPostgres ? await postgres.NewDirectoryAsync() : null);
        var article = KnowledgeDesk.Article("如何提高临时额度");
        article = article with { Answer = article.Answer with { Flow = "LIMIT" } };
        var published = await desk.PublishedAsync(article);
        await desk.SaveAsync(desk.Admin, article with { Title = "草稿" });
        await desk.PublishedAsync(KnowledgeDesk.Article("其他", "请说 \"Flow\":\"limit\""));
        var rule = await desk.Database.Get<KeywordAdministration>().SaveAsync(desk.Admin, new()
        {
            Name = "临时额度", OrgUnitId = OrgUnitRow.RootId, Patterns = [new(KeywordKind.Exact, "临时额度"), new(KeywordKind.Contains, "提额")], Flow = "limit",
        });
        Assert.Empty(rule.Problems);

        Assert.Equal(
            [new(rule.Id, true, "临时额度", "临时额度、提额", true), new FlowStarter(published, false, "如何提高临时额度", "", true)],
            await desk.Database.Get<FlowAdministration>().StartersAsync(desk.Admin, "limit"));
        Assert.Empty(await desk.Database.Get<FlowAdministration>().StartersAsync(desk.Admin, "lim"));
    }

    [Fact]
    public async Task All_problems_of_a_flow_are_told_at_once_and_an_unfinished_one_is_kept_but_not_published()
    {
        await using var database = await DirectoryDatabase.StartAsync(demo: true);
        var (admin, flows) = (Id(database, "admin"), database.Get<FlowAdministration>());
        var draft = Draft("额度", " ", "您好。");
        draft.Accounts.Add(Guid.Empty);
        Assert.Equal(["Accounts:NotAllowed", "Key:FlowKeyForm", "Name:Missing"], Codes(await flows.SaveAsync(admin, draft)));

        var unfinished = Draft("limit", "临时额度", "您好。");
        unfinished.Content = new([new SayNode("n1", "您好。", Next: "n9")]);
        Assert.Equal(["Content:FlowUnfinished"], Codes(await flows.PublishAsync(admin, unfinished)));
        var kept = await flows.SaveAsync(admin, unfinished);
        Assert.Empty(kept.Problems);
        Assert.Null((await LatestAsync(database, kept.Id)).InForce);
    }

    private static FlowDraft Draft(string key, string name, string says, Guid? unit = null) => new() { Key = key, Name = name, OrgUnitId = unit ?? OrgUnitRow.RootId, Content = Content(says) };

    private static FlowContent Content(string says) => new([new SayNode("n1", says, Next: "n2"), new EndNode("n2", "再见。")]);

    private static async Task<FlowDraft> LatestAsync(DirectoryDatabase database, Guid id) =>
        (await database.Get<FlowAdministration>().OpenAsync(Id(database, "admin"))).Flows.Single(f => f.Id == id);

    private static async Task<string?> SaysAsync(DirectoryDatabase database, Guid id, long version) =>
        ((await database.Get<IFlows>().FindAsync(id, version))?.Content.Nodes[0] as SayNode)?.Text;

    private static IEnumerable<string> Codes(ChangeOutcome outcome) => outcome.Problems.Select(p => $"{p.Field}:{p.Code}").Order(StringComparer.Ordinal);

    private static Guid Id(DirectoryDatabase database, string name) => database.Cache.Current.Agents.Values.Single(a => a.UserName == name).Id;
}
