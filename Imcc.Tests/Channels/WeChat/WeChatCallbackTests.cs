using System.Buffers;
using System.Text;
using Imcc.Core.Channels;
using Imcc.Core.Channels.WeChat;
using static Imcc.Tests.Channels.WeChat.WeChatSamples;

namespace Imcc.Tests.Channels.WeChat;

public sealed class WeChatCallbackTests
{
    [Fact]
    public void Plain_encrypted_and_compatible_requests_carry_the_same_message()
    {
        var xml = Text("你好👍");
        Assert.Equal(xml, Genuine(Plain(xml).OpenWith(PlainSettings)).Raw);
        Assert.Equal(xml, Genuine(Plain(xml).OpenWith(Settings)).Raw);
        Assert.Equal(xml, Genuine(Encrypted(xml).OpenWith(Settings)).Raw);
        Assert.Equal(xml, Genuine(Encrypted(xml, compatible: true).OpenWith(Settings)).Raw);
    }

    [Fact]
    public void Only_an_encrypted_request_is_answered_encrypted()
    {
        Assert.Null(Genuine(Plain(Text("a")).OpenWith(Settings)).Key);
        Assert.NotNull(Genuine(Encrypted(Text("a")).OpenWith(Settings)).Key);
    }

    [Fact]
    public void Plain_part_of_a_compatible_request_is_not_believed()
    {
        var request = Encrypted(Text("true"), compatible: true);
        var forged = request with { Body = request.Body.Replace("<![CDATA[true]]>", "<![CDATA[false]]>", StringComparison.Ordinal) };
        var opened = Genuine(forged.OpenWith(Settings));
        Assert.Equal("true", Parse(opened.Raw)!.Content.Preview);
    }

    [Fact]
    public void Account_without_key_takes_the_plain_part_of_a_compatible_request()
    {
        var opened = Genuine(Encrypted(Text("a"), compatible: true).OpenWith(PlainSettings));
        Assert.Null(opened.Key);
        Assert.Equal("a", Parse(opened.Raw)!.Content.Preview);
    }

    [Fact]
    public void Encrypted_body_is_not_let_in_by_the_plain_signature()
    {
        var request = Encrypted(Text("a"));
        var plain = request with { Query = request.Query with { EncryptType = "", MsgSignature = "" } };
        Assert.IsType<WeChatOpened.Forged>(plain.OpenWith(Settings));
        var wrong = request with { Query = request.Query with { MsgSignature = request.Query.Signature } };
        Assert.IsType<WeChatOpened.Forged>(wrong.OpenWith(Settings));
    }

    [Fact]
    public void Unsigned_request_is_refused_even_with_an_openid()
    {
        Assert.IsType<WeChatOpened.Forged>(new WeChatRequest(default(WeChatQuery) with { Signature = "", Timestamp = "", Nonce = "", MsgSignature = "", EncryptType = "" }, Text("a")).OpenWith(PlainSettings));
        Assert.IsType<WeChatOpened.Forged>(Plain(Text("a"), token: "another").OpenWith(PlainSettings));
    }

    [Fact]
    public void Account_without_token_takes_nobodys_signature()
    {
        var request = Plain(Text("a"), token: "");
        Assert.IsType<WeChatOpened.Forged>(request.OpenWith(PlainSettings with { Token = "" }));
        Assert.False(WeChatCallback.IsSigned(PlainSettings with { Token = "" }, request.Query));
    }

    [Fact]
    public void Key_before_the_rotation_still_opens_and_answers()
    {
        var opened = Genuine(Encrypted(Text("a"), Settings with { EncodingAesKey = OtherAesKey }).OpenWith(Settings with { PreviousAesKey = OtherAesKey }));
        var answer = WeChatReply.Seal("<xml/>", Settings, opened.Key!, Now, "1", new byte[16]);
        Assert.Equal("<xml/>", WeChatKey.TryDecode(OtherAesKey)!.Decrypt(WeChatXml.Read(answer)!["Encrypt"]!, AppId));
    }

    [Theory]
    [InlineData("not base64!")]
    [InlineData("")]
    [InlineData("QUJD")]
    [InlineData("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=")]
    public void Signed_rubbish_cannot_be_read(string encrypted)
    {
        var query = new WeChatQuery("", "1", "2", WeChatSignature.Sign(Token, "1", "2", encrypted), "aes");
        Assert.IsType<WeChatOpened.Unreadable>(WeChatCallback.Open(Settings, query, $"<xml><Encrypt><![CDATA[{encrypted}]]></Encrypt></xml>"));
    }

    [Fact]
    public void Encrypted_request_without_ciphertext_cannot_be_read()
    {
        var request = Plain(Text("a"));
        Assert.IsType<WeChatOpened.Unreadable>((request with { Query = request.Query with { EncryptType = "aes" } }).OpenWith(Settings));
    }

    [Fact]
    public void Signed_request_of_another_app_cannot_be_read() =>
        Assert.IsType<WeChatOpened.Unreadable>(Encrypted(Text("a"), appId: "wxother").OpenWith(Settings));

    [Fact]
    public void Body_in_another_encoding_cannot_be_read()
    {
        var body = new ReadOnlySequence<byte>([.. "<xml><Content>"u8, 0xC4, 0xE3, 0xBA, 0xC3, .. "</Content></xml>"u8]);
        Assert.IsType<WeChatOpened.Unreadable>(WeChatCallback.Open(PlainSettings, Plain("").Query, body));
        var utf16 = new ReadOnlySequence<byte>(Encoding.Unicode.GetBytes(Text("a")));
        Assert.IsNotType<WeChatOpened.Genuine>(WeChatCallback.Open(PlainSettings, Plain("").Query, utf16));
    }

    [Fact]
    public void Every_cut_of_a_request_is_refused_without_an_exception()
    {
        var request = Encrypted(Text("你好"));
        for (var length = 0; length < request.Body.Length; length++)
            Assert.IsNotType<WeChatOpened.Genuine>((request with { Body = request.Body[..length] }).OpenWith(Settings));
    }

    [Fact]
    public void Repeated_deliveries_share_a_key_and_other_messages_do_not()
    {
        var first = Parse(Text("a", 1))!;
        Assert.Equal(first.DedupeKey, Parse(Text("a", 1))!.DedupeKey);
        Assert.NotEqual(first.DedupeKey, Parse(Text("a", 2))!.DedupeKey);
        Assert.Equal("1", first.ChannelMessageId);
    }

    [Fact]
    public void Message_without_id_is_known_by_sender_second_and_content()
    {
        Assert.Equal(Parse(Text("a", null))!.DedupeKey, Parse(Text("a", null))!.DedupeKey);
        Assert.NotEqual(Parse(Text("a", null))!.DedupeKey, Parse(Text("b", null))!.DedupeKey);
        Assert.NotEqual(Parse(Text("a", null))!.DedupeKey, Parse(Text("a", null, "somebody"))!.DedupeKey);
        Assert.Null(Parse(Text("a", null))!.ChannelMessageId);
    }

    [Fact]
    public void Events_are_known_by_sender_second_name_and_key()
    {
        var click = Parse(Event("CLICK", "<EventKey>A</EventKey>"))!;
        Assert.Equal(click.DedupeKey, Parse(Event("click", "<EventKey><![CDATA[A]]></EventKey>"))!.DedupeKey);
        Assert.NotEqual(click.DedupeKey, Parse(Event("CLICK", "<EventKey>B</EventKey>"))!.DedupeKey);
        Assert.NotEqual(click.DedupeKey, Parse(Event("VIEW", "<EventKey>A</EventKey>"))!.DedupeKey);
        Assert.NotEqual(
            Parse(Event("TEMPLATESENDJOBFINISH", "<MsgID>1</MsgID>"))!.DedupeKey,
            Parse(Event("TEMPLATESENDJOBFINISH", "<MsgID>2</MsgID>"))!.DedupeKey);
    }

    [Fact]
    public void Long_keys_stay_within_their_column_and_apart()
    {
        var one = Parse(Event("VIEW", $"<EventKey>{new string('a', 1000)}1</EventKey>"))!.DedupeKey;
        var two = Parse(Event("VIEW", $"<EventKey>{new string('a', 1000)}2</EventKey>"))!.DedupeKey;
        Assert.NotEqual(one, two);
        Assert.InRange(one.Length, 1, 256);
    }

    [Theory]
    [InlineData("")]
    [InlineData("abc")]
    [InlineData("-5")]
    [InlineData("99999999999999999999")]
    [InlineData("1767225600000")]
    public void Impossible_time_becomes_the_time_of_arrival(string created)
    {
        var message = Parse(Text("a").Replace("1767225600", created, StringComparison.Ordinal))!;
        Assert.Equal(Now, message.SentAt);
        Assert.Equal(Now, message.ReceivedAt);
    }

    [Fact]
    public void Message_names_its_sender_and_time()
    {
        var message = Parse(Text("a"))!;
        Assert.Equal(OpenId, message.ExternalId);
        Assert.Equal(DateTimeOffset.FromUnixTimeSeconds(1767225600), message.SentAt);
        Assert.Equal(Account().Id, message.AccountId);
        Assert.Null(message.AnswerableUntil);
    }

    [Theory]
    [InlineData("<xml><MsgType>text</MsgType></xml>")]
    [InlineData("<xml><FromUserName>o1</FromUserName><MsgType>text</MsgType></xml>")]
    [InlineData("<xml><ToUserName>g1</ToUserName><FromUserName>  </FromUserName><MsgType>text</MsgType></xml>")]
    [InlineData("<xml/>")]
    public void Message_without_sender_or_account_is_none(string xml) => Assert.Null(Parse(xml));

    [Fact]
    public void Change_of_a_persons_data_is_about_that_person()
    {
        var message = Parse(Event("user_authorization_revoke", "<OpenID><![CDATA[oPerson]]></OpenID><AppID>wx1</AppID><RevokeInfo><![CDATA[1,2]]></RevokeInfo>"))!;
        Assert.Equal("oPerson", message.ExternalId);
        Assert.Equal("1,2", Assert.IsType<EventContent>(message.Content).Fields!["RevokeInfo"]);
        Assert.Equal(OpenId, Parse(Event("user_info_modified"))!.ExternalId);
    }

    private static WeChatOpened.Genuine Genuine(WeChatOpened opened) => Assert.IsType<WeChatOpened.Genuine>(opened);
}
