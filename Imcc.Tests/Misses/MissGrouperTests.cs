using FsCheck;
using FsCheck.Fluent;
using Imcc.Core.Misses;
using Imcc.Core.Retrieval;

namespace Imcc.Tests.Misses;

/// <summary>Misses are sorted cautiously, and the same however they come.</summary>
public sealed class MissGrouperTests
{
    private static readonly MissReader Reader = new(Thesaurus.BuiltIn);

    /// <summary>Ways to ask for the same; no two lines are one question.</summary>
    private static readonly string[][] Questions =
    [
        ["会员卡丢了怎么补办", "请问会员卡丢失了如何补办", "会员卡丢了，怎么补办呢？", "你好，会员卡丢了怎么补办"],
        ["发票抬头写错了能改吗", "请问发票抬头写错了可以改吗", "发票抬头写错了，能改吗"],
        ["周末可以上门安装空调吗", "周末能上门安装空调吗"],
        ["儿童座椅适合几岁的孩子", "请问儿童座椅适合几岁的孩子呢"],
        ["咖啡机不出水怎么办", "咖啡机不出水咋办", "咖啡机不出水如何处理"],
        ["学生证可以买半价票吗", "学生证能买半价票吗"],
    ];

    [Fact]
    public void The_same_question_in_other_words_of_courtesy_is_one_group_and_others_are_not()
    {
        var grouper = new MissGrouper();
        var groups = Questions.Select(q => q.Select(t => grouper.Add(Reader.Read(t))).ToList()).ToList();
        Assert.All(groups, g => Assert.Single(g.Distinct()));
        Assert.Equal(Questions.Length, groups.Select(g => g[0]).Distinct().Count());
    }

    [Theory]
    [InlineData("这张券能用", "这张券不能用")]
    [InlineData("满100减20的活动在哪", "满200减20的活动在哪")]
    public void What_is_denied_and_what_has_another_number_is_another_question(string one, string other)
    {
        var grouper = new MissGrouper();
        Assert.NotEqual(grouper.Add(Reader.Read(one)), grouper.Add(Reader.Read(other)));
    }

    [Fact]
    public void The_same_words_are_always_in_one_group_however_they_are_written_and_in_whatever_order_they_come() =>
        Prop.ForAll(ArbMap.Default.ArbFor<int>(), seed =>
        {
            var dice = new Random(seed);
            var texts = Questions.SelectMany(q => q).ToArray();
            dice.Shuffle(texts);
            var grouper = new MissGrouper();
            var first = texts.ToDictionary(t => t, t => grouper.Add(Reader.Read(t)));
            var number = grouper.Groups;
            return texts.All(t => grouper.Add(Reader.Read($" {t.Replace('？', '?').ToUpperInvariant()}！ ")) == first[t])
                && texts.All(t => grouper.Find(Reader.Read(t)) == first[t])
                && grouper.Groups == number;
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Groups_that_were_stored_and_opened_again_take_the_same_messages()
    {
        var grouper = new MissGrouper();
        var first = Questions.ToDictionary(q => q[0], q => grouper.Add(Reader.Read(q[0])));
        var again = new MissGrouper();
        foreach (var (leader, _) in first.OrderBy(f => f.Value))
            again.Open(Reader.Read(leader));
        Assert.All(Questions.SelectMany(q => q.Select(t => (q[0], t))), q => Assert.Equal(first[q.Item1], again.Add(Reader.Read(q.t))));
    }

    [Fact]
    public void What_a_person_merged_stays_together_and_what_they_parted_stays_apart()
    {
        var grouper = new MissGrouper();
        var card = grouper.Add(Reader.Read("会员卡丢了怎么补办"));
        var coffee = grouper.Add(Reader.Read("咖啡机不出水怎么办"));
        grouper.Merge(coffee, card);
        Assert.Equal(card, grouper.Add(Reader.Read("请问咖啡机不出水如何处理")));
        var own = grouper.Open(Reader.Read("咖啡机不出水怎么办"));
        Assert.NotEqual(card, own);
        Assert.Equal(own, grouper.Add(Reader.Read("咖啡机不出水怎么办？")));
    }

    [Fact]
    public void Lessons_need_more_than_one_accident_and_agents_who_agree()
    {
        var (article, other) = (Guid.CreateVersion7(TimeProvider.System.GetUtcNow()), Guid.CreateVersion7(TimeProvider.System.GetUtcNow()));
        Answered sent = new("会员卡掉了咋整", "请到门店补办。", article);
        Assert.Null(Teacher.OfGroup(Guid.Empty, [sent]));
        Assert.Null(Teacher.OfGroup(Guid.Empty, [sent, sent, sent with { ArticleId = other }, sent with { ArticleId = other }]));
        var lesson = Teacher.OfGroup(Guid.Empty, [sent, sent, sent with { Text = "卡没了" }]);
        Assert.Equal((LessonKind.Similar, (Guid?)article, 3), (lesson!.Kind, lesson.ArticleId, lesson.Evidence));
        Assert.Equal(["会员卡掉了咋整", "卡没了"], lesson.Samples);

        Answered said = new("周末上班吗", "周末 9 点到 17 点有人。", null);
        Assert.Null(Teacher.OfGroup(Guid.Empty, [said, said]));
        Assert.Equal((LessonKind.Article, said.Answer), (Teacher.OfGroup(Guid.Empty, [said, said, said])!.Kind, Teacher.OfGroup(Guid.Empty, [said, said, said])!.Answer));
        Assert.Null(Teacher.OfRatings(article, 4, 5));
        Assert.Equal(LessonKind.Review, Teacher.OfRatings(article, 1, 5)!.Kind);
    }
}
