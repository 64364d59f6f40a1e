using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using FsCheck;
using FsCheck.Fluent;
using Imcc.Core.Channels.WeChat;
using Imcc.Infrastructure.Channels.WeChat.Menus;

namespace Imcc.Tests.Channels.WeChat;

public sealed class MenuTests
{
    private static readonly WeChatMenu Sample = new(
    [
        new MenuButton { Name = "服务👋", Sub = [new MenuButton { Name = "人工", Type = "click", Key = "kefu" }, new MenuButton { Name = "扫一扫", Type = "scancode_waitmsg", Key = "SCAN" }] },
        new MenuButton { Name = "官网", Type = "view", Url = "https://e.cn/?a=1&b=<2>" },
        new MenuButton { Name = "小程序", Type = "miniprogram", AppId = "wx0123456789abcdef", PagePath = "pages/a", Url = "https://e.cn/mp", Key = "kept from a former type" },
    ]);

    [Fact]
    public void A_menu_goes_out_with_what_each_type_needs_and_nothing_else()
    {
        Same("""
            {"button":[
              {"name":"服务👋","sub_button":[{"name":"人工","type":"click","key":"kefu"},{"name":"扫一扫","type":"scancode_waitmsg","key":"SCAN"}]},
              {"name":"官网","type":"view","url":"https://e.cn/?a=1&b=<2>"},
              {"name":"小程序","type":"miniprogram","appid":"wx0123456789abcdef","pagepath":"pages/a","url":"https://e.cn/mp"}]}
            """, MenuJson.Write(Sample));
        Same("""{"button":[{"name":"a","type":"media_id","media_id":"m1"}],"matchrule":{"tag_id":"101","client_platform_type":"2"}}""",
            MenuJson.Write(new([new MenuButton { Name = "a", Type = "media_id", MediaId = "m1" }]), new("101", 2)));
        Same("""{"button":[{"name":"a","type":"article_view_limited","article_id":"x"}],"matchrule":{"client_platform_type":"1"}}""",
            MenuJson.Write(new([new MenuButton { Name = "a", Type = "article_view_limited", ArticleId = "x" }]), new("", 1)));
    }

    [Fact]
    public void What_was_written_is_read_back_from_either_form_of_wechats_answers()
    {
        using var plain = JsonDocument.Parse(MenuJson.Write(Sample));
        Assert.Equal(Sample.Trimmed(), MenuJson.Read(plain.RootElement));
        using var listed = JsonDocument.Parse("""{"button":[{"name":"服务","sub_button":{"list":[{"type":"view","name":"官网","url":"https://e.cn"},{"type":"text","name":"说明","value":"你好"},{"type":"news","name":"图文","value":"m9","news_info":{"list":[]}}]}}]}""");
        var read = MenuJson.Read(listed.RootElement);
        Assert.Equal(["官网", "说明", "图文"], read.Buttons[0].Sub.Select(b => b.Name));
        Assert.Equal(("你好", "m9"), (read.Buttons[0].Sub[1].Key, read.Buttons[0].Sub[2].MediaId));
        using var rule = JsonDocument.Parse("""{"button":[],"matchrule":{"group_id":2,"client_platform_type":"3"},"menuid":1}""");
        Assert.Equal(new MenuRule("2", 3), MenuJson.ReadRule(rule.RootElement));
    }

    public static TheoryData<MenuButton, MenuFault, MenuField?> Faults => new()
    {
        { new MenuButton { Name = " ", Key = "k" }, MenuFault.NameMissing, null },
        { new MenuButton { Name = "五个字再多一", Key = "k" }, MenuFault.NameTooLong, null },
        { new MenuButton { Name = "👍👍👍👍👍", Key = "k" }, MenuFault.NameTooLong, null },
        { new MenuButton { Name = "a", Type = "text", Key = "k" }, MenuFault.TypeUnknown, null },
        { new MenuButton { Name = "a" }, MenuFault.FieldMissing, MenuField.Key },
        { new MenuButton { Name = "a", Key = new string('字', 43) }, MenuFault.FieldTooLong, MenuField.Key },
        { new MenuButton { Name = "a", Type = "view", Url = "https://e.cn/" + new string('a', 1012) }, MenuFault.FieldTooLong, MenuField.Url },
        { new MenuButton { Name = "a", Type = "view", Url = "javascript:alert(1)" }, MenuFault.UrlBad, MenuField.Url },
        { new MenuButton { Name = "a", Type = "miniprogram", Url = "https://e.cn", PagePath = "p", AppId = "wx1" }, MenuFault.AppIdBad, MenuField.AppId },
        { new MenuButton { Name = "a", Type = "miniprogram", Url = "https://e.cn", AppId = "wx0123456789abcdef" }, MenuFault.FieldMissing, MenuField.PagePath },
        { new MenuButton { Name = "a", Type = "media_id" }, MenuFault.FieldMissing, MenuField.MediaId },
        { new MenuButton { Name = "a", Type = "article_id" }, MenuFault.FieldMissing, MenuField.ArticleId },
        { new MenuButton { Name = "a", Sub = [new MenuButton { Name = new string('字', 21), Key = "k" }] }, MenuFault.NameTooLong, null },
    };

    [Theory]
    [MemberData(nameof(Faults))]
    public void What_wechat_would_refuse_is_found_before(MenuButton button, MenuFault fault, MenuField? field)
    {
        var problem = Assert.Single(new WeChatMenu([button]).Problems());
        Assert.Equal((fault, field), (problem.Fault, problem.Field));
    }

    [Fact]
    public void Limits_are_counted_in_bytes_to_the_letter()
    {
        var most = new MenuButton { Name = "五个汉字满x", Sub = [new MenuButton { Name = new string('字', 20), Key = new string('k', 128) }, new MenuButton { Name = "b", Type = "view", Url = "https://e.cn/" + new string('a', 1011) }] };
        Assert.Equal(16, Encoding.UTF8.GetByteCount(most.Name));
        Assert.Empty(new WeChatMenu([most]).Problems());
        Assert.Equal(MenuFault.Empty, Assert.Single(WeChatMenu.Empty.Problems()).Fault);
        var one = new MenuButton { Name = "a", Key = "k" };
        Assert.Equal(MenuFault.TooMany, Assert.Single(new WeChatMenu([one, one, one, one]).Problems()).Fault);
        Assert.Equal(MenuFault.TooMany, Assert.Single(new WeChatMenu([one with { Sub = [one, one, one, one, one, one] }]).Problems()).Fault);
    }

    [Fact]
    public void Moving_loses_no_entry_and_never_breaks_the_limits()
    {
        var place = from top in Gen.Choose(0, 3) from sub in Gen.Choose(-1, 6) select new MenuPlace(top, sub < 0 ? null : sub);
        var sizes = Gen.Choose(0, 5).ListOf().Where(s => s.Count is >= 1 and <= 3);
        var cases = from s in sizes from f in place from t in place select (s, f, t);
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(1000), Prop.ForAll(cases.ToArbitrary(), c => Moves([.. c.s], c.f, c.t)));
    }

    private static void Moves(int[] sizes, MenuPlace from, MenuPlace to)
    {
        var menu = new WeChatMenu([.. sizes.Select((size, t) => new MenuButton { Name = "t" + t, Key = "k", Sub = [.. Enumerable.Range(0, size).Select(i => new MenuButton { Name = $"s{t}{i}", Key = "k" })] })]);
        var (moved, place) = menu.Move(from, to);
        Assert.Equal(menu.All().Select(b => b.Button.Name).Order(StringComparer.Ordinal), moved.All().Select(b => b.Button.Name).Order(StringComparer.Ordinal));
        Assert.DoesNotContain(moved.Problems(), p => p.Fault is MenuFault.TooMany or MenuFault.TooDeep);
        if (place is { } at)
            Assert.Equal(menu.At(from)!.Name, moved.At(at)!.Name);
        else
            Assert.Equal(menu, moved);
    }

    [Fact]
    public void Differences_are_told_entry_by_entry()
    {
        var draft = new WeChatMenu([Sample.Buttons[0] with { Sub = [Sample.Buttons[0].Sub[0] with { Key = "MENU_PERSON" }] }, Sample.Buttons[1]]);
        var differences = MenuDifference.Between(Sample, draft);
        Assert.Equal([new MenuPlace(0, 0), new MenuPlace(0, 1), new MenuPlace(2)], differences.Select(d => d.Place));
        Assert.Equal(("kefu", "MENU_PERSON"), (differences[0].Was!.Key, differences[0].Becomes!.Key));
        Assert.Null(differences[1].Becomes);
        Assert.Empty(MenuDifference.Between(Sample, Sample.Trimmed()));
        Assert.Equal(new MenuPlace(0), MenuDifference.Between(new([new MenuButton { Name = "a", Key = "k" }]), new([new MenuButton { Name = "a", Key = "k", Sub = [Sample.Buttons[1]] }]))[0].Place);
    }

    private static void Same(string expected, string json)
    {
        Assert.DoesNotContain("\\u", json, StringComparison.Ordinal);
        Assert.True(JsonNode.DeepEquals(JsonNode.Parse(expected), JsonNode.Parse(json)), json);
    }
}
