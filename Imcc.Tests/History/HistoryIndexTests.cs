using Imcc.Core.Conversations;
using Imcc.Core.Desk;
using Imcc.Infrastructure.History;
using Imcc.Infrastructure.Storage;
using Imcc.Tests.Storage;

namespace Imcc.Tests.History;

public sealed class HistoryIndexTests(PostgresServer postgres)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(DatabaseProvider.Sqlite)]
    [InlineData(DatabaseProvider.PostgreSql)]
    public async Task Everything_said_is_found_by_words_of_any_length_by_numbers_and_by_the_customer(DatabaseProvider provider)
    {
        await using var table = await HistoryTable.SetAsync(provider, postgres);
        var (shown, kept) = (Guid.CreateVersion7(table.Time.GetUtcNow()), Guid.CreateVersion7(table.Time.GetUtcNow()));
        table.Known = new(0, [], [], []) { Attributes = [new() { Id = shown, Name = "手机号" }, new() { Id = kept, Name = "客户号", ShownToAgents = false }] };
        var card = await table.ConversationAsync("欧阳明", attributes: Core.Contacts.AttributeValues.With(Core.Contacts.AttributeValues.With("", shown, "13812345678"), kept, "KH998877"));
        await table.SayAsync(card, "我的信用卡被盗刷了，尾号6222021234567890128");
        await table.SayAsync(card, "订单 SF1029384756 也没收到");
        var loan = await table.ConversationAsync("李娜");
        await table.SayAsync(loan, "提前还房贷要违约金吗");
        await table.SayAsync(loan, "客户情绪激动，注意安抚", direction: MessageDirection.Internal);
        await table.Keeper.MakeAsync(Cancel);

        Assert.Equal([card.Conversation], table.Find("信用卡"));
        Assert.Equal([card.Conversation], table.Find("刷"));
        Assert.Equal([card.Conversation], table.Find("信用卡被盗刷了"));
        Assert.Equal([card.Conversation], table.Find("被盗 没收到"));
        Assert.Equal([card.Conversation], table.Find("0128"));
        Assert.Equal([card.Conversation], table.Find("sf10293"));
        Assert.Equal([card.Conversation], table.Find("1381234"));
        Assert.Equal([card.Conversation], table.Find("5678"));
        Assert.Equal([card.Conversation], table.Find("欧阳"));
        Assert.Equal([card.Conversation], table.Find("欧阳明 信用卡"));
        Assert.Equal([loan.Conversation], table.Find("安抚"));
        Assert.Equal([loan.Conversation, card.Conversation], table.Find(""));
        // What is not for agents' eyes is not found either.
        Assert.Empty(table.Find("KH998877"));
        // The same characters in another order, over two messages, or only some of the words, are something else.
        Assert.Empty(table.Find("卡信用"));
        Assert.Empty(table.Find("\"128 订单\""));
        Assert.Empty(table.Find("信用卡 房贷"));
    }

    [Theory]
    [InlineData(DatabaseProvider.Sqlite)]
    [InlineData(DatabaseProvider.PostgreSql)]
    public async Task After_a_kill_nothing_is_missing_and_nothing_is_there_twice(DatabaseProvider provider)
    {
        await using var table = await HistoryTable.SetAsync(provider, postgres);
        var one = await table.ConversationAsync("王芳");
        await table.SayAsync(one, "第一句话");
        await table.Keeper.MakeAsync(Cancel);
        await table.SayAsync(one, "第二句话");
        var other = await table.ConversationAsync("赵敏");
        await table.SayAsync(other, "第三句话");
        await table.Keeper.FollowAsync(Cancel);
        Assert.Equal([other.Conversation, one.Conversation], table.Find("句话"));
        // Said, and not even seen by the keeper.
        await table.SayAsync(other, "第四句话", isMarked: false);

        table.Kill();
        await table.Keeper.MakeAsync(Cancel);

        Assert.Equal([one.Conversation], table.Find("第二句"));
        Assert.Equal([other.Conversation], table.Find("第三句"));
        Assert.Equal([other.Conversation], table.Find("第四句"));
        Assert.True(table.Keeper.TryGet(out var index));
        Assert.Equal(2, index.Count);
    }

    [Fact]
    public async Task An_index_that_cannot_be_read_just_now_is_left_as_it_is()
    {
        await using var table = await HistoryTable.SetAsync(DatabaseProvider.Sqlite, postgres);
        await table.SayAsync(await table.ConversationAsync("王芳"), "挂失银行卡");
        await table.Keeper.MakeAsync(Cancel);
        table.Kill();
        var before = System.IO.Directory.GetFiles(table.Folder).Order().ToList();
        await using (File.Open(before.Single(f => Path.GetFileName(f).StartsWith("segments_", StringComparison.Ordinal)), FileMode.Open, FileAccess.Read, FileShare.None))
            await Assert.ThrowsAnyAsync<IOException>(() => table.Keeper.MakeAsync(Cancel));
        Assert.Equal(before, System.IO.Directory.GetFiles(table.Folder).Order());

        await table.Keeper.MakeAsync(Cancel);
        Assert.Single(table.Find("挂失"));
    }

    [Fact]
    public async Task A_damaged_index_is_made_again_and_takes_nothing_else_with_it()
    {
        await using var table = await HistoryTable.SetAsync(DatabaseProvider.Sqlite, postgres);
        await table.SayAsync(await table.ConversationAsync("王芳"), "挂失银行卡");
        await table.Keeper.MakeAsync(Cancel);
        table.Kill();
        var neighbour = Path.Combine(table.Folder, "notes.txt");
        await File.WriteAllTextAsync(neighbour, "mine", Cancel);
        foreach (var file in System.IO.Directory.GetFiles(table.Folder).Where(f => !f.EndsWith(".lock", StringComparison.Ordinal) && f != neighbour))
            await File.WriteAllBytesAsync(file, [1, 2, 3], Cancel);

        await table.Keeper.MakeAsync(Cancel);

        Assert.Single(table.Find("挂失"));
        Assert.Equal(100, table.Keeper.BuiltPercent);
        Assert.True(File.Exists(neighbour));
    }

    [Fact]
    public async Task An_index_that_is_there_is_used_again()
    {
        await using var table = await HistoryTable.SetAsync(DatabaseProvider.Sqlite, postgres);
        for (var i = 0; i < 3; i++)
            await table.SayAsync(await table.ConversationAsync("客户" + i), "查余额");
        await table.Keeper.MakeAsync(Cancel);
        Assert.Equal(3, table.Find("余额").Count);
        table.Kill();
        await table.Keeper.MakeAsync(Cancel);
        Assert.Equal(3, table.Find("余额").Count);
    }

    [Theory]
    [InlineData(DatabaseProvider.Sqlite)]
    [InlineData(DatabaseProvider.PostgreSql)]
    public async Task With_another_database_an_index_is_made_again(DatabaseProvider provider)
    {
        await using var table = await HistoryTable.SetAsync(provider, postgres);
        await table.SayAsync(await table.ConversationAsync("王芳"), "挂失银行卡");
        table.Time.Advance(TimeSpan.FromDays(1));
        await table.Keeper.MakeAsync(Cancel);

        // An older database: nothing in it was written since the index was.
        await table.ChangeDatabaseAsync(provider, postgres);
        var here = await table.ConversationAsync("李娜", at: table.Time.GetUtcNow().AddDays(-2));
        await table.SayAsync(here, "提前还贷", isMarked: false, at: table.Time.GetUtcNow().AddDays(-2));
        await table.Keeper.MakeAsync(Cancel);

        Assert.Empty(table.Find("挂失"));
        Assert.Equal([here.Conversation], table.Find("还贷"));
    }

    [Fact]
    public async Task An_agent_finds_the_own_groups_what_they_are_asked_about_and_the_persons_whom_they_have_served()
    {
        await using var table = await HistoryTable.SetAsync(DatabaseProvider.Sqlite, postgres);
        var (me, other, secret, person) = (NewId(1), NewId(2), NewId(3), NewId(4));
        var mine = await table.ConversationAsync("甲", group: secret, agent: me, person: person);
        await table.SayAsync(mine, "额度");
        var elsewhere = await table.ConversationAsync("甲的网页", group: secret, agent: other, person: person);
        await table.SayAsync(elsewhere, "额度");
        var hidden = await table.ConversationAsync("乙", group: secret, agent: other);
        await table.SayAsync(hidden, "额度");
        var open = await table.ConversationAsync("丙", agent: other);
        await table.SayAsync(open, "额度");
        await table.Keeper.MakeAsync(Cancel);

        Assert.Equal([open.Conversation, elsewhere.Conversation, mine.Conversation], table.Find("额度", new HistoryReader(me, [HistoryTable.Group])));
        Assert.Equal([elsewhere.Conversation, mine.Conversation], table.Find("额度", new HistoryReader(me, [])));
        Assert.Equal(4, table.Find("额度").Count);
        Assert.Empty(table.Find("额度", new HistoryReader(NewId(9), [])));
    }

    [Fact]
    public async Task A_search_is_narrowed_by_time_group_agent_and_person()
    {
        await using var table = await HistoryTable.SetAsync(DatabaseProvider.Sqlite, postgres);
        var (agent, person, group) = (NewId(1), NewId(4), NewId(5));
        var early = await table.ConversationAsync("甲", agent: agent);
        await table.SayAsync(early, "额度");
        var noon = table.Time.GetUtcNow().AddHours(1);
        table.Time.Advance(TimeSpan.FromHours(2));
        var late = await table.ConversationAsync("乙", group: group, person: person);
        await table.SayAsync(late, "额度 额度 额度");
        await table.Keeper.MakeAsync(Cancel);

        Assert.Equal([late.Conversation], table.Find("额度", narrow: l => l.Within(noon, null)));
        Assert.Equal([early.Conversation], table.Find("额度", narrow: l => l.Within(null, noon)));
        Assert.Equal([early.Conversation], table.Find("额度", narrow: l => l.Only(HistoryIndex.Agent, agent)));
        Assert.Equal([late.Conversation], table.Find("额度", narrow: l => l.Only(HistoryIndex.Group, group)));
        Assert.Equal([late.Conversation], table.Find("", narrow: l => l.Only(HistoryIndex.Person, person)));
    }

    [Fact]
    public async Task What_changes_is_found_as_it_is_now()
    {
        await using var table = await HistoryTable.SetAsync(DatabaseProvider.Sqlite, postgres);
        var one = await table.ConversationAsync("王芳");
        await table.SayAsync(one, "你好");
        await table.Keeper.MakeAsync(Cancel);
        await table.SayAsync(one, "我要销户");
        await table.Keeper.FollowAsync(Cancel);
        Assert.Equal([one.Conversation], table.Find("销户"));
        Assert.Equal([one.Conversation], table.Find("你好 销户"));
    }

    private static Guid NewId(int n) => new(n, 0, 0x7000, 0x80, 0, 0, 0, 0, 0, 0, 1);
}
