using Imcc.Core.Channels;
using Imcc.Core.Knowledge;
using Imcc.Web.Components.Knowledge;

namespace Imcc.Tests.Knowledge;

public sealed class ArticleFormTests
{
    private static readonly ArticleContent Blank = ArticleContent.Blank(new("00000000-0000-0000-0000-000000000001"));

    [Fact]
    public void Pasted_lines_are_questions_of_their_own_and_what_stands_there_already_is_left_out()
    {
        var form = new ArticleForm(Blank with { Title = "信用卡怎么还款", Similar = ["如何还信用卡"] }, 1);
        Assert.Equal(3, form.AddSimilar("还款方式有哪些\r\n\r\n  如何还信用卡？ \n信用卡怎么还款!\n还款方式有哪些"));
        Assert.Equal(["如何还信用卡", "还款方式有哪些"], form.Similar);
        form.SetSimilar(1, "如何还 信用卡");
        Assert.False(form.IsTwice(0));
        Assert.True(form.IsTwice(1));
        form.SetSimilar(1, "信用卡怎么还款");
        Assert.True(form.IsTwice(1));
    }

    [Fact]
    public void It_is_dirty_only_while_it_says_something_else_than_what_was_saved()
    {
        var form = new ArticleForm(Blank with { Title = "年费", Similar = ["a", "b"] }, 1);
        form.MoveSimilar(1, 0);
        Assert.True(form.IsDirty);
        form.MoveSimilar(0, 1);
        Assert.False(form.IsDirty);
        form.AddSimilar("c");
        form.SetSimilar(2, "  ");
        Assert.False(form.IsDirty);
        form.TextFor(ChannelKind.WeChat, "微信");
        Assert.Equal("微信", form.Content.Answer.TextFor(ChannelKind.WeChat));
        form.TextFor(ChannelKind.WeChat, "");
        Assert.False(form.IsDirty);
    }

    [Fact]
    public void What_a_browser_kept_comes_back_as_it_was_and_nothing_else_does()
    {
        var form = new ArticleForm(Blank, 4);
        form.Change(c => c with { Title = "年费", Tags = ["卡"], Answer = c.Answer with { Link = new LinkContent("官网", null, "https://example.com/a"), Pictures = [new MediaRef("f")] } });
        form.TextFor(ChannelKind.WeChat, "免年费");
        form.AddSimilar("要交年费吗");
        var kept = ArticleForm.Read(form.Write(), form.Saved);
        Assert.True(kept!.Content.Says(form.Content));
        Assert.Equal(4, kept.Revision);
        Assert.Null(ArticleForm.Read(form.Write(), form.Content));
        Assert.All([null, "", "{", "null", "{}", """{"Revision":1,"Content":{"Title":"x"}}"""], bad => Assert.Null(ArticleForm.Read(bad, form.Saved)));
    }
}
