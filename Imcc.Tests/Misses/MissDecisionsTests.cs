using Imcc.Core.Misses;
using Imcc.Core.Retrieval;
using Imcc.Infrastructure.Misses;
using Imcc.Infrastructure.Storage;
using Imcc.Tests.Storage;
using Microsoft.EntityFrameworkCore;

namespace Imcc.Tests.Misses;

/// <summary>What editors read of the misses, and what becomes of what they decide.</summary>
public sealed class MissDecisionsTests(PostgresServer postgres)
{

    [Theory, InlineData(DatabaseProvider.Sqlite), InlineData(DatabaseProvider.PostgreSql)]
    public async Task Groups_are_listed_decided_merged_split_and_undone(DatabaseProvider provider)
    {
        var cancel = TestContext.Current.CancellationToken;
        await using var directory = await DirectoryDatabase.StartAsync(provider == DatabaseProvider.PostgreSql ? await postgres.NewDirectoryAsync() : null, demo: true);
        await using var conversations = await ConversationDatabase.NewAsync(provider, postgres);
        var now = directory.Time.GetUtcNow();
        var articles = new KnownArticles(("会员卡补办", "请带身份证到门店。"));
        var contexts = directory.Get<IDbContextFactory<DirectoryContext>>();
        var trial = new MissTrial(() => directory.Cache.Current, directory.Time, articles);
        var groups = new MissGroups(conversations.Stores, contexts, trial, directory.Time);
        var decisions = new MissDecisions(conversations.Stores, contexts, trial, directory.Time, null);
        var sorting = new MissSorting(conversations.Stores, new KnownWords());
        await PutAsync(("咖啡机不出水怎么办", -20), ("咖啡机不出水咋办", -2), ("请问咖啡机不出水如何处理", -1), ("周末可以上门安装空调吗", -3), ("咖啡机为什么不出水了呀", -1));
        var editor = await IdAsync("editor1");
        var filter = new MissFilter(now.AddDays(-30), now);

        var page = await groups.ListAsync(editor, filter, 0, 50, cancel);
        var first = page.Lines[0];
        Assert.Equal(("咖啡机不出水怎么办", 3, 5), (first.Text, first.Count, page.Misses));
        Assert.Equal(1, first.Growth);
        Assert.Equal("周末可以上门安装空调吗", Assert.Single((await groups.ListAsync(editor, filter with { Words = "空调" }, 0, 50, cancel)).Lines).Text);

        // One that a person says is the same counts for the other; parted again it stands alone.
        var why = page.Lines.Single(l => l.Text.Contains("为什么", StringComparison.Ordinal));
        Assert.True((await decisions.MergeAsync(editor, why.Id, first.Id, cancel)).Made);
        Assert.Equal([4, 1], (await groups.ListAsync(editor, filter, 0, 50, cancel)).Lines.Select(l => l.Count));
        Assert.Equal("ChangedMeanwhile", Assert.Single((await decisions.MergeAsync(editor, why.Id, first.Id, cancel)).Problems).Code);
        await PutAsync(("咖啡机为什么不出水了", -1));
        Assert.Equal(5, (await groups.ListAsync(editor, filter, 0, 50, cancel)).Lines[0].Count);
        Assert.True((await decisions.UndoAsync(editor, why.Id, cancel)).Made);
        Assert.Equal(3, (await groups.ListAsync(editor, filter, 0, 50, cancel)).Lines[0].Count);

        // A wording that is another question leaves, and what says the same follows it.
        var sheet = (await groups.OpenAsync(editor, first.Id, cancel))!;
        var parted = sheet.Wordings[^1];
        var split = await decisions.SplitAsync(editor, first.Id, [sheet.Wordings.Count > 1 ? parted.Key : 0], cancel);
        Assert.Equal(sheet.Wordings.Count > 1, split.Made);

        // Left alone only for a reason; then it is not open any more, and what it did is shown.
        Assert.Equal("Missing", Assert.Single((await decisions.MarkAsync(editor, first.Id, MissState.Ignored, " ", cancel)).Problems).Code);
        Assert.True((await decisions.MarkAsync(editor, first.Id, MissState.Keyword, "水箱", cancel)).Made);
        Assert.DoesNotContain((await groups.ListAsync(editor, filter, 0, 50, cancel)).Lines, l => l.Id == first.Id);
        Assert.Equal(first.Id, Assert.Single((await groups.ListAsync(editor, filter with { IsDecided = true }, 0, 50, cancel)).Lines).Id);
        articles.Add("咖啡机", "请清洗水箱。");
        var effect = (await groups.OpenAsync(editor, first.Id, cancel))!.Effect!;
        Assert.Equal((0, effect.Tried), (effect.FoundBefore, effect.FoundNow));
        Assert.True((await decisions.UndoAsync(editor, first.Id, cancel)).Made);
        Assert.Contains((await groups.ListAsync(editor, filter, 0, 50, cancel)).Lines, l => l.Id == first.Id);

        // Leads look on, agents do not even that.
        Assert.NotEmpty((await groups.ListAsync(await IdAsync("lead1"), filter, 0, 50, cancel)).Lines);
        var (lead, agent) = (await IdAsync("lead1"), await IdAsync("agent1"));
        await Assert.ThrowsAsync<UnauthorizedAccessException>(() => decisions.UndoAsync(lead, first.Id, cancel));
        await Assert.ThrowsAsync<UnauthorizedAccessException>(() => groups.ListAsync(agent, filter, 0, 50, cancel));

        async Task PutAsync(params (string Text, int Days)[] misses)
        {
            await sorting.ReadAsync(cancel);
            var (rows, changed) = sorting.Sort([.. misses.Select(m => new FoundMiss(Guid.CreateVersion7(TimeProvider.System.GetUtcNow()), Guid.CreateVersion7(TimeProvider.System.GetUtcNow()), null, now.AddDays(m.Days).AddHours(-1), MissSource.Unanswered, m.Text, "", null))]);
            var unit = new WriteUnit();
            foreach (var (row, before) in changed)
                _ = before is null ? unit.Insert(row) : unit.Update(row, before.Revision);
            foreach (var row in rows)
                unit.Insert(row);
            Assert.Equal(WriteOutcome.Committed, await conversations.Store.Writer.CommitAsync(unit));
        }

        async Task<Guid> IdAsync(string name)
        {
            await using var context = directory.Context();
            return await context.Users.Where(u => u.UserName == name).Select(u => u.Id).SingleAsync(cancel);
        }
    }
}
