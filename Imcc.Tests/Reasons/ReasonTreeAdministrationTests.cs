using System.Collections.Immutable;
using Imcc.Core.Reasons;
using Imcc.Infrastructure.Organisation;
using Imcc.Infrastructure.Reasons;
using Imcc.Tests.Storage;

namespace Imcc.Tests.Reasons;

/// <summary>Draft and versions in the directory.</summary>
public sealed class ReasonTreeAdministrationTests(PostgresServer postgres)
{
    private static readonly ImmutableArray<ReasonNode> Small = Trees.Of("信用卡/挂失补卡:丢了", "贷款/提前还款");

    [Theory, InlineData(false), InlineData(true)]
    public async Task A_draft_is_nobody_s_tree_until_it_is_published_and_then_it_is_everybody_s(bool onPostgres)
    {
        await using var database = await DirectoryDatabase.StartAsync(onPostgres ? await postgres.NewDirectoryAsync() : null);
        var admin = await database.AdminAsync();
        var reasons = database.Get<ReasonTreeAdministration>();
        Assert.Equal((0, 0), ((await reasons.OpenAsync(admin)).Version, (await reasons.OpenAsync(admin)).Nodes.Length));

        Assert.True((await reasons.SaveAsync(admin, 0, Small)).Made);
        Assert.Equal(0, database.Cache.Current.Reasons.Version);
        var draft = await reasons.OpenAsync(admin);
        Assert.True((await reasons.PublishAsync(admin, draft.Rev, "第一版")).Made);

        var live = database.Cache.Current.Reasons;
        Assert.Equal((1, "信用卡 › 挂失补卡"), (live.Version, live.Choose(Small.Find("挂失补卡"), true, [])!.FullName));
        Assert.Equal(["丢了"], live.Find(Small.Find("挂失补卡"))!.Keywords);
        var version = Assert.Single(await reasons.VersionsAsync(admin));
        Assert.Equal((1, "第一版", 4, database.Time.GetUtcNow()), (version.Number, version.Remark, version.NodeCount, version.PublishedAt));
    }

    [Fact]
    public async Task A_version_never_changes_and_comes_back_as_a_draft()
    {
        await using var database = await DirectoryDatabase.StartAsync();
        var admin = await database.AdminAsync();
        var reasons = database.Get<ReasonTreeAdministration>();
        await PublishAsync(reasons, admin, Small);
        await PublishAsync(reasons, admin, Trees.Of("理财/赎回"));
        Assert.Equal("理财 -赎回", database.Cache.Current.Reasons.All.Shown());

        Assert.True((await reasons.RestoreAsync(admin, (await reasons.OpenAsync(admin)).Rev, 1)).Made);
        Assert.Equal("理财 -赎回", database.Cache.Current.Reasons.All.Shown());
        Assert.Equal(Small.Shown(), (await reasons.OpenAsync(admin)).Nodes.Shown());
        await PublishAsync(reasons, admin, (await reasons.OpenAsync(admin)).Nodes);
        Assert.Equal((3, Small.Shown()), (database.Cache.Current.Reasons.Version, database.Cache.Current.Reasons.All.Shown()));
        Assert.Equal("理财 -赎回", ((ImmutableArray<ReasonNode>)[.. (await reasons.VersionAsync(admin, 2))!]).Shown());
        Assert.Null(await reasons.VersionAsync(admin, 9));
    }

    [Fact]
    public async Task What_is_wrong_is_kept_in_the_draft_and_not_published_and_nothing_new_is_no_version()
    {
        await using var database = await DirectoryDatabase.StartAsync();
        var admin = await database.AdminAsync();
        var reasons = database.Get<ReasonTreeAdministration>();
        await PublishAsync(reasons, admin, Small);
        Assert.Equal(["NothingChanged"], (await reasons.PublishAsync(admin, (await reasons.OpenAsync(admin)).Rev, "")).Problems.Select(p => p.Code));

        var bad = ReasonEdits.Change(ReasonEdits.Change(Small, Small[1] with { Code = "R1" }).Nodes, Small[2] with { Name = "" }).Nodes;
        Assert.True((await reasons.SaveAsync(admin, (await reasons.OpenAsync(admin)).Rev, bad)).Made);
        var refused = await reasons.PublishAsync(admin, (await reasons.OpenAsync(admin)).Rev, new string('长', 201));
        Assert.Equal(["TooLong", "NameMissing", "CodeTwice"], refused.Problems.Select(p => p.Code));
        Assert.Equal(1, database.Cache.Current.Reasons.Version);
    }

    [Fact]
    public async Task Two_editors_at_once_lose_nothing_unseen()
    {
        await using var database = await DirectoryDatabase.StartAsync();
        var admin = await database.AdminAsync();
        var reasons = database.Get<ReasonTreeAdministration>();
        await reasons.SaveAsync(admin, 0, Small);
        Assert.Equal(["ChangedMeanwhile"], (await reasons.SaveAsync(admin, 0, [])).Problems.Select(p => p.Code));
        Assert.Equal(["ChangedMeanwhile"], (await reasons.PublishAsync(admin, 0, "")).Problems.Select(p => p.Code));
        Assert.Equal(Small.Shown(), (await reasons.OpenAsync(admin)).Nodes.Shown());
    }

    [Fact]
    public async Task Only_an_administrator_may_and_only_the_head_office_changes_it()
    {
        await using var database = await DirectoryDatabase.StartAsync(demo: true);
        var reasons = database.Get<ReasonTreeAdministration>();
        var agent = database.Cache.Current.Agents.Values.Single(a => a.UserName == "agent1").Id;
        await Assert.ThrowsAsync<UnauthorizedAccessException>(() => reasons.OpenAsync(agent));
        await Assert.ThrowsAsync<UnauthorizedAccessException>(() => reasons.SaveAsync(agent, 0, Small));
    }

    [Fact]
    public async Task The_demo_has_a_tree_that_can_be_published_and_a_group_that_wants_a_reason()
    {
        await using var database = await DirectoryDatabase.StartAsync(demo: true);
        var tree = database.Cache.Current.Reasons;
        Assert.Equal(1, tree.Version);
        Assert.Empty(ReasonCheck.Of(tree.All));
        Assert.InRange(tree.All.Length, 110, 140);
        Assert.Equal(["信用卡"], database.Cache.Current.Groups.Values.Where(database.Cache.Current.WantsReason).Select(g => g.Name));
    }

    [Fact]
    public async Task A_group_cannot_choose_a_branch_that_is_not_there()
    {
        await using var database = await DirectoryDatabase.StartAsync(demo: true);
        var admin = database.Cache.Current.Agents.Values.Single(a => a.UserName == "admin").Id;
        var groups = database.Get<GroupAdministration>();
        var draft = (await groups.OpenAsync(admin, database.Cache.Current.Groups.Values.Single(g => g.Name == "个人业务").Id))!;
        draft.Reasons = new() { Required = true, Roots = [Trees.Id(1)] };
        Assert.Equal(["ReasonRootGone"], (await groups.SaveAsync(admin, draft)).Problems.Select(p => p.Code));
        var loans = database.Cache.Current.Reasons.Roots.Single(r => r.Name == "贷款").Id;
        draft.Reasons = new() { Required = true, Roots = [loans] };
        Assert.True((await groups.SaveAsync(admin, draft)).Made);
        Assert.Equal([loans], database.Cache.Current.Groups[draft.Id!.Value].Reasons.Roots);
    }

    private static async Task PublishAsync(ReasonTreeAdministration reasons, Guid admin, ImmutableArray<ReasonNode> nodes)
    {
        Assert.True((await reasons.SaveAsync(admin, (await reasons.OpenAsync(admin)).Rev, nodes)).Made);
        var published = await reasons.PublishAsync(admin, (await reasons.OpenAsync(admin)).Rev, "");
        Assert.True(published.Made, string.Join(", ", published.Problems));
    }
}
