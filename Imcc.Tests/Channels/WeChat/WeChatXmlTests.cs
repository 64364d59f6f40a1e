using System.Diagnostics;
using System.Text;
using Imcc.Core.Channels;
using Imcc.Core.Channels.WeChat;
using static Imcc.Tests.Channels.WeChat.WeChatSamples;

namespace Imcc.Tests.Channels.WeChat;

/// <summary>XML that means harm, or only looks strange.</summary>
public sealed class WeChatXmlTests
{
    [Theory]
    [InlineData("<!DOCTYPE xml [<!ENTITY a SYSTEM \"file:///etc/passwd\">]><xml><Content>&a;</Content></xml>")]
    [InlineData("<!DOCTYPE xml SYSTEM \"http://127.0.0.1:1/x.dtd\"><xml/>")]
    [InlineData("<!DOCTYPE xml [<!ENTITY a \"lol\"><!ENTITY b \"&a;&a;&a;&a;\"><!ENTITY c \"&b;&b;&b;&b;\">]><xml>&c;</xml>")]
    [InlineData("<xml>&undeclared;</xml>")]
    [InlineData("<xml><a></xml>")]
    [InlineData("<xml></xml><xml></xml>")]
    [InlineData("<xml></xml>rest")]
    [InlineData("<xml><p:a/></xml>")]
    [InlineData("<xml a=\"1\" a=\"2\"/>")]
    [InlineData("text")]
    [InlineData("{\"ToUserName\":\"a\"}")]
    [InlineData("")]
    [InlineData("   ")]
    [InlineData("<xml><![CDATA[a]]")]
    [InlineData("<?xml version=\"1.0\"?>")]
    public void Neither_dtd_nor_broken_xml_is_read(string xml)
    {
        Assert.Null(WeChatXml.Read(xml));
        Assert.Null(Parse(xml));
    }

    [Fact]
    public void Deep_nesting_is_refused()
    {
        var depth = 100_000;
        Assert.Null(WeChatXml.Read(string.Concat(Enumerable.Repeat("<a>", depth)) + string.Concat(Enumerable.Repeat("</a>", depth))));
        Assert.NotNull(WeChatXml.Read(string.Concat(Enumerable.Repeat("<a>", 20)) + string.Concat(Enumerable.Repeat("</a>", 20))));
    }

    public static TheoryData<string> Heavy => new(
        string.Concat(Enumerable.Repeat("<a/>", 250_000)),
        "<a>" + string.Concat(Enumerable.Repeat("<![CDATA[x]]>", 75_000)) + "</a>",
        "<a>" + string.Concat(Enumerable.Range(0, 90_000).Select(i => $"<b{i:00000}/>")) + "</a>",
        string.Concat(Enumerable.Range(0, 25).Select(i => $"<n{new string('x', 15_000)}{i}>")) + string.Concat(Enumerable.Range(0, 25).Reverse().Select(i => $"</n{new string('x', 15_000)}{i}>")),
        "<a>" + string.Concat(Enumerable.Repeat("&#65;", 200_000)) + "</a>",
        "<a " + string.Concat(Enumerable.Range(0, 60_000).Select(i => $"a{i}='1' ")) + "/>");

    [Theory]
    [MemberData(nameof(Heavy), DisableDiscoveryEnumeration = true)]
    public void Heavy_bodies_cost_little(string inner)
    {
        var before = GC.GetAllocatedBytesForCurrentThread();
        var started = Stopwatch.GetTimestamp();
        var xml = WeChatXml.Read(Message("<MsgType>text</MsgType><Content>a</Content>" + inner));
        Assert.NotNull(xml);
        Assert.InRange(xml.Fields.Count, 1, 500);
        Assert.Equal("a", xml["Content"]);
        Assert.True(Stopwatch.GetElapsedTime(started) < TimeSpan.FromSeconds(5), "too slow");
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 100_000_000);
    }

    [Theory]
    [InlineData("\uFEFF")]
    [InlineData("\n  ")]
    [InlineData("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n")]
    [InlineData("\uFEFF<?xml version=\"1.0\" encoding=\"gb2312\"?><!-- hello -->")]
    [InlineData("<?pi x?>")]
    public void What_stands_before_the_message_does_no_harm(string before) =>
        Assert.Equal(new TextContent("你好"), Parse(before + Text("你好"))!.Content);

    [Fact]
    public void Namespaces_and_attributes_do_no_harm()
    {
        Assert.Equal("o1", WeChatXml.Read("<w:xml xmlns:w=\"urn:x\"><w:FromUserName a=\"b\">o1</w:FromUserName></w:xml>")!["FromUserName"]);
        Assert.Equal("o1", WeChatXml.Read("<xml xmlns=\"urn:x\"><FromUserName>o1</FromUserName></xml>")!["FromUserName"]);
    }

    [Theory]
    [InlineData("a\0b\u0008c\u001Fd")]
    [InlineData("a&#0;b&#8;c&#xFFFF;d")]
    [InlineData("a&#xD800;b\uFFFEcd")]
    public void Characters_that_no_database_takes_are_left_out(string content)
    {
        var message = Parse(Message($"<MsgType>text</MsgType><Content>{content}</Content>"));
        Assert.Equal(new TextContent("abcd"), message!.Content);
    }

    [Fact]
    public void Broken_character_does_not_cost_the_message()
    {
        byte[] inner = [.. Encoding.UTF8.GetBytes("<xml><ToUserName>g</ToUserName><FromUserName>o1</FromUserName><MsgType>text</MsgType><Content>a"), 0xF0, 0x9F, .. "b\0</Content></xml>"u8];
        // Latin-1 keeps each byte, so that the cipher can be made of bytes that are no UTF-8.
        var encrypted = EncryptBytes(inner);
        var query = new WeChatQuery("", "1", "2", WeChatSignature.Sign(Token, "1", "2", encrypted), "aes");
        var opened = Assert.IsType<WeChatOpened.Genuine>(WeChatCallback.Open(Settings, query, $"<xml><Encrypt>{encrypted}</Encrypt></xml>"));
        Assert.DoesNotContain('\0', opened.Raw);
        Assert.Equal(new TextContent("a\uFFFDb"), Parse(opened.Raw)!.Content);
    }

    [Fact]
    public void First_of_two_elements_counts()
    {
        var xml = WeChatXml.Read("<xml><FromUserName>a</FromUserName><FromUserName>b</FromUserName></xml>")!;
        Assert.Equal("a", xml["FromUserName"]);
        Assert.Equal("b", xml["FromUserName.1"]);
    }

    [Fact]
    public void Random_damage_never_throws()
    {
        var random = new Random(20260101);
        var sample = Encrypted(Text("你好👍 ]]> &amp;"), compatible: true).Body + Event("subscribe", "<A><item>1</item></A>");
        for (var i = 0; i < 3000; i++)
        {
            var damaged = new StringBuilder(sample[..random.Next(sample.Length)] + sample[random.Next(sample.Length)..]);
            for (var n = random.Next(6); n > 0; n--)
                damaged[random.Next(damaged.Length)] = "<>&]['\"!/\0\uD83D\uFFFF;#"[random.Next(14)];
            Parse(damaged.ToString());
            var request = Plain(damaged.ToString());
            WeChatCallback.Open(Settings, request.Query with { MsgSignature = "x" }, damaged.ToString());
        }
    }

    private static string EncryptBytes(byte[] message)
    {
        var id = Encoding.UTF8.GetBytes(AppId);
        var length = 20 + message.Length + id.Length;
        var padding = 32 - length % 32;
        byte[] plain = [.. new byte[16], 0, 0, (byte)(message.Length >> 8), (byte)message.Length, .. message, .. id, .. Enumerable.Repeat((byte)padding, padding)];
        using var aes = System.Security.Cryptography.Aes.Create();
        var key = Convert.FromBase64String(AesKey + "=");
        aes.SetKey(key);
        return Convert.ToBase64String(aes.EncryptCbc(plain, key.AsSpan(0, 16), System.Security.Cryptography.PaddingMode.None));
    }
}
