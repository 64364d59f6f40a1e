using Imcc.Core.Alerts;
using Imcc.Core.Conversations;
using Imcc.Core.Organisation;
using Imcc.Infrastructure.Alerts;
using Imcc.Infrastructure.Conversations;
using Imcc.Infrastructure.Mail;
using Imcc.Infrastructure.Notices;
using Imcc.Infrastructure.Organisation;
using Imcc.Infrastructure.Reporting;
using Imcc.Infrastructure.Storage;
using Imcc.Tests.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Directory = Imcc.Core.Organisation.Directory;

namespace Imcc.Tests.Alerts;

/// <summary>The demo's directory, a conversation store, and as many nodes that look at the rules as a test wants.</summary>
internal sealed class AlertScene : IAsyncDisposable
{
    private readonly DirectoryDatabase _directory;
    private readonly ConversationDatabase _conversations;
    private readonly ServiceProvider _web;

    private AlertScene(DirectoryDatabase directory, ConversationDatabase conversations)
    {
        (_directory, _conversations) = (directory, conversations);
        var contexts = directory.Get<IDbContextFactory<DirectoryContext>>();
        Board = new(conversations.Stores, () => Known, directory.Time, NullLogger<AlertBoard>.Instance);
        Book = new(conversations.Stores, () => Known, Board, directory.Time);
        var (addresses, secrets) = (new CallbackAddress(Options.Create(new NoticeOptions { CallbackHosts = ["hooks.bank.internal", "localhost"] }), directory.Get<IHostEnvironment>()), new NoticeSecrets(contexts, directory.Get<SecretSeal>(), directory.Time));
        Rules = new(contexts, directory.Get<DirectoryChange>(), () => Known, addresses, secrets, directory.Get<StoredJson>());
        var services = new ServiceCollection();
        services.AddSingleton(addresses);
        services.AddCallbackClient();
        // Nobody here waits ten seconds for whoever does not answer.
        services.AddHttpClient(CallbackClient.Name).ConfigureHttpClient(c => c.Timeout = TimeSpan.FromMilliseconds(700));
        _web = services.BuildServiceProvider();
        Calls = new(conversations.Stores, new SignedPost(secrets, addresses, _web.GetRequiredService<IHttpClientFactory>(), directory.Time), new(), directory.Time, NullLogger<AlertCalls>.Instance);
    }

    public IServiceProvider Services => _directory.Services;

    public Directory Known => _directory.Cache.Current;

    public ConversationStore Store => _conversations.Store;

    public AlertBoard Board { get; }

    public AlertBook Book { get; }

    public AlertAdministration Rules { get; }

    public AlertCalls Calls { get; }

    public DirectoryDatabase Database => _directory;

    public DateTimeOffset Now => _directory.Time.GetUtcNow();

    public MailBook Mail => new(_conversations.Stores, _directory.Get<IDbContextFactory<DirectoryContext>>(), _directory.Get<AuditTrail>(), Options.Create(new MailOptions()), _directory.Time);

    public Guid Admin => Person("admin");

    public SkillGroup Group => Known.Groups.Values.Single(g => g.Name == "个人业务");

    public static async Task<AlertScene> StartAsync(DatabaseProvider provider, PostgresServer postgres, bool keepsDemo = false)
    {
        var directory = await DirectoryDatabase.StartAsync(provider == DatabaseProvider.PostgreSql ? await postgres.NewDatabaseAsync() : null, demo: true);
        var scene = new AlertScene(directory, await ConversationDatabase.NewAsync(provider, postgres));
        // What the demo brings looks at what tests do not mean.
        foreach (var (rule, _) in keepsDemo ? [] : await scene.Rules.ListAsync(scene.Admin))
            Assert.True((await scene.Rules.DeleteAsync(scene.Admin, rule.Id)).Made);
        return scene;
    }

    /// <summary>A node's look, as if it had just been started.</summary>
    public AlertLook Node() => new(
        _conversations.Stores, _directory.Get<IDbContextFactory<DirectoryContext>>(), () => Known,
        new AlertFigures(_conversations.Stores, new Reports(_conversations.Stores, _directory.Get<IDbContextFactory<DirectoryContext>>(), () => Known, _directory.Get<StoredJson>())), new PlainWords(), Board,
        _directory.Get<StoredJson>(), Options.Create(new AlertOptions()), _directory.Time);

    public void Wait(int seconds) => _directory.Pass(TimeSpan.FromSeconds(seconds));

    public Guid Person(string name) => Known.Agents.Values.Single(a => a.UserName == name).Id;

    public async Task<AlertRule> RuleAsync(AlertKind kind, int limit, Func<AlertRule, AlertRule>? change = null)
    {
        var rule = AlertWatchTests.Rule(kind, limit) with { Id = Guid.CreateVersion7(Now), Name = "规则 " + kind, Mails = ["lead@example.cn"] };
        rule = change?.Invoke(rule) ?? rule;
        var made = await Rules.SaveAsync(Admin, rule, 0);
        Assert.True(made.Made, string.Join(", ", made.Problems));
        return rule;
    }

    public async Task<ConversationRow> ConversationAsync(ConversationState state, Func<Conversation, Conversation> change)
    {
        var (id, thread, contact) = (Guid.CreateVersion7(Now), Guid.CreateVersion7(Now), Guid.CreateVersion7(Now));
        var row = ConversationRow.From(change(Conversation.Open(id, thread, Known.Accounts.Values.First().Id, contact, null, Now) with { State = state, GroupId = Group.Id }));
        Assert.Equal(WriteOutcome.Committed, await Store.Writer.CommitAsync(new WriteUnit().Insert(row)));
        return row;
    }

    /// <summary>Something stands on record of a conversation, now.</summary>
    public async Task HappenAsync(ConversationRow row, ConversationEventKind kind, string detail, Guid? by = null) => Assert.Equal(
        WriteOutcome.Committed,
        await Store.Writer.CommitAsync(new WriteUnit().Insert(new ConversationEventRow { Id = Guid.CreateVersion7(Now), ConversationId = row.Id, ThreadId = row.ThreadId, Revision = 2, Kind = kind, At = Now, AgentId = row.AgentId, ByAgentId = by, Detail = detail })));

    public Task<WriteOutcome> CloseAsync(ConversationRow row) =>
        Store.Writer.CommitAsync(new WriteUnit().Update(ConversationRow.From(row.ToConversation() with { State = ConversationState.Closed, Revision = row.Revision + 1 }), row.Revision));

    public async Task<List<AlertRow>> AlertsAsync()
    {
        await using var context = Store.Read();
        return await context.Alerts.OrderBy(a => a.FiredAt).ThenBy(a => a.Id).ToListAsync();
    }

    public async Task<List<string>> MailsAsync()
    {
        await using var context = Store.Read();
        return await context.Mails.Join(context.MailContents, m => m.ContentId, c => c.Id, (m, c) => new { m.Id, c.Subject }).OrderBy(m => m.Id).Select(m => m.Subject).ToListAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await Board.DisposeAsync();
        Calls.Dispose();
        await _web.DisposeAsync();
        await _conversations.DisposeAsync();
        await _directory.DisposeAsync();
    }

    private sealed class PlainWords : IAlertWords
    {
        public MailDraft Fired(Alert alert, bool isLastOfHour) => new($"fired {alert.Kind} {alert.SubjectName} {alert.Figure}{(isLastOfHour ? " last" : "")}", "");

        public MailDraft Cleared(Alert alert) => new($"cleared {alert.Kind} {alert.SubjectName}", "");
    }
}
