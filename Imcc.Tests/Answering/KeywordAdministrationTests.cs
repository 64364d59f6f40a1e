using Imcc.Core.Answering;
using Imcc.Core.Answering.Keywords;
using Imcc.Core.Channels;
using Imcc.Infrastructure.Answering;
using Imcc.Infrastructure.Answering.Keywords;
using Imcc.Infrastructure.Organisation;
using Imcc.Tests.Journeys;
using Imcc.Tests.Storage;
using Microsoft.EntityFrameworkCore;

namespace Imcc.Tests.Answering;

public sealed class KeywordAdministrationTests(PostgresServer postgres)
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_rule_made_on_one_node_answers_on_the_other_and_stops_when_it_is_deleted(bool onPostgres)
    {
        await using var first = await DirectoryDatabase.StartAsync(onPostgres ? await postgres.NewDirectoryAsync() : null, demo: true);
        await using var second = onPostgres
            ? await DirectoryDatabase.StartAsync(first.ConnectionString, demo: true)
            : await DirectoryDatabase.StartAsync(sqliteFile: first.ConnectionString.Split('=', ';')[1], demo: true);
        var (admin, keywords) = (Id(first, "admin"), first.Get<KeywordAdministration>());
        Assert.Equal(AnswerStep.KeywordExact, second.Get<IKeywordReplies>().Find(Ask(second, "请问余额怎么查？"))!.Step);

        var made = await keywords.SaveAsync(admin, Draft(first, "白金卡年费", KeywordKind.Contains, "白金卡年费"));
        Assert.Empty(made.Problems);
        await BothAsync("白金卡年费多少", made.Id);
        var draft = (await keywords.OpenAsync(admin)).Rules.Single(r => r.Id == made.Id);
        draft.Patterns[0] = new(KeywordKind.Contains, "黑金卡年费");
        Assert.True((await keywords.SaveAsync(admin, draft)).Made);
        await BothAsync("黑金卡年费多少", made.Id);
        await BothAsync("白金卡年费多少", null);
        Assert.Equal("ChangedMeanwhile", Assert.Single((await keywords.SaveAsync(admin, draft)).Problems).Code);
        Assert.True((await keywords.EnableAsync(admin, [made.Id], false)).Made);
        await BothAsync("黑金卡年费多少", null);
        Assert.True((await keywords.EnableAsync(admin, [made.Id], true)).Made);
        await BothAsync("黑金卡年费多少", made.Id);
        Assert.True((await keywords.DeleteAsync(admin, [made.Id])).Made);
        await BothAsync("黑金卡年费多少", null);
        Assert.True((await keywords.SetStopWordsAsync(admin, "劳驾")).Made);
        await BothAsync("请问余额怎么查？", null);
        await using var context = first.Context();
        Assert.Equal(
            ["keyword.changed", "keyword.created", "keyword.deleted", "keyword.disabled", "keyword.enabled"],
            (await context.AuditLog.Where(a => a.TargetId == made.Id).Select(a => a.Action).ToListAsync()).Order(StringComparer.Ordinal));

        async Task BothAsync(string text, Guid? rule)
        {
            foreach (var node in new[] { first, second })
            {
                await Eventually.Async(() =>
                {
                    // Its second passes where nobody tells it.
                    node.Time.Advance(AnswerWatch.Interval);
                    return Task.FromResult(node.Get<IKeywordReplies>().Find(Ask(node, text))?.RuleId == rule);
                }, $"“{text}” is answered by {rule}");
            }
        }
    }

    [Fact]
    public async Task While_rules_are_exchanged_every_question_is_answered_from_one_whole_set()
    {
        await using var database = await DirectoryDatabase.StartAsync(demo: true);
        var (admin, keywords, replies) = (Id(database, "admin"), database.Get<KeywordAdministration>(), database.Get<IKeywordReplies>());
        var made = await keywords.SaveAsync(admin, Draft(database, "甲", KeywordKind.Contains, "竞速规则甲"));
        await Eventually.Async(() => Task.FromResult(replies.Find(Ask(database, "竞速规则甲")) is not null), "the rule answers");
        using var stop = new CancellationTokenSource();
        var asked = 0L;
        // The rule always has exactly one of two words: one of both finds it in any set, and never a third one.
        var readers = Enumerable.Range(0, 3).Select(_ => Task.Run(() =>
        {
            while (!stop.IsCancellationRequested)
            {
                Assert.Equal(made.Id, replies.Find(Ask(database, "竞速规则甲竞速规则乙"))?.RuleId);
                Interlocked.Increment(ref asked);
            }
        })).ToList();
        for (var i = 0; i < 12; i++)
        {
            var draft = (await keywords.OpenAsync(admin)).Rules.Single(r => r.Id == made.Id);
            var word = i % 2 == 0 ? "竞速规则乙" : "竞速规则甲";
            draft.Patterns[0] = new(KeywordKind.Contains, word);
            Assert.True((await keywords.SaveAsync(admin, draft)).Made);
            var before = Interlocked.Read(ref asked);
            await Eventually.Async(() => Task.FromResult(replies.Find(Ask(database, word)) is not null && Interlocked.Read(ref asked) > before), "the change is in force");
        }

        await stop.CancelAsync();
        await Task.WhenAll(readers);
    }

    [Fact]
    public async Task An_editor_of_a_branch_writes_for_the_branchs_accounts_and_for_nobody_else()
    {
        await using var database = await DirectoryDatabase.StartAsync(demo: true);
        var keywords = database.Get<KeywordAdministration>();
        var (branch, account) = await Branch.AddAsync(database);
        var editor = await Branch.EditorAsync(database, branch);
        var desk = await keywords.OpenAsync(editor);
        Assert.Equal((false, 0), (desk.IsHeadOffice, desk.Rules.Count));
        Assert.Equal([account], desk.Accounts.Select(a => a.Id));

        var draft = Draft(database, "分行规则", KeywordKind.Exact, "分行地址");
        draft.OrgUnitId = branch;
        Assert.Equal(["Accounts:Missing"], Codes(await keywords.SaveAsync(editor, draft)));
        draft.Accounts.Add(database.Cache.Current.AccountsByKey["web"].Id);
        Assert.Equal(["Accounts:NotAllowed"], Codes(await keywords.SaveAsync(editor, draft)));
        draft.Accounts[0] = account;
        draft.OrgUnitId = OrgUnitRow.RootId;
        Assert.Equal(["OrgUnitId:OrgUnitForeign"], Codes(await keywords.SaveAsync(editor, draft)));
        draft.OrgUnitId = branch;
        Assert.Empty((await keywords.SaveAsync(editor, draft)).Problems);
        var foreign = (await keywords.OpenAsync(Id(database, "admin"))).Rules.First(r => r.OrgUnitId == OrgUnitRow.RootId);
        Assert.Equal([":Gone"], Codes(await keywords.DeleteAsync(editor, [foreign.Id!.Value])));
        Assert.Equal([":Gone"], Codes(await keywords.SaveAsync(editor, foreign)));
        Assert.Equal([":HeadOfficeOnly"], Codes(await keywords.SetStopWordsAsync(editor, "x")));
        await Assert.ThrowsAsync<UnauthorizedAccessException>(() => keywords.OpenAsync(Id(database, "agent1")));
        await Assert.ThrowsAsync<UnauthorizedAccessException>(() => keywords.SaveAsync(Id(database, "lead1"), draft));
    }

    [Fact]
    public async Task All_problems_of_a_rule_are_told_at_once()
    {
        await using var database = await DirectoryDatabase.StartAsync(demo: true);
        var draft = Draft(database, " ", KeywordKind.Regex, "(");
        draft.Patterns.Add(new(KeywordKind.Contains, "？"));
        draft.Messages.AddRange([new TextContent(""), new LinkContent("x", null, "javascript:alert(1)"), new PictureContent(new())]);
        (draft.Priority, draft.ValidFrom, draft.ValidUntil, draft.GroupId) = (1001, database.Time.GetUtcNow(), database.Time.GetUtcNow(), Guid.Empty);
        Assert.Equal(
            ["GroupId:Gone", "Messages:LinkBad", "Messages:Missing", "Messages:PictureMissing", "Name:Missing", "Patterns:PatternEmpty", "Patterns:RegexBad", "Priority:OutOfRange", "ValidUntil:EndsBeforeItBegins"],
            Codes(await database.Get<KeywordAdministration>().SaveAsync(Id(database, "admin"), draft)));
    }

    [Fact]
    public async Task A_sheet_that_was_written_is_read_back_the_same_and_a_bad_row_keeps_no_good_one_out()
    {
        await using var database = await DirectoryDatabase.StartAsync(demo: true);
        var (admin, imports, keywords) = (Id(database, "admin"), database.Get<KeywordImports>(), database.Get<KeywordAdministration>());
        using var book = new MemoryStream();
        await imports.WriteAsync(admin, book);
        book.Position = 0;
        var rows = KeywordWorkbook.Read(book)!;
        var before = (await keywords.OpenAsync(admin)).Rules.Count;
        var same = await imports.ReadAsync(admin, rows, OrgUnitRow.RootId, isTrial: true);
        Assert.Equal((0, 0, before, 0), (same.Made, same.Changed, same.Same, same.Refused.Count));

        List<KeywordSheetRow> sent =
        [
            rows[0] with { Cells = [.. rows[0].Cells.Select((c, i) => i == 7 ? "改过的答复" : c)] },
            new(3, ["新规则", "一\n二", "", "三|四", "五 六", @"a|b\d", "KEY", "第一段\n---\n第二段", "官网", "https://example.com", "信用卡", "", "200", "否", "是", "2026-05-01 08:00", ""]),
            new(4, ["坏规则", "", "", "", "", "(", "", "x", "", "", "没有这个组", "", "x", "也许", "", "昨天", ""]),
            new(5, ["新规则", "七", "", "", "", "", "", "x"]),
        ];
        var trial = await imports.ReadAsync(admin, sent, OrgUnitRow.RootId, isTrial: true);
        Assert.Equal((1, 1, 0, 2), (trial.Made, trial.Changed, trial.Same, trial.Refused.Count));
        Assert.Equal(before, (await keywords.OpenAsync(admin)).Rules.Count);
        Assert.Equal(["Fuzzy:YesOrNo", "GroupId:NameUnknown", "Patterns:RegexBad", "Priority:OutOfRange", "ValidFrom:MomentBad"], trial.Refused[0].Problems.Select(p => $"{p.Field}:{p.Code}").Order(StringComparer.Ordinal));
        Assert.Equal((5, "NameTaken"), (trial.Refused[1].Row, Assert.Single(trial.Refused[1].Problems).Code));

        Assert.Equal(trial.Made, (await imports.ReadAsync(admin, sent, OrgUnitRow.RootId, isTrial: false)).Made);
        var made = (await keywords.OpenAsync(admin)).Rules.Single(r => r.Name == "新规则");
        Assert.Equal(["Exact:一", "Exact:二", "Contains:三", "Contains:四", "AllOf:五 六", @"Regex:a|b\d", "Tap:KEY"], made.Patterns.Select(p => $"{p.Kind}:{p.Text}"));
        Assert.Equal(["第一段", "第二段", "[链接] 官网"], made.Messages.Select(m => m.Preview));
        Assert.Equal((200, false, true, new DateTimeOffset(2026, 5, 1, 0, 0, 0, TimeSpan.Zero)), (made.Priority, made.Fuzzy, made.Enabled, made.ValidFrom));
        using var nothing = new MemoryStream([1, 2, 3]);
        Assert.Throws<InvalidDataException>(() => KeywordWorkbook.Read(nothing));
    }

    internal static KeywordDraft Draft(DirectoryDatabase database, string name, KeywordKind kind, string text) =>
        new() { Name = name, OrgUnitId = OrgUnitRow.RootId, Patterns = [new(kind, text)], Messages = [new TextContent("答复：" + name)] };

    private static IEnumerable<string> Codes(ChangeOutcome outcome) => outcome.Problems.Select(p => $"{p.Field}:{p.Code}").Order(StringComparer.Ordinal);

    private static AnswerAsk Ask(DirectoryDatabase database, string text) => new(database.Cache.Current.AccountsByKey["demo"].Id, ChannelKind.WeChat, Guid.Empty, text, database.Time.GetUtcNow());

    private static Guid Id(DirectoryDatabase database, string name) => database.Cache.Current.Agents.Values.Single(a => a.UserName == name).Id;
}
