using Imcc.Core.Knowledge;
using Imcc.Core.Misses;
using Imcc.Infrastructure.Knowledge;
using Imcc.Infrastructure.Misses;
using Imcc.Infrastructure.Organisation;
using Imcc.Infrastructure.Replies;
using Imcc.Infrastructure.Storage;
using Imcc.Tests.Knowledge;
using Imcc.Tests.Storage;
using Microsoft.EntityFrameworkCore;

namespace Imcc.Tests.Misses;

/// <summary>What agents' replies suggest is proposed with its evidence; a person decides, and can take it back.</summary>
public sealed class MissLessonsTests(PostgresServer postgres)
{
    [Theory, InlineData(DatabaseProvider.Sqlite), InlineData(DatabaseProvider.PostgreSql)]
    public async Task Lessons_are_proposed_with_evidence_change_nothing_by_themselves_and_are_taken_or_left(DatabaseProvider provider)
    {
        var cancel = TestContext.Current.CancellationToken;
        await using var desk = await KnowledgeDesk.StartAsync(provider == DatabaseProvider.PostgreSql ? await postgres.NewDirectoryAsync() : null);
        await using var conversations = await ConversationDatabase.NewAsync(provider, postgres);
        var (directory, time) = (desk.Database, desk.Database.Time);
        var card = await desk.PublishedAsync(KnowledgeDesk.Article("会员卡补办", "请带身份证到门店。") with { Similar = ["补办会员卡"] });
        desk.Database.Pass(TimeSpan.FromDays(1));
        var trial = new MissTrial(() => directory.Cache.Current, time, new KnownArticles());
        var contexts = directory.Get<IDbContextFactory<DirectoryContext>>();
        var lessons = new MissLessons(conversations.Stores, contexts, trial, time, directory.Get<IArticleShelf>());
        var decisions = new MissDecisions(conversations.Stores, contexts, trial, time, desk.Articles);
        var sorting = new MissSorting(conversations.Stores, new KnownWords());
        await PutAsync(
            Sent("会员卡掉了咋整", card), Sent("会员卡掉了咋整", card), Sent("会员卡掉了，咋整呀", card),
            // Once is an accident.
            Sent("发票能补开吗", card),
            Said("周末门店上班吗", "周末 9 点到 17 点有人。"), Said("周末门店上班吗", "周末9点到17点有人"), Said("请问周末门店上班吗", "周末 9 点到 17 点有人。"));
        var unit = new WriteUnit();
        for (var i = 0; i < Teacher.LeastRefused; i++)
            unit.Insert(new FindingRatingRow { MessageId = NewId(), FindingId = card, AgentId = NewId(), ThreadId = NewId(), IsUseful = false, At = time.GetUtcNow() });
        Assert.Equal(WriteOutcome.Committed, await conversations.Store.Writer.CommitAsync(unit));

        var proposed = (await lessons.ListAsync(desk.Admin, cancel)).ToDictionary(l => l.Lesson.Kind);
        Assert.Equal(3, proposed.Count);
        var similar = proposed[LessonKind.Similar];
        Assert.Equal(("会员卡补办", card, 3), (similar.Title, similar.Lesson.ArticleId, similar.Lesson.Evidence));
        Assert.Equal(["会员卡掉了咋整", "会员卡掉了，咋整呀"], similar.Lesson.Samples);
        Assert.Equal((3, "周末 9 点到 17 点有人。"), (proposed[LessonKind.Article].Lesson.Evidence, proposed[LessonKind.Article].Lesson.Answer));
        Assert.Equal((card, Teacher.LeastRefused), (proposed[LessonKind.Review].Lesson.ArticleId, proposed[LessonKind.Review].Lesson.Evidence));
        // Never silent: reading them has changed nothing.
        Assert.Equal((1, 1), ((await desk.Articles.VersionsAsync(desk.Admin, card, cancel)).Count, (await desk.Articles.ListAsync(desk.Admin, ArticleFilter.All, 0, 10, cancel)).Total));
        var seat = await desk.PersonAsync("seat", Role.Agent);
        await Assert.ThrowsAsync<UnauthorizedAccessException>(() => lessons.ListAsync(seat, cancel));

        // Taken: in force at once, with a version that says what is new.
        var group = similar.Lesson.GroupId!.Value;
        Assert.True((await decisions.AddSimilarAsync(desk.Admin, group, card, similar.Lesson.Samples, cancel)).Made);
        Assert.Equal(["补办会员卡", "会员卡掉了咋整", "会员卡掉了，咋整呀"], Assert.Single(await desk.InForceAsync()).Similar);
        Assert.Equal("会员卡掉了咋整、会员卡掉了，咋整呀", (await desk.Articles.VersionsAsync(desk.Admin, card, cancel))[0].Remark);
        Assert.DoesNotContain(await lessons.ListAsync(desk.Admin, cancel), l => l.Lesson.Kind == LessonKind.Similar);

        // Left: nothing is written, and it is not proposed again.
        Assert.True((await decisions.MarkAsync(desk.Admin, proposed[LessonKind.Article].Lesson.GroupId!.Value, MissState.Ignored, "不采纳", cancel)).Made);
        Assert.Equal([LessonKind.Review], (await lessons.ListAsync(desk.Admin, cancel)).Select(l => l.Lesson.Kind));
        Assert.Equal(1, (await desk.Articles.ListAsync(desk.Admin, ArticleFilter.All, 0, 10, cancel)).Total);

        // Taken back: the wordings go again, as a version; what was there before stays, and so does what others have written since.
        desk.Database.Pass(TimeSpan.FromHours(1));
        var sheet = await desk.OpenAsync(card);
        await desk.SaveAsync(desk.Admin, sheet.Content with { Similar = [.. sheet.Content.Similar, "会员卡怎么补"] }, card, sheet.Rev);
        Assert.Empty((await desk.Articles.PublishAsync(desk.Admin, card, sheet.Rev + 1, "", cancel)).Problems);
        Assert.True((await decisions.UndoAsync(desk.Admin, group, cancel)).Made);
        Assert.Equal(["补办会员卡", "会员卡怎么补"], Assert.Single(await desk.InForceAsync()).Similar);
        var versions = await desk.Articles.VersionsAsync(desk.Admin, card, cancel);
        Assert.Equal((4, "− 会员卡掉了咋整、会员卡掉了，咋整呀"), (versions.Count, versions[0].Remark));
        Assert.Contains(await lessons.ListAsync(desk.Admin, cancel), l => l.Lesson.GroupId == group);
        Assert.Equal("ChangedMeanwhile", Assert.Single((await decisions.UndoAsync(desk.Admin, group, cancel)).Problems).Code);

        async Task PutAsync(params FoundMiss[] misses)
        {
            await sorting.ReadAsync(cancel);
            var (rows, changed) = sorting.Sort(misses);
            var unit = new WriteUnit();
            foreach (var (row, _) in changed)
                unit.Insert(row);
            foreach (var row in rows)
                unit.Insert(row);
            Assert.Equal(WriteOutcome.Committed, await conversations.Store.Writer.CommitAsync(unit));
        }

        FoundMiss Sent(string text, Guid article) => new(NewId(), NewId(), null, time.GetUtcNow().AddHours(-1), MissSource.Sent, text, "请带身份证到门店。", article);

        FoundMiss Said(string text, string answer) => new(NewId(), NewId(), null, time.GetUtcNow().AddHours(-1), MissSource.Unanswered, text, answer, null);
    }

    private static Guid NewId() => Guid.CreateVersion7(TimeProvider.System.GetUtcNow());
}
