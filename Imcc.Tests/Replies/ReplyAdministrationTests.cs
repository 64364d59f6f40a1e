using Imcc.Core.Replies;
using Imcc.Infrastructure.Replies;
using Imcc.Tests.Storage;
using Microsoft.EntityFrameworkCore;

namespace Imcc.Tests.Replies;

public sealed class ReplyAdministrationTests(PostgresServer postgres)
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_reply_made_on_screen_is_in_the_directory_at_once_for_its_group_alone(bool onPostgres)
    {
        await using var database = await DirectoryDatabase.StartAsync(onPostgres ? await postgres.NewDirectoryAsync() : null, demo: true);
        var (admin, replies, cards) = (Id(database, "admin"), database.Get<ReplyAdministration>(), GroupId(database, "信用卡"));
        var made = await replies.SaveAsync(admin, new() { GroupId = cards, Title = "新权益", Text = "{客户}您好", Code = "qy", Category = "权益" });
        Assert.Empty(made.Problems);
        var live = database.Cache.Current.Replies;
        Assert.Equal(("新权益", ReplyScope.Group), (live.Find(made.Id)!.Title, live.Find(made.Id)!.Scope));
        Assert.Contains(live.For(new HashSet<Guid> { cards }), r => r.Id == made.Id);
        Assert.DoesNotContain(live.For(new HashSet<Guid>()), r => r.Id == made.Id);

        var draft = (await replies.OpenAsync(admin)).Replies.Single(r => r.Id == made.Id);
        draft.Text = "改过";
        Assert.True((await replies.SaveAsync(admin, draft)).Made);
        Assert.Equal("ChangedMeanwhile", Assert.Single((await replies.SaveAsync(admin, draft)).Problems).Code);
        Assert.True((await replies.DeleteAsync(admin, made.Id)).Made);
        Assert.Null(database.Cache.Current.Replies.Find(made.Id));
        await using var context = database.Context();
        Assert.Equal(["reply.changed", "reply.created", "reply.deleted"], (await context.AuditLog.Where(a => a.TargetId == made.Id).Select(a => a.Action).ToListAsync()).Order());
    }

    [Fact]
    public async Task All_problems_of_a_reply_are_told_at_once()
    {
        await using var database = await DirectoryDatabase.StartAsync(demo: true);
        var outcome = await database.Get<ReplyAdministration>().SaveAsync(Id(database, "admin"), new()
        {
            GroupId = Guid.CreateVersion7(database.Time.GetUtcNow()), Title = " ", Text = "{单号}", Code = new string('x', 17), Category = new string('类', 21),
        });
        Assert.Equal(
            ["Category:TooLong", "Code:TooLong", "GroupId:NotAllowed", "Text:PlaceholderUnknown", "Title:Missing"],
            outcome.Problems.Select(p => $"{p.Field}:{p.Code}").Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task A_lead_edits_the_groups_that_they_are_in_and_nothing_else()
    {
        await using var database = await DirectoryDatabase.StartAsync(demo: true);
        var (lead, replies) = (Id(database, "lead1"), database.Get<ReplyAdministration>());
        var desk = await replies.OpenAsync(lead);
        Assert.False(desk.IsCompany);
        Assert.Equal(["个人业务", "信用卡", "贵宾服务"], desk.Groups.Select(g => g.Name));
        Assert.All(desk.Replies, r => Assert.NotNull(r.GroupId));
        Assert.True((await replies.SaveAsync(lead, new() { GroupId = desk.Groups[0].Id, Title = "班长写的", Text = "您好" })).Made);
        Assert.Equal("NotAllowed", Assert.Single((await replies.SaveAsync(lead, new() { GroupId = null, Title = "全公司", Text = "您好" })).Problems).Code);
        var company = database.Cache.Current.Replies.Shared.First(r => r.Scope == ReplyScope.Company).Id;
        Assert.Equal("Gone", Assert.Single((await replies.DeleteAsync(lead, company)).Problems).Code);

        await Assert.ThrowsAsync<UnauthorizedAccessException>(() => replies.OpenAsync(Id(database, "agent1")));
        Assert.False((await replies.SaveAsync(Id(database, "agent1"), new() { GroupId = desk.Groups[0].Id, Title = "坐席写的", Text = "您好" })).Made);
    }

    [Fact]
    public async Task Words_are_pasted_line_by_line_and_guard_at_once()
    {
        await using var database = await DirectoryDatabase.StartAsync(demo: true);
        var (admin, words) = (Id(database, "admin"), database.Get<WordAdministration>());
        var before = (await words.ListAsync(admin)).Count;
        Assert.True((await words.SaveAsync(admin, new() { Word = "高额返利\r\n 刷单 \n\n刷单\n稳赚不赔", Action = WordAction.Block })).Made);
        Assert.Equal(before + 2, (await words.ListAsync(admin)).Count);
        Assert.Equal(WordAction.Block, database.Cache.Current.Words.Judge("刷 单", null).Action);

        var draft = (await words.ListAsync(admin)).Single(w => w.Word == "刷单");
        (draft.Action, draft.GroupId) = (WordAction.Warn, GroupId(database, "信用卡"));
        Assert.True((await words.SaveAsync(admin, draft)).Made);
        Assert.Equal(WordAction.None, database.Cache.Current.Words.Judge("刷单", null).Action);
        Assert.Equal(WordAction.Warn, database.Cache.Current.Words.Judge("刷单", draft.GroupId).Action);
        Assert.Equal("ChangedMeanwhile", Assert.Single((await words.SaveAsync(admin, draft)).Problems).Code);
        Assert.True((await words.DeleteAsync(admin, draft.Id!.Value)).Made);
        Assert.Empty(database.Cache.Current.Words.Find("刷单"));
        Assert.Equal("Missing", Assert.Single((await words.SaveAsync(admin, new() { Word = " \n" })).Problems).Code);
        Assert.Equal("ControlCharacters", Assert.Single((await words.SaveAsync(admin, new() { Word = "！！" })).Problems).Code);
        await Assert.ThrowsAsync<UnauthorizedAccessException>(() => words.ListAsync(Id(database, "lead1")));
    }

    private static Guid Id(DirectoryDatabase database, string name) => database.Cache.Current.Agents.Values.Single(a => a.UserName == name).Id;

    private static Guid GroupId(DirectoryDatabase database, string name) => database.Cache.Current.Groups.Values.Single(g => g.Name == name).Id;
}
