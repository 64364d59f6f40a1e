using AngleSharp.Dom;
using AngleSharp.Html.Parser;
using FsCheck;
using FsCheck.Fluent;
using Imcc.Core.Knowledge;

namespace Imcc.Tests.Knowledge;

/// <summary>Rich text is safe: judged by what a real parser makes of it.</summary>
public sealed class RichTextTests
{
    private static readonly HashSet<string> Elements =
        ["p", "br", "b", "strong", "i", "em", "u", "s", "sub", "sup", "ul", "ol", "li", "h2", "h3", "h4", "blockquote", "pre", "code", "table", "thead", "tbody", "tr", "th", "td", "a", "hr", "img", "html", "head", "body"];

    private static readonly HashSet<string> Attributes = ["href", "target", "rel", "src", "alt", "colspan", "rowspan"];

    private static readonly string[] Pieces =
    [
        "<script>", "</script>", "<ScRiPt src=//x>", "alert(1)", "<img src=x onerror=alert(1)>", "<img src='/files/01900000-0000-7000-8000-000000000001' onload=alert(1)>", "<svg onload=alert(1)>", "</svg>", "<math><mi>", "<style>", "</style>",
        "<a href=\"javascript:alert(1)\">", "<a href='https://example.com/?a=1&b=\"x'>", "<a href=java&#10;script:alert(1)>", "</a>", "<p onclick=\"x\">", "</p>", "<p style=background:url(x)>", "<div>", "<table><tr><td colspan=3 onmouseover=x>", "</td>",
        "<!--", "-->", "<!-->", "<![CDATA[", "]]>", "<?xml", "<noscript>", "<template>", "</template>", "<textarea>", "</title>", "<title>", "<iframe srcdoc='<script>'>", "<a", " href=", "\"", "'", ">", "<", "/", "&lt;script&gt;", "&#60;img src=x onerror=1>",
        "&amp;lt;", "&", "\0", "文字", "<b>", "</b>", "<li>", "<ul>", "<form action=x>", "<input autofocus onfocus=x>", "<base href=//x>", "<meta http-equiv=refresh>", "<object data=x>", "<xmp>", "<plaintext>", "=", " ",
    ];

    [Fact]
    public void No_script_survives()
    {
        var parser = new HtmlParser();
        var text = from size in Gen.Choose(0, 25) from parts in Gen.ArrayOf(Gen.Elements(Pieces), size) select string.Concat(parts);
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(3_000), Prop.ForAll(Arb.From(text), html =>
        {
            var safe = RichText.Sanitise(html);
            var document = parser.ParseDocument(safe);
            return document.All.All(e => Elements.Contains(e.LocalName) && e.NamespaceUri == "http://www.w3.org/1999/xhtml" && e.Attributes.All(IsSafe))
                && document.Descendants<IComment>().Any() is false
                && RichText.Sanitise(safe) == safe;
        }));

        static bool IsSafe(IAttr attribute) => Attributes.Contains(attribute.Name) && attribute.Name switch
        {
            "href" => attribute.Value.StartsWith("https://", StringComparison.Ordinal) || attribute.Value.StartsWith("http://", StringComparison.Ordinal),
            "src" => attribute.Value.StartsWith("/files/", StringComparison.Ordinal),
            _ => true,
        };
    }

    [Theory]
    [InlineData("<h1>标题</h1><p>第一段<br>换行 <strong>重点</strong></p>", "<h2>标题</h2><p>第一段<br>换行 <strong>重点</strong></p>")]
    [InlineData("<p class=x>一<p>二", "<p>一</p><p>二</p>")]
    [InlineData("<b><i>错</b>位</i>", "<b><i>错</i></b>位")]
    [InlineData("1 < 2 & 3 > 2", "1 &lt; 2 &amp; 3 &gt; 2")]
    [InlineData("<a href=\"tel:95588\">热线</a>", "<a href=\"tel:95588\" target=\"_blank\" rel=\"noopener noreferrer nofollow\">热线</a>")]
    [InlineData("<a href=\"javascript:alert(1)\">点</a>", "<a>点</a>")]
    [InlineData("<p> </p><p><br></p>", "")]
    [InlineData("<script>alert(1)</script>正文<style>p{}</style>", "正文")]
    public void What_stays_is_written_anew(string html, string expected) => Assert.Equal(expected, RichText.Sanitise(html));

    [Fact]
    public void It_is_read_as_lines_and_its_links_are_known()
    {
        const string html = "<h2>费用</h2><ul><li>年费 <b>200</b> 元</li><li>免年费&nbsp;条件</li></ul><table><tr><td>一</td><td>二</td></tr></table><a href='https://example.com/a?b=1&amp;c=2'>详情</a><a href='/in'>内</a>";
        Assert.Equal("费用\n年费 200 元\n免年费 条件\n一 二\n详情内", RichText.ToPlain(html));
        Assert.Equal(["https://example.com/a?b=1&c=2"], RichText.Links(html));
    }
}
