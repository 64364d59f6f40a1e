using Imcc.Core.Alerts;
using Imcc.Core.Conversations;
using Imcc.Core.Delivery;
using Imcc.Core.Surveys;
using Imcc.Infrastructure.Alerts;
using Imcc.Infrastructure.Conversations;
using Imcc.Infrastructure.Delivery;
using Imcc.Infrastructure.Storage;
using Imcc.Infrastructure.Surveys;
using Imcc.Tests.Organisation;
using Imcc.Tests.Storage;
using Microsoft.EntityFrameworkCore;

namespace Imcc.Tests.Alerts;

/// <summary>From what stands in rows to who is told of it, on every kind of store that runs here.</summary>
public sealed class AlertLookTests(PostgresServer postgres)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory, InlineData(DatabaseProvider.Sqlite), InlineData(DatabaseProvider.PostgreSql)]
    public async Task A_wait_that_lasts_is_told_once_over_a_restart_seen_by_one_and_taken_back_when_it_is_over(DatabaseProvider provider)
    {
        await using var scene = await AlertScene.StartAsync(provider, postgres);
        await scene.RuleAsync(AlertKind.Wait, 120, r => r with { For = TimeSpan.FromSeconds(30), Webhook = "https://hooks.bank.internal/alerts" });
        var node = scene.Node();
        var waiting = await scene.ConversationAsync(ConversationState.Queued, c => c with { EnqueuedAt = scene.Now });
        scene.Wait(119);
        Assert.Empty(await node.RunAsync(Cancel));
        scene.Wait(1);
        Assert.Empty(await node.RunAsync(Cancel));
        // Another process goes on where this one stopped: since when it is bad is not forgotten.
        scene.Wait(29);
        var other = scene.Node();
        Assert.Empty(await other.RunAsync(Cancel));
        scene.Wait(1);
        var told = Assert.Single(await other.RunAsync(Cancel));
        Assert.Equal((AlertKind.Wait, "个人业务", 150.0, scene.Group.OrgUnitId), (told.Kind, told.SubjectName, told.Figure, told.UnitId));
        Assert.Empty(await other.RunAsync(Cancel));
        Assert.Equal(["fired Wait 个人业务 150"], await scene.MailsAsync());

        Assert.False(await scene.Book.SeeAsync(scene.Person("agent1"), told.Id, Cancel));
        Assert.True(await scene.Book.SeeAsync(scene.Person("lead1"), told.Id, Cancel));
        Assert.False(await scene.Book.SeeAsync(scene.Admin, told.Id, Cancel));
        await scene.CloseAsync(waiting);
        scene.Wait(5);
        Assert.NotNull(Assert.Single(await other.RunAsync(Cancel)).ClearedAt);
        Assert.Empty(await other.RunAsync(Cancel));
        Assert.Equal(["fired Wait 个人业务 150", "cleared Wait 个人业务"], await scene.MailsAsync());
        var row = Assert.Single(await scene.AlertsAsync());
        Assert.Equal((scene.Person("lead1"), scene.Now), (row.SeenBy, row.ClearedAt!.Value));
        await using var context = scene.Store.Read();
        Assert.Equal(["alert.fired", "alert.cleared"], (await context.AlertCalls.OrderBy(c => c.CreatedAt).Select(c => c.Body).ToListAsync(Cancel)).Select(b => b.Split('"')[3]));
        Assert.Empty(await context.AlertWatches.ToListAsync(Cancel));
    }

    [Theory, InlineData(DatabaseProvider.Sqlite), InlineData(DatabaseProvider.PostgreSql)]
    public async Task Nodes_that_look_at_once_tell_once_and_one_that_has_gone_is_followed_by_another(DatabaseProvider provider)
    {
        await using var scene = await AlertScene.StartAsync(provider, postgres);
        await scene.RuleAsync(AlertKind.Waiting, 1);
        await scene.ConversationAsync(ConversationState.Offered, c => c with { EnqueuedAt = scene.Now });
        AlertLook[] nodes = [scene.Node(), scene.Node(), scene.Node()];
        var told = await Task.WhenAll(nodes.Select(n => Task.Run(() => n.RunAsync(Cancel))));
        Assert.Single(told.SelectMany(t => t));
        Assert.Single(await scene.AlertsAsync());
        // Whoever looked has the lease; the others leave it alone until it is silent for too long.
        var first = Array.FindIndex(told, t => t.Count > 0);
        await scene.RuleAsync(AlertKind.Wait, 1);
        scene.Wait(3);
        Assert.Empty(await nodes[(first + 1) % 3].RunAsync(Cancel));
        Assert.Single(await scene.AlertsAsync());
        scene.Wait(30);
        Assert.Equal(AlertKind.Wait, Assert.Single(await nodes[(first + 1) % 3].RunAsync(Cancel)).Kind);
        Assert.Empty(await nodes[first].RunAsync(Cancel));
    }

    [Theory, InlineData(DatabaseProvider.Sqlite), InlineData(DatabaseProvider.PostgreSql)]
    public async Task Silence_words_low_scores_and_what_could_not_be_sent_are_told_even_if_nobody_looked_while_they_happened(DatabaseProvider provider)
    {
        await using var scene = await AlertScene.StartAsync(provider, postgres);
        await scene.RuleAsync(AlertKind.Silence, 60);
        await scene.RuleAsync(AlertKind.Words, 1, r => r with { Window = TimeSpan.FromMinutes(5) });
        await scene.RuleAsync(AlertKind.Survey, 2, r => r with { Window = TimeSpan.FromMinutes(5) });
        await scene.RuleAsync(AlertKind.Deliveries, 2, r => r with { Window = TimeSpan.FromMinutes(5) });
        Assert.Empty(await scene.Node().RunAsync(Cancel));

        var agent = scene.Person("agent1");
        var served = await scene.ConversationAsync(ConversationState.Active, c => c with { AgentId = agent, WaitingSince = scene.Now });
        var unit = new WriteUnit()
            .Insert(new ConversationEventRow { Id = Guid.CreateVersion7(scene.Now), ConversationId = served.Id, ThreadId = served.ThreadId, Revision = 2, Kind = ConversationEventKind.WordsConfirmed, At = scene.Now, AgentId = agent, Detail = "保本" })
            .Insert(RatingRow.From(Rating.Invite(served.Id, served.ThreadId, agent, scene.Group.Id, new(), scene.Now).Give(1, scene.Now)));
        for (var i = 0; i < 2; i++)
            unit.Insert(new DeliveryRow { MessageId = Guid.CreateVersion7(scene.Now), ThreadId = served.ThreadId, Seq = i, AccountId = served.AccountId, State = DeliveryState.Failed, CreatedAt = scene.Now, FailedAt = scene.Now });
        Assert.Equal(WriteOutcome.Committed, await scene.Store.Writer.CommitAsync(unit));
        // All processes are away for two hours, far longer than the rules look back.
        scene.Wait(7200);
        var told = await scene.Node().RunAsync(Cancel);
        Assert.Equal([AlertKind.Silence, AlertKind.Words, AlertKind.Survey, AlertKind.Deliveries], told.Select(t => t.Kind).Order());
        var agentName = scene.Known.Agents[agent].DisplayName;
        Assert.Equal([agentName, agentName, agentName, scene.Known.Accounts[served.AccountId].Name], told.OrderBy(t => t.Kind).Select(t => t.SubjectName));
        Assert.Equal("保本", told.Single(t => t.Kind == AlertKind.Words).Detail);

        // What was a moment is over by itself, and no e-mail says so; what goes on goes on.
        scene.Wait(60);
        var over = await scene.Node().RunAsync(Cancel);
        Assert.Equal([AlertKind.Words, AlertKind.Survey, AlertKind.Deliveries], over.Where(o => o.ClearedAt is not null).Select(o => o.Kind).Order());
        Assert.Equal(["cleared Deliveries"], (await scene.MailsAsync()).Where(m => m.StartsWith("cleared", StringComparison.Ordinal)).Select(m => string.Join(' ', m.Split(' ').Take(2))));
    }

    [Fact]
    public async Task A_flood_of_customers_without_an_answer_is_twenty_mails_an_hour_and_all_of_it_on_screen()
    {
        await using var scene = await AlertScene.StartAsync(DatabaseProvider.Sqlite, postgres);
        var node = scene.Node();
        await scene.RuleAsync(AlertKind.Silence, 60);
        var agent = scene.Person("agent1");
        for (var i = 0; i < 30; i++)
            await scene.ConversationAsync(ConversationState.Active, c => c with { AgentId = agent, WaitingSince = scene.Now });
        scene.Wait(120);
        await node.RunAsync(Cancel);
        Assert.Equal(30, (await scene.AlertsAsync()).Count);
        var mails = await scene.MailsAsync();
        Assert.Equal((20, 1), (mails.Count, mails.Count(m => m.EndsWith(" last", StringComparison.Ordinal))));

        // Still within the hour; and then a new one.
        await scene.ConversationAsync(ConversationState.Active, c => c with { AgentId = agent, WaitingSince = scene.Now });
        scene.Wait(120);
        await node.RunAsync(Cancel);
        Assert.Equal((31, 20), ((await scene.AlertsAsync()).Count, (await scene.MailsAsync()).Count));
        scene.Wait(3600);
        await scene.ConversationAsync(ConversationState.Active, c => c with { AgentId = agent, WaitingSince = scene.Now });
        scene.Wait(120);
        await node.RunAsync(Cancel);
        Assert.Equal(21, (await scene.MailsAsync()).Count);
    }

    [Fact]
    public async Task Leads_see_what_belongs_to_their_unit_as_it_comes_and_a_rule_that_is_deleted_is_over()
    {
        await using var scene = await AlertScene.StartAsync(DatabaseProvider.Sqlite, postgres);
        var rule = await scene.RuleAsync(AlertKind.Waiting, 1);
        await scene.RuleAsync(AlertKind.Wait, 1, r => r with { OnScreen = false });
        var changed = new SemaphoreSlim(0);
        using var following = scene.Board.Follow(() => changed.Release());
        await scene.ConversationAsync(ConversationState.Queued, c => c with { EnqueuedAt = scene.Now.AddSeconds(-9) });
        var told = await scene.Node().RunAsync(Cancel);
        Assert.Equal(2, told.Count);
        Assert.True(await changed.WaitAsync(TimeSpan.FromSeconds(20), Cancel));
        Assert.Equal(rule.Id, Assert.Single(scene.Board.For(scene.Person("lead1"))).RuleId);
        Assert.Single(scene.Board.For(scene.Admin));
        Assert.Empty(scene.Board.For(scene.Person("agent1")));
        Assert.Equal(2, (await scene.Book.ListAsync(scene.Admin, new(scene.Now.AddDays(-1), scene.Now.AddDays(1)), 0, Cancel)).Total);
        await Assert.ThrowsAsync<UnauthorizedAccessException>(() => scene.Book.ListAsync(scene.Person("agent1"), new(scene.Now.AddDays(-1), scene.Now.AddDays(1)), 0, Cancel));

        Assert.True((await scene.Rules.DeleteAsync(scene.Admin, rule.Id, Cancel)).Made);
        scene.Wait(21);
        Assert.Equal(rule.Id, Assert.Single(await scene.Node().RunAsync(Cancel)).RuleId);
        Assert.True(await scene.Book.SeeAsync(scene.Person("lead1"), told.Single(t => t.RuleId == rule.Id).Id, Cancel));
        Assert.Equal(1, (await scene.Book.ListAsync(scene.Admin, new(scene.Now.AddDays(-1), scene.Now.AddDays(1), AlertState.Open), 0, Cancel)).Total);
        await Journeys.Eventually.Async(() => Task.FromResult(scene.Board.For(scene.Person("lead1")).Count == 0), "what is over and seen leaves the screen");
    }

    [Theory, InlineData(DatabaseProvider.Sqlite), InlineData(DatabaseProvider.PostgreSql)]
    public async Task A_flood_in_one_unit_does_not_hide_anothers_alerts_from_its_leads(DatabaseProvider provider)
    {
        await using var scene = await AlertScene.StartAsync(provider, postgres);
        var branch = await BranchOffice.OpenAsync(scene.Services);
        var unit = new WriteUnit().Insert(Alert(branch.Unit, scene.Now.AddMinutes(-5)));
        for (var i = 0; i < AlertBoard.Most + 1; i++)
            unit.Insert(Alert(scene.Group.OrgUnitId, scene.Now));
        Assert.Equal(WriteOutcome.Committed, await scene.Store.Writer.CommitAsync(unit));
        using var following = scene.Board.Follow(() => { });
        await Journeys.Eventually.Async(() => Task.FromResult(scene.Board.For(branch.Lead).Count == 1), "the branch's lead sees the branch's alert");
        Assert.Equal(AlertBoard.Most, scene.Board.For(scene.Admin).Count);

        AlertRow Alert(Guid of, DateTimeOffset at) => new()
        {
            Id = Guid.CreateVersion7(at), RuleId = Guid.CreateVersion7(at), RuleName = "规则", Kind = AlertKind.Silence, SubjectId = Guid.CreateVersion7(at), SubjectName = "王志强",
            UnitId = of, Figure = 90, Bound = 60, OnScreen = true, FiredAt = at, Revision = 1,
        };
    }

    [Fact]
    public async Task A_screen_that_fails_when_it_is_told_neither_ends_the_telling_nor_keeps_it_from_others()
    {
        await using var scene = await AlertScene.StartAsync(DatabaseProvider.Sqlite, postgres);
        await scene.RuleAsync(AlertKind.Waiting, 1);
        using var broken = scene.Board.Follow(() => throw new InvalidOperationException("This screen is broken."));
        var told = new SemaphoreSlim(0);
        using var following = scene.Board.Follow(() => told.Release());
        var waiting = await scene.ConversationAsync(ConversationState.Queued, c => c with { EnqueuedAt = scene.Now });
        Assert.Single(await scene.Node().RunAsync(Cancel));
        Assert.True(await told.WaitAsync(TimeSpan.FromSeconds(20), Cancel));
        await scene.CloseAsync(waiting);
        scene.Wait(21);
        Assert.Single(await scene.Node().RunAsync(Cancel));
        Assert.True(await told.WaitAsync(TimeSpan.FromSeconds(20), Cancel));
    }

    [Fact]
    public async Task What_is_over_after_a_flood_is_read_together()
    {
        await using var scene = await AlertScene.StartAsync(DatabaseProvider.Sqlite, postgres);
        var node = scene.Node();
        await scene.RuleAsync(AlertKind.Silence, 60);
        var waiting = new List<ConversationRow>();
        for (var i = 0; i < 30; i++)
            waiting.Add(await scene.ConversationAsync(ConversationState.Active, c => c with { AgentId = scene.Person("agent1"), WaitingSince = scene.Now }));
        scene.Wait(120);
        Assert.Equal(30, (await node.RunAsync(Cancel)).Count);
        foreach (var row in waiting)
            await scene.CloseAsync(row);
        scene.Wait(5);
        using var reads = new StoreReads(scene.Store);
        Assert.All(await node.RunAsync(Cancel), a => Assert.NotNull(a.ClearedAt));
        Assert.Equal(30, (await scene.AlertsAsync()).Count(a => a.ClearedAt is not null));
        Assert.InRange(reads.Count, 1, 20);
    }

    [Fact]
    public async Task Words_that_were_held_back_and_words_of_customers_are_told_to_those_whose_rule_wants_them()
    {
        await using var scene = await AlertScene.StartAsync(DatabaseProvider.Sqlite, postgres);
        await scene.RuleAsync(AlertKind.Words, 1, r => r with { Sides = WordSides.Heard });
        Assert.Equal(WordSides.Heard, Assert.Single(await scene.Rules.ListAsync(scene.Admin, Cancel)).Rule.Sides);
        var agent = scene.Person("agent1");
        var (blocked, heard) = (await scene.ConversationAsync(ConversationState.Active, c => c with { AgentId = agent }), await scene.ConversationAsync(ConversationState.Active, c => c with { AgentId = agent }));
        await scene.HappenAsync(blocked, ConversationEventKind.WordsBlocked, "保本保息", by: agent);
        await scene.HappenAsync(heard, ConversationEventKind.WordsHeard, "投诉");
        var told = Assert.Single(await scene.Node().RunAsync(Cancel));
        Assert.Equal((heard.Id, "投诉"), (told.SubjectId, told.Detail));
        await scene.RuleAsync(AlertKind.Words, 1, r => r with { Name = "拦截", Sides = WordSides.Blocked });
        scene.Wait(21);
        await scene.HappenAsync(blocked, ConversationEventKind.WordsBlocked, "零风险", by: agent);
        Assert.Equal((blocked.Id, "零风险"), Assert.Single(await scene.Node().RunAsync(Cancel)) is var second ? (second.SubjectId, second.Detail) : default);
        Assert.Equal("Missing", Assert.Single((await scene.Rules.SaveAsync(scene.Admin, AlertWatchTests.Rule(AlertKind.Words, 1) with { Id = Guid.CreateVersion7(scene.Now), Name = "谁", Sides = WordSides.None }, 0, Cancel)).Problems).Code);
    }

    [Fact]
    public async Task The_demos_rules_are_such_as_a_person_could_have_written_and_tell_of_what_customers_say()
    {
        await using var scene = await AlertScene.StartAsync(DatabaseProvider.Sqlite, postgres, keepsDemo: true);
        var rules = await scene.Rules.ListAsync(scene.Admin, Cancel);
        Assert.Equal([AlertKind.Wait, AlertKind.ServiceLevel, AlertKind.Silence, AlertKind.Words, AlertKind.Survey, AlertKind.Deliveries], rules.Select(r => r.Rule.Kind).Order());
        foreach (var (rule, rev) in rules)
            Assert.Empty((await scene.Rules.SaveAsync(scene.Admin, rule, rev, Cancel)).Problems);
        Assert.Empty(await scene.Node().RunAsync(Cancel));
        var served = await scene.ConversationAsync(ConversationState.Active, c => c with { AgentId = scene.Person("agent1") });
        await scene.HappenAsync(served, ConversationEventKind.WordsHeard, "投诉");
        scene.Wait(21);
        Assert.Equal("敏感词", Assert.Single(await scene.Node().RunAsync(Cancel)).RuleName);
        // Of whoever waits, nobody serves yet: the line is named.
        var waiting = await scene.ConversationAsync(ConversationState.Queued, c => c with { EnqueuedAt = scene.Now });
        await scene.HappenAsync(waiting, ConversationEventKind.WordsHeard, "举报");
        scene.Wait(21);
        Assert.Equal(("个人业务", "举报"), Assert.Single(await scene.Node().RunAsync(Cancel)) is var next ? (next.SubjectName, next.Detail) : default);
    }

    [Fact]
    public async Task A_rule_is_an_administrators_on_the_record_and_tells_nobody_inside_the_house_that_was_not_allowed()
    {
        await using var scene = await AlertScene.StartAsync(DatabaseProvider.Sqlite, postgres);
        var rule = AlertWatchTests.Rule(AlertKind.Wait, 120) with { Id = Guid.CreateVersion7(scene.Now), Name = "等待" };
        async Task<string[]> Refused(AlertRule draft) => [.. (await scene.Rules.SaveAsync(scene.Admin, draft, 0, Cancel)).Problems.Select(p => p.Code)];
        Assert.Equal(["WebhookForbidden"], await Refused(rule with { Webhook = "https://127.0.0.1/x" }));
        Assert.Equal(["WebhookForbidden"], await Refused(rule with { Webhook = "http://example.com/x" }));
        Assert.Equal(["MailAddress"], await Refused(rule with { Mails = ["a@example.cn\r\nBcc: b@example.cn"] }));
        Assert.Equal(["NobodyIsTold"], await Refused(rule with { OnScreen = false }));
        Assert.Equal(["ClearNotBetter"], await Refused(rule with { Clear = 120 }));
        Assert.Equal(["OutOfRange"], await Refused(rule with { Limit = 0 }));
        Assert.Equal(["OutOfRange"], await Refused(rule with { CoolDown = TimeSpan.FromDays(2) }));
        Assert.Empty(await Refused(rule with { Webhook = "https://hooks.bank.internal/alerts", Clear = 60 }));
        Assert.Equal(["ChangedMeanwhile"], await Refused(rule));
        Assert.Equal("NameTaken", Assert.Single((await scene.Rules.SaveAsync(scene.Admin, rule with { Id = Guid.CreateVersion7(scene.Now) }, 0, Cancel)).Problems).Code);
        Assert.StartsWith("whsec_", await scene.Rules.SecretAsync(scene.Admin, rule.Id, Cancel), StringComparison.Ordinal);
        await Assert.ThrowsAsync<UnauthorizedAccessException>(() => scene.Rules.SaveAsync(scene.Person("lead1"), rule, 1, Cancel));
        await Assert.ThrowsAsync<UnauthorizedAccessException>(() => scene.Rules.SecretAsync(scene.Person("lead1"), rule.Id, Cancel));
        var (stored, rev) = Assert.Single(await scene.Rules.ListAsync(scene.Admin, Cancel));
        Assert.Equal((60, scene.Now, 1), (stored.Clear, stored.Since, rev));
        await using var context = scene.Database.Context();
        Assert.Contains(await context.AuditLog.ToListAsync(Cancel), a => a.Action == "alert.rule.created" && a.ActorId == scene.Admin && a.TargetId == rule.Id);
    }
}
