using Imcc.Core.Replies;

namespace Imcc.Tests.Replies;

public sealed class ReplyIndexTests
{
    private static readonly (string Title, string Text)[] Library =
    [
        ("信用卡挂失", "已为您受理信用卡挂失，原卡即时停用。"),
        ("账单分期", "账单分期可选 3、6、12 期，在手机银行办理。"),
        ("分期提前结清", "分期可以提前结清，剩余本金一次性还清。"),
        ("提前还款", "贷款提前还款无违约金。"),
        ("营业时间", "网点营业时间为工作日 9:00 至 17:00。"),
        ("结束语", "感谢您的咨询，祝您生活愉快。"),
        ("etc 办理", "ETC 可在手机银行申请。"),
    ];

    [Theory]
    [InlineData("我信用卡丢了怎么挂失？", "信用卡挂失")]
    [InlineData("账单想分期，请问可以分几期", "账单分期")]
    [InlineData("分期能不能提前结清", "分期提前结清")]
    [InlineData("房贷提前还款要违约金吗", "提前还款")]
    [InlineData("你们几点营业", "营业时间")]
    [InlineData("怎么办ETC", "etc 办理")]
    public void A_question_finds_its_answer_first(string question, string title) => Assert.Equal(title, Ask(question).First());

    [Theory]
    [InlineData("你好，请问在吗")]
    [InlineData("谢谢您")]
    [InlineData("今天天气怎么样")]
    [InlineData("")]
    [InlineData("？！")]
    public void Courtesy_and_other_matters_find_nothing(string question) => Assert.Empty(Ask(question));

    [Fact]
    public void A_title_counts_more_than_a_text()
    {
        var index = new ReplyIndex([(Id(0), "其他", "关于年费减免的规定"), (Id(1), "年费减免", "刷卡六次即免")]);
        Assert.Equal(Id(1), index.Search("年费减免", 2, _ => true)[0].Id);
    }

    [Fact]
    public void What_may_not_be_seen_is_not_found()
    {
        var library = new ReplyLibrary([Reply(1, Id(9)), Reply(2, Id(8)), Reply(3, null)]);
        Assert.Equal([Id(1), Id(3)], library.Answers("信用卡挂失", new HashSet<Guid> { Id(9) }, 5).Select(r => r.Id));
        Assert.Equal([Id(1), Id(3)], library.For(new HashSet<Guid> { Id(9) }).Select(r => r.Id));
    }

    private static QuickReply Reply(int number, Guid? group) =>
        new() { Id = Id(number), Scope = group is null ? ReplyScope.Company : ReplyScope.Group, GroupId = group, Title = "信用卡挂失", Text = "挂失" };

    private static IEnumerable<string> Ask(string question) =>
        new ReplyIndex(Library.Select((t, i) => (Id(i), t.Title, t.Text))).Search(question, 3, _ => true).Select(f => Library[f.Id.ToByteArray()[0]].Title);

    private static Guid Id(int number) => new(number, 0, 0, new byte[8]);
}
