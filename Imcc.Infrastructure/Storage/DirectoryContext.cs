using Imcc.Infrastructure.Alerts;
using Imcc.Infrastructure.Answering;
using Imcc.Infrastructure.Answering.Flows;
using Imcc.Infrastructure.Answering.Keywords;
using Imcc.Infrastructure.Answering.Robots;
using Imcc.Infrastructure.Board;
using Imcc.Infrastructure.Channels.WeChat.Menus;
using Imcc.Infrastructure.Channels.WeChat.Templates;
using Imcc.Infrastructure.FollowUps;
using Imcc.Infrastructure.Knowledge;
using Imcc.Infrastructure.Notices;
using Imcc.Infrastructure.Organisation;
using Imcc.Infrastructure.Reasons;
using Imcc.Infrastructure.Quality;
using Imcc.Infrastructure.Replies;
using Imcc.Infrastructure.Reporting;
using Imcc.Infrastructure.Retrieval;
using Imcc.Infrastructure.Schedule;
using Microsoft.AspNetCore.DataProtection.EntityFrameworkCore;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Identity.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore;

namespace Imcc.Infrastructure.Storage;

/// <summary>
/// The directory: accounts, people, skill groups, keys. Small, cached by <see cref="DirectoryCache"/>, one database. Changed only
/// through <see cref="DirectoryChange"/>, which counts the version up. What answers customers stands here as well, has counters of its own (<see cref="AnswerVersionRow"/>) and is not read anew with the rest. One derived type per provider, so that each has its migrations.
/// </summary>
internal abstract class DirectoryContext(DbContextOptions options)
    : IdentityDbContext<ImccUser, IdentityRole<Guid>, Guid>(options), IDataProtectionKeyContext
{
    public DbSet<OrgUnitRow> OrgUnits => Set<OrgUnitRow>();

    public DbSet<SkillGroupRow> SkillGroups => Set<SkillGroupRow>();

    public DbSet<AgentRow> Agents => Set<AgentRow>();

    public DbSet<AgentSkillRow> AgentSkills => Set<AgentSkillRow>();

    public DbSet<AccountRow> Accounts => Set<AccountRow>();

    public DbSet<CalendarRow> Calendars => Set<CalendarRow>();

    public DbSet<VipTierRow> VipTiers => Set<VipTierRow>();

    public DbSet<TagRow> Tags => Set<TagRow>();

    public DbSet<AttributeRow> CustomerAttributes => Set<AttributeRow>();

    public DbSet<SourceRow> CustomerSources => Set<SourceRow>();

    public DbSet<QrCodeRow> QrCodes => Set<QrCodeRow>();

    public DbSet<WeChatTagRow> WeChatTags => Set<WeChatTagRow>();

    public DbSet<FollowerJobRow> FollowerJobs => Set<FollowerJobRow>();

    public DbSet<LinkRow> CustomerLinks => Set<LinkRow>();

    public DbSet<ReasonRow> PresenceReasons => Set<ReasonRow>();

    public DbSet<QuickReplyRow> QuickReplies => Set<QuickReplyRow>();

    public DbSet<SensitiveWordRow> SensitiveWords => Set<SensitiveWordRow>();

    public DbSet<PrivacyRow> Privacy => Set<PrivacyRow>();

    public DbSet<SupervisionRow> Supervision => Set<SupervisionRow>();

    public DbSet<ReasonDraftRow> ReasonDrafts => Set<ReasonDraftRow>();

    public DbSet<ReasonVersionRow> ReasonVersions => Set<ReasonVersionRow>();

    public DbSet<AnswerVersionRow> AnswerVersions => Set<AnswerVersionRow>();

    public DbSet<OwnWordRow> OwnWords => Set<OwnWordRow>();


    public DbSet<KeywordRuleRow> KeywordRules => Set<KeywordRuleRow>();

    public DbSet<FlowRow> Flows => Set<FlowRow>();

    public DbSet<FlowVersionRow> FlowVersions => Set<FlowVersionRow>();

    public DbSet<StopWordsRow> KeywordStopWords => Set<StopWordsRow>();

    public DbSet<RobotRow> Robots => Set<RobotRow>();

    public DbSet<ArticleRow> Articles => Set<ArticleRow>();

    public DbSet<ArticleWordingRow> ArticleWordings => Set<ArticleWordingRow>();

    public DbSet<ArticleVersionRow> ArticleVersions => Set<ArticleVersionRow>();

    public DbSet<ArticleCommentRow> ArticleComments => Set<ArticleCommentRow>();

    public DbSet<ArticleCategoryRow> ArticleCategories => Set<ArticleCategoryRow>();

    public DbSet<ArticleLinkRow> ArticleLinks => Set<ArticleLinkRow>();

    public DbSet<PublishedArticleRow> PublishedArticles => Set<PublishedArticleRow>();

    public DbSet<KnowledgeSettingsRow> KnowledgeSettings => Set<KnowledgeSettingsRow>();
    public DbSet<NoticeSecretRow> NoticeSecrets => Set<NoticeSecretRow>();

    public DbSet<MenuRow> WeChatMenus => Set<MenuRow>();

    public DbSet<MenuVersionRow> WeChatMenuVersions => Set<MenuVersionRow>();

    public DbSet<TemplateRow> WeChatTemplates => Set<TemplateRow>();

    public DbSet<ReportRulesRow> ReportRules => Set<ReportRulesRow>();

    public DbSet<AlertRuleRow> AlertRules => Set<AlertRuleRow>();

    public DbSet<ReportViewRow> ReportViews => Set<ReportViewRow>();

    public DbSet<BoardRulesRow> BoardRules => Set<BoardRulesRow>();

    public DbSet<QualityFormRow> QualityForms => Set<QualityFormRow>();

    public DbSet<QualityFormVersionRow> QualityFormVersions => Set<QualityFormVersionRow>();

    public DbSet<SamplingPlanRow> SamplingPlans => Set<SamplingPlanRow>();

    public DbSet<ShiftKindRow> ShiftKinds => Set<ShiftKindRow>();

    public DbSet<ShiftDayRow> ShiftDays => Set<ShiftDayRow>();

    public DbSet<StaffNeedRow> StaffNeeds => Set<StaffNeedRow>();

    public DbSet<ScheduleRulesRow> ScheduleRules => Set<ScheduleRulesRow>();

    public DbSet<FollowUpRuleRow> FollowUpRules => Set<FollowUpRuleRow>();

    public DbSet<ApiKeyRow> ApiKeys => Set<ApiKeyRow>();

    public DbSet<AuditRow> AuditLog => Set<AuditRow>();

    public DbSet<DirectoryVersionRow> Versions => Set<DirectoryVersionRow>();

    public DbSet<DataProtectionKey> DataProtectionKeys => Set<DataProtectionKey>();

    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder) =>
        configurationBuilder.Properties<DateTimeOffset>().HaveConversion<UtcTimeConverter>();

    protected override void OnModelCreating(ModelBuilder builder)
    {
        base.OnModelCreating(builder);
        builder.ApplyConfiguration(new ImccUserMapping());
        builder.ApplyConfiguration(new OrgUnitRowMapping());
        builder.ApplyConfiguration(new SkillGroupRowMapping());
        builder.ApplyConfiguration<AgentRow>(new AgentRowMapping());
        builder.ApplyConfiguration<AgentSkillRow>(new AgentRowMapping());
        builder.ApplyConfiguration(new AccountRowMapping());
        builder.ApplyConfiguration(new CalendarRowMapping());
        builder.ApplyConfiguration(new VipTierRowMapping());
        builder.ApplyConfiguration(new TagRowMapping());
        builder.ApplyConfiguration(new AttributeRowMapping());
        builder.ApplyConfiguration(new SourceRowMapping());
        builder.ApplyConfiguration(new LinkRowMapping());
        builder.ApplyConfiguration(new QrCodeRowMapping());
        builder.ApplyConfiguration(new WeChatTagRowMapping());
        builder.ApplyConfiguration(new FollowerJobRowMapping());
        builder.ApplyConfiguration(new ReasonRowMapping());
        builder.ApplyConfiguration(new AnswerVersionRow.Mapping());
        builder.ApplyConfiguration(new OwnWordRow.Mapping());
        builder.ApplyConfiguration(new KeywordRuleRow.Mapping());
        builder.ApplyConfiguration(new FlowRow.Mapping());
        builder.ApplyConfiguration(new FlowVersionRow.Mapping());
        builder.ApplyConfiguration(new StopWordsRow.Mapping());
        builder.ApplyConfiguration(new RobotRow.Mapping());
        builder.ApplyConfiguration(new ArticleRow.Mapping());
        builder.ApplyConfiguration(new ArticleWordingRow.Mapping());
        builder.ApplyConfiguration(new ArticleVersionRow.Mapping());
        builder.ApplyConfiguration(new ArticleCommentRow.Mapping());
        builder.ApplyConfiguration(new ArticleCategoryRow.Mapping());
        builder.ApplyConfiguration(new ArticleLinkRow.Mapping());
        builder.ApplyConfiguration(new PublishedArticleRow.Mapping());
        builder.ApplyConfiguration(new KnowledgeSettingsRow.Mapping());
        builder.ApplyConfiguration(new QuickReplyRowMapping());
        builder.ApplyConfiguration(new SensitiveWordRowMapping());
        builder.ApplyConfiguration(new PrivacyRowMapping());
        builder.ApplyConfiguration(new SupervisionRowMapping());
        builder.ApplyConfiguration(new ReasonDraftRow.Mapping());
        builder.ApplyConfiguration(new ReasonVersionRow.Mapping());
        builder.ApplyConfiguration(new MenuRow.Mapping());
        builder.ApplyConfiguration(new MenuVersionRow.Mapping());
        builder.ApplyConfiguration(new TemplateRow.Mapping());
        builder.ApplyConfiguration(new ReportRulesRow.Mapping());
        builder.ApplyConfiguration(new ReportViewRow.Mapping());
        builder.ApplyConfiguration(new BoardRulesRow.Mapping());
        builder.ApplyConfiguration(new AlertRuleRow.Mapping());
        builder.ApplyConfiguration(new QualityFormRow.Mapping());
        builder.ApplyConfiguration(new QualityFormVersionRow.Mapping());
        builder.ApplyConfiguration(new SamplingPlanRow.Mapping());
        builder.ApplyConfiguration(new ShiftKindRow.Mapping());
        builder.ApplyConfiguration(new ShiftDayRow.Mapping());
        builder.ApplyConfiguration(new StaffNeedRow.Mapping());
        builder.ApplyConfiguration(new ScheduleRulesRow.Mapping());
        builder.ApplyConfiguration(new FollowUpRuleRow.Mapping());
        builder.ApplyConfiguration(new ApiKeyRowMapping());
        builder.ApplyConfiguration(new NoticeSecretRow.Mapping());
        builder.ApplyConfiguration(new AuditRowMapping());
        builder.ApplyConfiguration(new DirectoryVersionRowMapping());
        MapIdentity(builder);
        builder.UseSnakeCase();
    }

    private static void MapIdentity(ModelBuilder builder)
    {
        builder.Entity<IdentityRole<Guid>>(role =>
        {
            role.ToTable("roles");
            role.Property(r => r.Name).HasMaxLength(32).IsRequired();
            role.Property(r => r.NormalizedName).HasMaxLength(32).IsRequired();
            role.Property(r => r.ConcurrencyStamp).HasMaxLength(64);
            role.HasData(Role.All.Select((name, i) => new IdentityRole<Guid>(name)
            {
                Id = new Guid($"01900000-0000-7000-8000-0000000001{i:00}"),
                NormalizedName = name.ToUpperInvariant(),
                ConcurrencyStamp = name,
            }));
        });
        builder.Entity<IdentityUserRole<Guid>>().ToTable("user_roles");
        builder.Entity<IdentityUserClaim<Guid>>(claim =>
        {
            claim.ToTable("user_claims");
            claim.Property(c => c.ClaimType).HasMaxLength(256);
            claim.Property(c => c.ClaimValue).HasMaxLength(1000);
        });
        builder.Entity<IdentityRoleClaim<Guid>>(claim =>
        {
            claim.ToTable("role_claims");
            claim.Property(c => c.ClaimType).HasMaxLength(256);
            claim.Property(c => c.ClaimValue).HasMaxLength(1000);
        });
        builder.Entity<IdentityUserLogin<Guid>>(login =>
        {
            login.ToTable("user_logins");
            login.Property(l => l.LoginProvider).HasMaxLength(128);
            login.Property(l => l.ProviderKey).HasMaxLength(128);
            login.Property(l => l.ProviderDisplayName).HasMaxLength(128);
        });
        builder.Entity<IdentityUserToken<Guid>>(token =>
        {
            token.ToTable("user_tokens");
            token.Property(t => t.LoginProvider).HasMaxLength(128);
            token.Property(t => t.Name).HasMaxLength(128);
            token.Property(t => t.Value).HasMaxLength(1000);
        });
        builder.Entity<DataProtectionKey>(key =>
        {
            key.ToTable("data_protection_keys");
            key.Property(k => k.FriendlyName).HasMaxLength(200);
            // A key that a certificate wraps is some 6,000 characters long.
            key.Property(k => k.Xml).HasMaxLength(16000);
        });
    }
}

internal sealed class SqliteDirectoryContext(DbContextOptions<SqliteDirectoryContext> options) : DirectoryContext(options);

internal sealed class PostgreSqlDirectoryContext(DbContextOptions<PostgreSqlDirectoryContext> options) : DirectoryContext(options);

internal sealed class SqlServerDirectoryContext(DbContextOptions<SqlServerDirectoryContext> options) : DirectoryContext(options);
