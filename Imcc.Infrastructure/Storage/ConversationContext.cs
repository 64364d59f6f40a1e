using Imcc.Infrastructure.Agents;
using Imcc.Infrastructure.Alerts;
using Imcc.Infrastructure.Answering;
using Imcc.Infrastructure.Channels;
using Imcc.Infrastructure.Channels.Qq;
using Imcc.Infrastructure.Contacts;
using Imcc.Infrastructure.Conversations;
using Imcc.Infrastructure.Delivery;
using Imcc.Infrastructure.Desk;
using Imcc.Infrastructure.Exports;
using Imcc.Infrastructure.FollowUps;
using Imcc.Infrastructure.Mail;
using Imcc.Infrastructure.Misses;
using Imcc.Infrastructure.Notices;
using Imcc.Infrastructure.Quality;
using Imcc.Infrastructure.Replies;
using Imcc.Infrastructure.Reporting;
using Imcc.Infrastructure.Surveys;
using Imcc.Infrastructure.Reasons;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace Imcc.Infrastructure.Storage;

/// <summary>
/// The conversation store: large, each row under one contact's thread. It reads through EF; what it writes goes through
/// <see cref="StoreWriter"/>, many units of work to one commit. Each provider has its own derived type, for its own migrations.
/// </summary>
internal abstract class ConversationContext(DbContextOptions options) : DbContext(options)
{
    public DbSet<StoreIdentityRow> StoreIdentity => Set<StoreIdentityRow>();
    public DbSet<LedgerRow> Ledger => Set<LedgerRow>();
    public DbSet<LedgerMark> LedgerMarks => Set<LedgerMark>();
    public DbSet<QuarantineRow> Quarantine => Set<QuarantineRow>();
    public DbSet<QqReviewRow> QqReviews => Set<QqReviewRow>();
    public DbSet<ThreadRow> Threads => Set<ThreadRow>();
    public DbSet<ContactRow> Contacts => Set<ContactRow>();
    public DbSet<SpeakerRow> Speakers => Set<SpeakerRow>();
    public DbSet<ContactNoteRow> ContactNotes => Set<ContactNoteRow>();
    public DbSet<PersonLinkRow> PersonLinks => Set<PersonLinkRow>();
    public DbSet<UnionFetchRow> UnionFetches => Set<UnionFetchRow>();
    public DbSet<UnionChangeRow> UnionChanges => Set<UnionChangeRow>();
    public DbSet<FollowerRow> Followers => Set<FollowerRow>();
    public DbSet<FollowerChangeRow> FollowerChanges => Set<FollowerChangeRow>();
    public DbSet<QrScanRow> QrScans => Set<QrScanRow>();
    public DbSet<ConversationRow> Conversations => Set<ConversationRow>();
    public DbSet<ConversationEventRow> Events => Set<ConversationEventRow>();
    public DbSet<AcdTermRow> AcdTerms => Set<AcdTermRow>();
    public DbSet<AssignmentRow> Assignments => Set<AssignmentRow>();
    public DbSet<ConversationReasonRow> ConversationReasons => Set<ConversationReasonRow>();
    public DbSet<ReasonFavouriteRow> ReasonFavourites => Set<ReasonFavouriteRow>();
    public DbSet<MessageRow> Messages => Set<MessageRow>();
    public DbSet<PinRow> Pins => Set<PinRow>();
    public DbSet<WatchRow> Watches => Set<WatchRow>();
    public DbSet<RatingRow> Ratings => Set<RatingRow>();
    public DbSet<DeliveryRow> Deliveries => Set<DeliveryRow>();
    public DbSet<ApiStopRow> ApiStops => Set<ApiStopRow>();
    public DbSet<SendShareRow> SendShares => Set<SendShareRow>();
    public DbSet<MediaFetchRow> MediaFetches => Set<MediaFetchRow>();
    public DbSet<AgentStatusRow> AgentStatus => Set<AgentStatusRow>();
    public DbSet<AgentEventRow> AgentEvents => Set<AgentEventRow>();
    public DbSet<AgentRepliesRow> AgentReplies => Set<AgentRepliesRow>();
    public DbSet<AgentPreferencesRow> AgentPreferences => Set<AgentPreferencesRow>();
    public DbSet<AnswerRow> Answers => Set<AnswerRow>();
    public DbSet<MissRow> Misses => Set<MissRow>();
    public DbSet<MissGroupRow> MissGroups => Set<MissGroupRow>();
    public DbSet<MissBookmarkRow> MissBookmarks => Set<MissBookmarkRow>();
    public DbSet<KnowledgeSearchRow> KnowledgeSearches => Set<KnowledgeSearchRow>();
    public DbSet<FindingRatingRow> FindingRatings => Set<FindingRatingRow>();
    public DbSet<NoticeRow> Notices => Set<NoticeRow>();
    public DbSet<NoticeQueueRow> NoticeQueue => Set<NoticeQueueRow>();
    public DbSet<NoticeBatchRow> NoticeBatches => Set<NoticeBatchRow>();
    public DbSet<NoticeCallbackRow> NoticeCallbacks => Set<NoticeCallbackRow>();
    public DbSet<NoticeReportRow> NoticeReports => Set<NoticeReportRow>();
    public DbSet<ReportSheetRow> ReportSheets => Set<ReportSheetRow>();
    public DbSet<ReportBookmarkRow> ReportBookmarks => Set<ReportBookmarkRow>();
    public DbSet<MailRow> Mails => Set<MailRow>();
    public DbSet<MailContentRow> MailContents => Set<MailContentRow>();
    public DbSet<AlertRow> Alerts => Set<AlertRow>();
    public DbSet<AlertWatchRow> AlertWatches => Set<AlertWatchRow>();
    public DbSet<AlertBookmarkRow> AlertBookmarks => Set<AlertBookmarkRow>();
    public DbSet<AlertCallRow> AlertCalls => Set<AlertCallRow>();
    public DbSet<ExportRow> Exports => Set<ExportRow>();
    public DbSet<MailedReportRow> MailedReports => Set<MailedReportRow>();
    public DbSet<EvaluationRow> Evaluations => Set<EvaluationRow>();
    public DbSet<SamplingMarkRow> SamplingMarks => Set<SamplingMarkRow>();
    public DbSet<FollowUpRow> FollowUps => Set<FollowUpRow>();

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        modelBuilder.ApplyConfiguration(new StoreIdentityRow.Mapping());
        modelBuilder.ApplyConfiguration(new LedgerRow.Mapping());
        modelBuilder.ApplyConfiguration(new LedgerMark.Mapping());
        modelBuilder.ApplyConfiguration(new QuarantineRow.Mapping());
        modelBuilder.ApplyConfiguration(new QqReviewRow.Mapping());
        modelBuilder.ApplyConfiguration(new ThreadRow.Mapping());
        modelBuilder.ApplyConfiguration(new ContactRow.Mapping());
        modelBuilder.ApplyConfiguration(new SpeakerRow.Mapping());
        modelBuilder.ApplyConfiguration(new ContactNoteRow.Mapping());
        modelBuilder.ApplyConfiguration(new PersonLinkRow.Mapping());
        modelBuilder.ApplyConfiguration(new UnionFetchRow.Mapping());
        modelBuilder.ApplyConfiguration(new UnionChangeRow.Mapping());
        modelBuilder.ApplyConfiguration(new FollowerRow.Mapping());
        modelBuilder.ApplyConfiguration(new FollowerChangeRow.Mapping());
        modelBuilder.ApplyConfiguration(new QrScanRow.Mapping());
        modelBuilder.ApplyConfiguration(new ConversationRow.Mapping());
        modelBuilder.ApplyConfiguration(new ConversationEventRow.Mapping());
        modelBuilder.ApplyConfiguration(new AcdTermRow.Mapping());
        modelBuilder.ApplyConfiguration(new AssignmentRow.Mapping());
        modelBuilder.ApplyConfiguration(new ConversationReasonRow.Mapping());
        modelBuilder.ApplyConfiguration(new ReasonFavouriteRow.Mapping());
        modelBuilder.ApplyConfiguration(new MessageRow.Mapping());
        modelBuilder.ApplyConfiguration(new PinRow.Mapping());
        modelBuilder.ApplyConfiguration(new WatchRow.Mapping());
        modelBuilder.ApplyConfiguration(new RatingRow.Mapping());
        modelBuilder.ApplyConfiguration(new DeliveryRow.Mapping());
        modelBuilder.ApplyConfiguration(new ApiStopRow.Mapping());
        modelBuilder.ApplyConfiguration(new SendShareRow.Mapping());
        modelBuilder.ApplyConfiguration(new MediaFetchRow.Mapping());
        modelBuilder.ApplyConfiguration(new AgentStatusRow.Mapping());
        modelBuilder.ApplyConfiguration(new AgentEventRow.Mapping());
        modelBuilder.ApplyConfiguration(new AgentRepliesRow.Mapping());
        modelBuilder.ApplyConfiguration(new AgentPreferencesRow.Mapping());
        modelBuilder.ApplyConfiguration(new AnswerRow.Mapping());
        modelBuilder.ApplyConfiguration(new MissRow.Mapping());
        modelBuilder.ApplyConfiguration(new MissGroupRow.Mapping());
        modelBuilder.ApplyConfiguration(new MissBookmarkRow.Mapping());
        modelBuilder.ApplyConfiguration(new KnowledgeSearchRow.Mapping());
        modelBuilder.ApplyConfiguration(new FindingRatingRow.Mapping());
        modelBuilder.ApplyConfiguration(new NoticeRow.Mapping());
        modelBuilder.ApplyConfiguration(new NoticeQueueRow.Mapping());
        modelBuilder.ApplyConfiguration(new NoticeBatchRow.Mapping());
        modelBuilder.ApplyConfiguration(new NoticeCallbackRow.Mapping());
        modelBuilder.ApplyConfiguration(new NoticeReportRow.Mapping());
        modelBuilder.ApplyConfiguration(new ReportSheetRow.Mapping());
        modelBuilder.ApplyConfiguration(new ReportBookmarkRow.Mapping());
        modelBuilder.ApplyConfiguration(new MailRow.Mapping());
        modelBuilder.ApplyConfiguration(new MailContentRow.Mapping());
        modelBuilder.ApplyConfiguration(new AlertRow.Mapping());
        modelBuilder.ApplyConfiguration(new AlertWatchRow.Mapping());
        modelBuilder.ApplyConfiguration(new AlertBookmarkRow.Mapping());
        modelBuilder.ApplyConfiguration(new AlertCallRow.Mapping());
        modelBuilder.ApplyConfiguration(new ExportRow.Mapping());
        modelBuilder.ApplyConfiguration(new MailedReportRow.Mapping());
        modelBuilder.ApplyConfiguration(new EvaluationRow.Mapping());
        modelBuilder.ApplyConfiguration(new SamplingMarkRow.Mapping());
        modelBuilder.ApplyConfiguration(new FollowUpRow.Mapping());
        foreach (var property in modelBuilder.Model.GetEntityTypes().SelectMany(e => e.GetProperties()))
            property.SetColumnName(SnakeCase(property.Name));
    }

    private static string SnakeCase(string name) =>
        string.Concat(name.Select((c, i) => i > 0 && char.IsUpper(c) ? "_" + char.ToLowerInvariant(c) : char.ToLowerInvariant(c).ToString()));
}

internal sealed class SqliteConversationContext(DbContextOptions<SqliteConversationContext> options) : ConversationContext(options)
{
    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder) =>
        configurationBuilder.Properties<DateTimeOffset>().HaveConversion<UtcTicks>();

    /// <summary>SQLite has no time type that sorts; UTC ticks (100 ns) do.</summary>
    private sealed class UtcTicks() : ValueConverter<DateTimeOffset, long>(t => t.UtcTicks, ticks => new DateTimeOffset(ticks, TimeSpan.Zero));
}

internal sealed class PostgreSqlConversationContext(DbContextOptions<PostgreSqlConversationContext> options) : ConversationContext(options);

internal sealed class SqlServerConversationContext(DbContextOptions<SqlServerConversationContext> options) : ConversationContext(options);
