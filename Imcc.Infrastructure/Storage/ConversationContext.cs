using Imcc.Infrastructure.Agents;
using Imcc.Infrastructure.Answering;
using Imcc.Infrastructure.Channels;
using Imcc.Infrastructure.Contacts;
using Imcc.Infrastructure.Conversations;
using Imcc.Infrastructure.Delivery;
using Imcc.Infrastructure.Desk;
using Imcc.Infrastructure.Misses;
using Imcc.Infrastructure.Notices;
using Imcc.Infrastructure.Replies;
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
    public DbSet<ThreadRow> Threads => Set<ThreadRow>();
    public DbSet<ContactRow> Contacts => Set<ContactRow>();
    public DbSet<ContactNoteRow> ContactNotes => Set<ContactNoteRow>();
    public DbSet<PersonLinkRow> PersonLinks => Set<PersonLinkRow>();
    public DbSet<UnionFetchRow> UnionFetches => Set<UnionFetchRow>();
    public DbSet<ConversationRow> Conversations => Set<ConversationRow>();
    public DbSet<ConversationEventRow> Events => Set<ConversationEventRow>();
    public DbSet<AcdTermRow> AcdTerms => Set<AcdTermRow>();
    public DbSet<AssignmentRow> Assignments => Set<AssignmentRow>();
    public DbSet<ConversationReasonRow> ConversationReasons => Set<ConversationReasonRow>();
    public DbSet<ReasonFavouriteRow> ReasonFavourites => Set<ReasonFavouriteRow>();
    public DbSet<MessageRow> Messages => Set<MessageRow>();
    public DbSet<PinRow> Pins => Set<PinRow>();
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

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        modelBuilder.ApplyConfiguration(new StoreIdentityRow.Mapping());
        modelBuilder.ApplyConfiguration(new LedgerRow.Mapping());
        modelBuilder.ApplyConfiguration(new LedgerMark.Mapping());
        modelBuilder.ApplyConfiguration(new QuarantineRow.Mapping());
        modelBuilder.ApplyConfiguration(new ThreadRow.Mapping());
        modelBuilder.ApplyConfiguration(new ContactRow.Mapping());
        modelBuilder.ApplyConfiguration(new ContactNoteRow.Mapping());
        modelBuilder.ApplyConfiguration(new PersonLinkRow.Mapping());
        modelBuilder.ApplyConfiguration(new UnionFetchRow.Mapping());
        modelBuilder.ApplyConfiguration(new ConversationRow.Mapping());
        modelBuilder.ApplyConfiguration(new ConversationEventRow.Mapping());
        modelBuilder.ApplyConfiguration(new AcdTermRow.Mapping());
        modelBuilder.ApplyConfiguration(new AssignmentRow.Mapping());
        modelBuilder.ApplyConfiguration(new ConversationReasonRow.Mapping());
        modelBuilder.ApplyConfiguration(new ReasonFavouriteRow.Mapping());
        modelBuilder.ApplyConfiguration(new MessageRow.Mapping());
        modelBuilder.ApplyConfiguration(new PinRow.Mapping());
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
