using Imcc.Core.Contacts;
using Imcc.Core.Conversations;
using Imcc.Core.Reporting;
using Imcc.Infrastructure.Conversations;
using Imcc.Infrastructure.Exports;
using Imcc.Infrastructure.Files;
using Imcc.Infrastructure.Mail;
using Imcc.Infrastructure.Organisation;
using Imcc.Infrastructure.Reporting;
using Imcc.Infrastructure.Storage;
using Imcc.Tests.Storage;
using Imcc.Web.Components;
using Imcc.Web.Components.Exports;
using Imcc.Web.Components.Reports;
using Imcc.Web.Localization;
using Microsoft.AspNetCore.Hosting;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.FileProviders;
using Microsoft.Extensions.Localization;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;

namespace Imcc.Tests.Exports;

/// <summary>The demo's directory, a conversation store with sheets, the real printer, and as many nodes as a test wants.</summary>
internal sealed class ExportScene : IAsyncDisposable
{
    private readonly ConversationDatabase _conversations;
    private readonly ExportFolder _folder;
    private readonly IOptions<ExportOptions> _options;

    private ExportScene(DirectoryDatabase directory, ConversationDatabase conversations)
    {
        (Directory, _conversations, Time) = (directory, conversations, new(directory.Time.GetUtcNow()));
        Folder = System.IO.Directory.CreateTempSubdirectory("imcc-exports-").FullName;
        _options = Options.Create(new ExportOptions { Path = Folder });
        _folder = new(_options, Options.Create(new FileStoreOptions()), new Environment());
        var contexts = directory.Get<IDbContextFactory<DirectoryContext>>();
        var text = new ServiceCollection().AddLogging().AddLocalization().BuildServiceProvider();
        var (reportsText, own, clock) = (text.GetRequiredService<IStringLocalizer<ReportsText>>(), text.GetRequiredService<IStringLocalizer<ExportText>>(), new ScreenClock(Time, Options.Create(new ScreenOptions())));
        Clock = clock;
        var words = new ReportWords(reportsText, clock);
        var file = new ReportFile(reportsText, words);
        Reports = new(conversations.Stores, contexts, () => Known, directory.Get<StoredJson>());
        Views = new(contexts, Time);
        MailBook = new(conversations.Stores, contexts, directory.Get<AuditTrail>(), Options.Create(Mail), Time);
        Printer = new ReportPrinter(
            Reports, file, new ReportMail(file, words, reportsText, own, clock, new PublicAddress(new ConfigurationBuilder().Build())), reportsText, own, clock, _options);
        Exports = new(conversations.Stores, contexts, () => Known, _folder, directory.Get<AuditTrail>(), _options, Time);
        Mailed = new(conversations.Stores, contexts, () => Known, Round(), directory.Get<AuditTrail>(), Options.Create(Mail), Time);
    }

    public DirectoryDatabase Directory { get; }

    /// <summary>Of its own: the directory's host would catch up with every tick of the days that are let pass.</summary>
    public FakeTimeProvider Time { get; }

    /// <summary>Goes to no server until a test says to which.</summary>
    public MailOptions Mail { get; } = new() { Security = MailSecurity.None, From = "云软客服 <imcc@example.com>", TimeoutSeconds = 10 };

    public Core.Organisation.Directory Known => Directory.Cache.Current;

    public ConversationStore Store => _conversations.Store;

    public string Folder { get; }

    public IReportPrinter Printer { get; }

    public Infrastructure.Exports.Exports Exports { get; }

    public MailedReports Mailed { get; }

    public Reports Reports { get; }

    public ReportViews Views { get; }

    public MailBook MailBook { get; }

    public ScreenClock Clock { get; }

    public IOptions<ExportOptions> Settings => _options;

    public static async Task<ExportScene> StartAsync(DatabaseProvider provider, PostgresServer postgres) => new(
        await DirectoryDatabase.StartAsync(provider == DatabaseProvider.PostgreSql ? await postgres.NewDatabaseAsync() : null, demo: true), await ConversationDatabase.NewAsync(provider, postgres));

    public ExportWorker Worker(IReportPrinter? printer = null) => new(_conversations.Stores, _folder, printer ?? Printer, _options, Time, NullLogger<ExportWorker>.Instance);

    public MailWorker Postman() => new(_conversations.Stores, new MailPost(Options.Create(Mail)), Options.Create(Mail), Time, NullLogger<MailWorker>.Instance);

    public MailedReportRound Round(IReportPrinter? printer = null) => new(_conversations.Stores, printer ?? Printer, Directory.Get<AuditTrail>(), Time, NullLogger<MailedReportRound>.Instance);

    public Guid Person(string name) => Known.Agents.Values.Single(a => a.UserName == name).Id;

    /// <summary>So many conversations that agent1 has served in the morning of March 1st, counted into the sheets. All customers are called like a formula.</summary>
    public async Task ServeAsync(int count)
    {
        var agent = Person("agent1");
        var (account, group) = (Known.Accounts.Values.First().Id, Known.Groups.Values.Single(g => g.Name == "个人业务").Id);
        var at = new DateTimeOffset(2026, 3, 1, 1, 0, 0, TimeSpan.Zero);
        var contact = Guid.CreateVersion7(at);
        var unit = new WriteUnit().Insert(ContactRow.From(new Contact { Id = contact, OrgUnitId = OrgUnitRow.RootId, DisplayName = "=HYPERLINK(\"x\")", CreatedAt = at }));
        for (var i = 0; i < count; i++)
        {
            var (id, thread, segment, taken) = (Guid.CreateVersion7(at), Guid.CreateVersion7(at), Guid.CreateVersion7(at), at.AddSeconds(i));
            unit.Insert(ConversationRow.From(Conversation.Open(id, thread, account, contact, null, taken) with { State = ConversationState.Closed, AgentId = agent, GroupId = group, EndedAt = taken.AddSeconds(90), Revision = 4 }));
            foreach (var (kind, after, revision) in ((ConversationEventKind, int, long)[])[(ConversationEventKind.Enqueued, 0, 1), (ConversationEventKind.Accepted, 0, 2), (ConversationEventKind.Ended, 90, 3), (ConversationEventKind.Closed, 100, 4)])
            {
                unit.Insert(new ConversationEventRow
                {
                    Id = Guid.CreateVersion7(taken), ConversationId = id, ThreadId = thread, Revision = revision, Kind = kind, At = taken.AddSeconds(after), AgentId = agent, GroupId = group, SegmentId = segment,
                });
            }
        }

        Assert.Equal(WriteOutcome.Committed, await Store.Writer.CommitAsync(unit));
        var options = Options.Create(new ReportOptions { LookBack = TimeSpan.FromDays(3) });
        await new FactRoller(_conversations.Stores, new FactReading(() => []), options, Time, NullLogger<FactRoller>.Instance).RollAsync(CancellationToken.None);
    }

    public async Task DisableAsync(string name)
    {
        await using (var context = Directory.Context())
            await context.Users.Where(u => u.UserName == name).ExecuteUpdateAsync(set => set.SetProperty(u => u.Enabled, false));
        await Directory.Cache.ReloadAsync(CancellationToken.None);
    }

    public async Task<List<(string Recipient, MailContentRow Content)>> MailsAsync()
    {
        await using var context = Store.Read();
        return [.. (await context.Mails.Join(context.MailContents, m => m.ContentId, c => c.Id, (m, c) => new { m.Id, m.Recipient, Content = c }).OrderBy(m => m.Id).ToListAsync()).Select(m => (m.Recipient, m.Content))];
    }

    public async ValueTask DisposeAsync()
    {
        await _conversations.DisposeAsync();
        await Directory.DisposeAsync();
        System.IO.Directory.Delete(Folder, recursive: true);
    }

    private sealed class Environment : IWebHostEnvironment
    {
        public string WebRootPath { get; set; } = "";

        public IFileProvider WebRootFileProvider { get; set; } = new NullFileProvider();

        public string ApplicationName { get; set; } = "Imcc";

        public IFileProvider ContentRootFileProvider { get; set; } = new NullFileProvider();

        public string ContentRootPath { get; set; } = "/";

        public string EnvironmentName { get; set; } = "Production";
    }
}
