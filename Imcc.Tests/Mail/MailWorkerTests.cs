using Imcc.Infrastructure.Mail;
using Imcc.Infrastructure.Storage;
using Imcc.Tests.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using MimeKit;

namespace Imcc.Tests.Mail;

/// <summary>E-mail on its way, to a server on the loopback, from every kind of store that runs here.</summary>
public sealed class MailWorkerTests(PostgresServer postgres)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory, InlineData(DatabaseProvider.Sqlite), InlineData(DatabaseProvider.PostgreSql)]
    public async Task What_was_posted_arrives_once_as_it_was_written_and_each_reads_no_others_address(DatabaseProvider provider)
    {
        await using var scene = await MailScene.StartAsync(provider, postgres);
        var file = Enumerable.Range(0, 5000).Select(i => (byte)i).ToArray();
        // A line of a single dot ends a message, if nobody takes care.
        await scene.PostAsync(new("周报 — 服务水平 90.5%", "第一行\r\n.\r\n..两点\r\n末行", "<b>服务水平</b>", new("周报（三月）.xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", file)), "wang@example.cn", "li@example.cn", "WANG@example.cn");
        Assert.Equal(2, await scene.Worker().RunAsync(Cancel));
        Assert.Equal(0, await scene.Worker().RunAsync(Cancel));

        Assert.Equal(["li@example.cn", "wang@example.cn"], scene.Server.Taken.SelectMany(t => t.To).Order(StringComparer.Ordinal));
        Assert.Equal(1, scene.Server.Connections);
        Assert.All(scene.Server.Messages, message =>
        {
            Assert.Equal("周报 — 服务水平 90.5%", message.Subject);
            Assert.Equal("云软客服", ((MailboxAddress)message.From[0]).Name);
            Assert.Single(message.To);
            Assert.Equal("第一行\n.\n..两点\n末行", message.TextBody!.ReplaceLineEndings("\n").TrimEnd('\n'));
            Assert.Equal("<b>服务水平</b>", message.HtmlBody!.TrimEnd());
            var part = Assert.IsType<MimePart>(Assert.Single(message.Attachments));
            Assert.Equal("周报（三月）.xlsx", part.FileName);
            using var content = new MemoryStream();
            part.Content!.DecodeTo(content, Cancel);
            Assert.Equal(file, content.ToArray());
        });
        await using var context = scene.Store.Read();
        Assert.Equal([MailState.Sent], (await context.Mails.Select(m => m.State).ToListAsync(Cancel)).Distinct());
        Assert.Equal(1, await context.MailContents.CountAsync(Cancel));
        Assert.Equal(scene.Server.Messages.Select(m => m.MessageId).Order(StringComparer.Ordinal), (await context.Mails.Select(m => m.Id).ToListAsync(Cancel)).Select(id => $"{id:N}@example.com").Order(StringComparer.Ordinal));
    }

    [Theory, InlineData(DatabaseProvider.Sqlite), InlineData(DatabaseProvider.PostgreSql)]
    public async Task What_is_refused_for_now_is_tried_again_ever_later_and_what_is_refused_for_good_is_given_up(DatabaseProvider provider)
    {
        await using var scene = await MailScene.StartAsync(provider, postgres);
        var isFull = true;
        scene.Server.OnRecipient = to => to == "nobody@example.cn" ? "550 5.1.1 no such user" : isFull ? "452 4.2.2 mailbox full" : null;
        await scene.PostAsync(new("一", "正文"), "nobody@example.cn", "full@example.cn");
        await scene.Worker().RunAsync(Cancel);
        var pauses = new List<TimeSpan>();
        for (var i = 0; i < 3; i++)
        {
            var waiting = (await scene.MailsAsync()).Single(m => m.Recipient == "full@example.cn");
            Assert.Equal((MailState.Waiting, i + 1), (waiting.State, waiting.Attempts));
            Assert.Contains("mailbox full", waiting.LastError, StringComparison.Ordinal);
            pauses.Add(waiting.DueAt!.Value - scene.Time.GetUtcNow());
            Assert.Equal(0, await scene.Worker().RunAsync(Cancel));
            scene.Time.SetUtcNow(waiting.DueAt.Value);
            isFull = i < 2;
            Assert.Equal(1, await scene.Worker().RunAsync(Cancel));
        }

        Assert.True(pauses.SequenceEqual(pauses.Order()) && pauses[2] > 5 * pauses[0], string.Join(", ", pauses));
        var mails = (await scene.MailsAsync()).ToDictionary(m => m.Recipient);
        Assert.Equal((MailState.Sent, 4), (mails["full@example.cn"].State, mails["full@example.cn"].Attempts));
        Assert.Equal((MailState.Dead, 1, null), (mails["nobody@example.cn"].State, mails["nobody@example.cn"].Attempts, mails["nobody@example.cn"].DueAt));
        Assert.Contains("no such user", mails["nobody@example.cn"].LastError, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_a_server_it_waits_and_one_that_is_not_there_is_asked_once_a_round_for_a_day()
    {
        await using var scene = await MailScene.StartAsync(DatabaseProvider.Sqlite, postgres);
        await scene.PostAsync(new("一", "正文"), "a@example.cn", "b@example.cn");
        Assert.Equal(0, await scene.Worker(o => o.Host = "").RunAsync(Cancel));
        Assert.Equal([(MailState.Waiting, 0)], (await scene.MailsAsync()).Select(m => (m.State, m.Attempts)).Distinct());
        var rounds = 0;
        while ((await scene.MailsAsync()).Where(m => m.State == MailState.Waiting).Min(m => m.DueAt) is { } due && rounds++ < 20)
        {
            if (due > scene.Time.GetUtcNow())
                scene.Time.SetUtcNow((await scene.MailsAsync()).Max(m => m.DueAt)!.Value);
            // A port that nobody listens on.
            Assert.Equal(2, await scene.Worker(o => o.Port = 1).RunAsync(Cancel));
        }

        Assert.Equal(9, rounds);
        Assert.Equal([(MailState.Dead, 9)], (await scene.MailsAsync()).Select(m => (m.State, m.Attempts)).Distinct());
        Assert.InRange((scene.Time.GetUtcNow() - MailScene.Start).TotalHours, 20, 28);
    }

    [Fact]
    public async Task One_that_cannot_be_made_keeps_nobody_elses_back_and_is_given_up_like_any_other()
    {
        await using var scene = await MailScene.StartAsync(DatabaseProvider.Sqlite, postgres);
        // A kind of file that already brings what is added to it: whoever builds the message did not reckon with that.
        await scene.PostAsync(new("毒", "正文", null, new("a.bin", "application/x; name=a", [1])), "poison@example.cn");
        await scene.PostAsync(new("一", "正文"), [.. Enumerable.Range(0, 5).Select(i => $"n{i}@example.cn")]);
        Assert.Equal(6, await scene.Worker().RunAsync(Cancel));
        Assert.Equal(5, scene.Server.Taken.Count);
        var rounds = 1;
        while ((await scene.MailsAsync()).Single(m => m.Recipient == "poison@example.cn") is { State: MailState.Waiting } waiting && rounds++ < 20)
        {
            Assert.StartsWith("ArgumentException", waiting.LastError, StringComparison.Ordinal);
            scene.Time.SetUtcNow(waiting.DueAt!.Value);
            Assert.Equal(1, await scene.Worker().RunAsync(Cancel));
        }

        Assert.Equal((9, MailState.Dead), (rounds, (await scene.MailsAsync()).Single(m => m.Recipient == "poison@example.cn").State));
    }

    [Fact]
    public async Task Of_two_nodes_one_sends_and_after_a_crash_it_goes_out_once_more_under_the_same_id()
    {
        await using var scene = await MailScene.StartAsync(DatabaseProvider.Sqlite, postgres);
        await scene.PostAsync(new("一", "正文"), [.. Enumerable.Range(0, 12).Select(i => $"n{i}@example.cn")]);
        await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => Task.Run(() => scene.Worker().RunAsync(Cancel))));
        while (await scene.Worker().RunAsync(Cancel) > 0)
        {
        }

        Assert.Equal(12, scene.Server.Taken.Count);

        // Taken on lease by a process that dies after the server's yes: its row says nothing of it.
        await using (var context = scene.Store.Read())
        {
            var sent = await context.Mails.FirstAsync(Cancel);
            await scene.Store.Writer.CommitAsync(new WriteUnit().Update(sent with { State = MailState.Waiting, DueAt = scene.Time.GetUtcNow().AddMinutes(5), Revision = sent.Revision + 1 }, sent.Revision));
        }

        Assert.Equal(0, await scene.Worker().RunAsync(Cancel));
        scene.Time.Advance(TimeSpan.FromMinutes(6));
        Assert.Equal(1, await scene.Worker().RunAsync(Cancel));
        Assert.Equal((13, 12), (scene.Server.Taken.Count, scene.Server.Messages.Select(m => m.MessageId).Distinct().Count()));
    }

    [Fact]
    public async Task What_is_put_into_a_subject_or_a_recipient_becomes_no_other_header_and_no_other_recipient()
    {
        await using var scene = await MailScene.StartAsync(DatabaseProvider.Sqlite, postgres);
        await scene.PostAsync(new("规则\r\nBcc: spy@example.cn\r\n\r\n<b>x</b>", "正文"), "a@example.cn", "a@example.cn>\r\nRCPT TO:<spy@example.cn", "a@example.cn, spy@example.cn");
        await scene.Worker().RunAsync(Cancel);
        Assert.Equal(["a@example.cn"], scene.Server.Taken.SelectMany(t => t.To));
        var message = Assert.Single(scene.Server.Messages);
        Assert.Empty(message.Bcc);
        Assert.Equal("规则 Bcc: spy@example.cn <b>x</b>", message.Subject);
        Assert.Equal("正文", message.TextBody!.TrimEnd());
        Assert.Equal(2, (await scene.MailsAsync()).Count(m => m.State == MailState.Dead));
    }

    [Theory]
    [InlineData("a@example.cn", true)]
    [InlineData("zhang.san+b@mail.example.com", true)]
    [InlineData("张三@例子.中国", true)]
    [InlineData("", false)]
    [InlineData("a", false)]
    [InlineData("a@b@c", false)]
    [InlineData("a@example.cn, b@example.cn", false)]
    [InlineData("名字 <a@example.cn>", false)]
    [InlineData("a@[127.0.0.1]", false)]
    [InlineData("a@example.cn\r\nBcc: b@example.cn", false)]
    public void An_address_is_one_address(string text, bool isOne) => Assert.Equal(isOne, MailAddress.IsOne(text));

    [Fact]
    public async Task What_was_settled_long_ago_is_forgotten_with_what_it_said()
    {
        await using var scene = await MailScene.StartAsync(DatabaseProvider.Sqlite, postgres);
        await scene.PostAsync(new("旧", "正文"), "a@example.cn");
        await scene.Worker().RunAsync(Cancel);
        scene.Time.Advance(TimeSpan.FromDays(31));
        await scene.PostAsync(new("新", "正文"), "a@example.cn");
        await scene.Worker().TidyAsync(Cancel);
        await using var context = scene.Store.Read();
        Assert.Equal(["新"], await context.MailContents.Select(c => c.Subject).ToListAsync(Cancel));
        Assert.Equal(1, await context.Mails.CountAsync(Cancel));
    }
}

/// <summary>A store, a mail server on the loopback, and as many nodes as a test wants.</summary>
internal sealed class MailScene : IAsyncDisposable
{
    public static readonly DateTimeOffset Start = new(2026, 3, 2, 1, 0, 0, TimeSpan.Zero);

    private readonly ConversationDatabase _database;

    private MailScene(ConversationDatabase database) => _database = database;

    public MailStandIn Server { get; } = new();

    public FakeTimeProvider Time { get; } = new(Start);

    public ConversationStore Store => _database.Store;

    public static async Task<MailScene> StartAsync(DatabaseProvider provider, PostgresServer postgres) => new(await ConversationDatabase.NewAsync(provider, postgres));

    public MailWorker Worker(Action<MailOptions>? change = null)
    {
        var options = new MailOptions { Host = "127.0.0.1", Port = Server.Port, Security = MailSecurity.None, From = "云软客服 <imcc@example.com>", TimeoutSeconds = 10 };
        change?.Invoke(options);
        var given = Options.Create(options);
        return new(_database.Stores, new MailPost(given), given, Time, NullLogger<MailWorker>.Instance);
    }

    public Task PostAsync(MailDraft draft, params string[] recipients) => Store.Writer.CommitAsync(new WriteUnit().Post(draft, recipients, Time.GetUtcNow()));

    public async Task<List<MailRow>> MailsAsync()
    {
        await using var context = Store.Read();
        return await context.Mails.ToListAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await Server.DisposeAsync();
        await _database.DisposeAsync();
    }
}
