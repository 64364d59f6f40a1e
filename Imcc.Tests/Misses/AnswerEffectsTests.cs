using Imcc.Core.Answering;
using Imcc.Core.Conversations;
using Imcc.Core.Channels;
using Imcc.Infrastructure.Answering;
using Imcc.Infrastructure.Answering.Keywords;
using Imcc.Infrastructure.Conversations;
using Imcc.Infrastructure.Misses;
using Imcc.Infrastructure.Organisation;
using Imcc.Infrastructure.Replies;
using Imcc.Infrastructure.Storage;
using Imcc.Tests.Storage;
using Microsoft.EntityFrameworkCore;

namespace Imcc.Tests.Misses;

/// <summary>What an answer kept from happening, from rows whose figures are known.</summary>
public sealed class AnswerEffectsTests(PostgresServer postgres)
{
    private static readonly DateOnly Day = new(2026, 3, 1);
    private static readonly TimeZoneInfo Shanghai = TimeZoneInfo.FindSystemTimeZoneById("Asia/Shanghai");

    private readonly KnownArticles _articles = new(("会员卡补办", "请到门店。"), ("发票抬头", "在订单里改。"));
    private long _seq;

    [Theory, InlineData(DatabaseProvider.Sqlite), InlineData(DatabaseProvider.PostgreSql)]
    public async Task An_answer_is_followed_to_the_end_of_its_conversation(DatabaseProvider provider)
    {
        await using var directory = await DirectoryDatabase.StartAsync(provider == DatabaseProvider.PostgreSql ? await postgres.NewDirectoryAsync() : null, demo: true);
        await using var conversations = await ConversationDatabase.NewAsync(provider, postgres);
        var (demo, web) = (directory.Cache.Current.AccountsByKey["demo"].Id, directory.Cache.Current.AccountsByKey["web"].Id);
        var (card, rule, gone) = (_articles.IdOf("会员卡补办"), Guid.CreateVersion7(At("00:00")), Guid.CreateVersion7(At("00:00")));
        await using (var context = directory.Context())
        {
            context.KeywordRules.Add(new KeywordRuleRow { Id = rule, Name = "挂失", OrgUnitId = OrgUnitRow.RootId, Enabled = false, CreatedAt = At("00:00"), ChangedAt = At("00:00") });
            await context.SaveChangesAsync(TestContext.Current.CancellationToken);
        }

        var unit = new WriteUnit();
        var (kept, asked, before, night) = (Guid.CreateVersion7(At("01:00")), Guid.CreateVersion7(At("01:00")), Guid.CreateVersion7(At("01:00")), Guid.CreateVersion7(At("01:00")));
        // Twice in one conversation that asked nobody; once before asking; once after it had asked.
        Answered("02:00", rule: rule, of: kept);
        Answered("02:05", rule: rule, of: kept);
        Answered("02:00", rule: rule, of: asked);
        Happened("02:01", ConversationEventKind.Enqueued, asked);
        Happened("02:00", ConversationEventKind.Enqueued, before);
        Answered("02:30", rule: rule, of: before);
        // Late in the evening, and over midnight they ask for a person.
        Answered("15:50", rule: rule, of: night);
        Happened("16:20", ConversationEventKind.Overflowed, night);
        // What came after it found nothing.
        Answered("02:10", step: AnswerStep.None, of: kept);
        Answered("02:00", article: card, of: kept);
        Answered("02:00", article: card, of: asked, account: web);
        Answered("02:00", rule: gone, of: kept);
        // Another day's.
        Answered("16:00", rule: rule, of: kept);
        unit.Insert(new FindingRatingRow { MessageId = gone, FindingId = card, AgentId = gone, ThreadId = gone, IsUseful = true, At = At("03:00") });
        unit.Insert(new FindingRatingRow { MessageId = gone, FindingId = card, AgentId = rule, ThreadId = gone, IsUseful = false, At = At("03:00") });
        unit.Insert(new FindingRatingRow { MessageId = gone, FindingId = kept, AgentId = rule, ThreadId = gone, IsUseful = false, At = At("03:00") });
        Assert.Equal(WriteOutcome.Committed, await conversations.Store.Writer.CommitAsync(unit));
        var effects = new AnswerEffects(conversations.Stores, directory.Get<IDbContextFactory<DirectoryContext>>(), _articles);
        var lead = Id(directory, "lead1");

        var rules = await effects.CountAsync(lead, EffectSubject.Rules, Day, Day, Shanghai, cancellationToken: TestContext.Current.CancellationToken);
        Assert.Equal(
            [new(rule, "挂失", false, 5, 2, 2, 4, 0, 0, 0), new EffectLine(gone, "", false, 1, 0, 1, 1, 0, 0, 0)], rules.Lines);
        Assert.Equal((0.6, 1, 6, 4), (rules.Lines[0].Kept!.Value, rules.Missed, rules.Total.Hits, rules.Total.Conversations));

        var articles = await effects.CountAsync(lead, EffectSubject.Articles, Day, Day, Shanghai, cancellationToken: TestContext.Current.CancellationToken);
        Assert.Equal(new EffectLine(card, "会员卡补办", true, 2, 1, 1, 2, 0, 1, 1), Assert.Single(articles.Lines));
        Assert.Equal((1, 1.0), (Of(await effects.CountAsync(lead, EffectSubject.Articles, Day, Day, Shanghai, demo, TestContext.Current.CancellationToken)).Hits, Of(await effects.CountAsync(lead, EffectSubject.Articles, Day, Day, Shanghai, demo, TestContext.Current.CancellationToken)).Kept!.Value));
        await Assert.ThrowsAsync<UnauthorizedAccessException>(() => effects.CountAsync(Id(directory, "agent1"), EffectSubject.Rules, Day, Day, Shanghai, cancellationToken: TestContext.Current.CancellationToken));

        void Answered(string at, Guid? of, Guid? rule = null, Guid? article = null, AnswerStep? step = null, Guid? account = null)
        {
            var (message, thread) = (Guid.CreateVersion7(At(at)), Guid.CreateVersion7(At(at)));
            unit.Insert(MessageRow.From(new() { Id = message, ThreadId = thread, Seq = ++_seq, ConversationId = of, Direction = MessageDirection.Inbound, Sender = MessageSender.Customer, Content = new TextContent("卡丢了"), At = At(at) }));
            unit.Insert(new AnswerRow { MessageId = message, ThreadId = thread, AccountId = account ?? demo, At = At(at), Step = step ?? (rule is null ? AnswerStep.Article : AnswerStep.KeywordExact), RuleId = rule, ArticleId = article });
        }

        void Happened(string at, ConversationEventKind kind, Guid of) =>
            unit.Insert(new ConversationEventRow { Id = Guid.CreateVersion7(At(at)), ConversationId = of, ThreadId = of, Revision = 2, Kind = kind, At = At(at) });
    }

    private static EffectLine Of(AnswerEffect effect) => Assert.Single(effect.Lines);

    // Of the first of March in Greenwich: in Shanghai the day ends at 16:00.
    private static DateTimeOffset At(string time) => new DateTimeOffset(2026, 3, 1, 0, 0, 0, TimeSpan.Zero) + TimeSpan.Parse(time, System.Globalization.CultureInfo.InvariantCulture);

    private static Guid Id(DirectoryDatabase directory, string name)
    {
        using var context = directory.Context();
        return context.Users.Where(u => u.UserName == name).Select(u => u.Id).Single();
    }
}
