using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Imcc.Core.Channels.WeChat;

namespace Imcc.Tests.Channels.WeChat;

/// <summary>Published and recomputed vectors of signatures and encryption.</summary>
public sealed class WeChatVectorTests
{
    private static readonly JsonArray Vectors = Load();

    public static TheoryData<string> Signatures => Of("wechat.signature3");

    public static TheoryData<string> SortedHashes => Of("wechat.sha1sorted");

    public static TheoryData<string> Messages => Of("wechat.encrypted");

    [Theory]
    [MemberData(nameof(Signatures))]
    public void Url_check_is_signed_in_ordinal_order(string id)
    {
        var v = Find(id);
        var previous = CultureInfo.CurrentCulture;
        CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo("zh-CN");
        try
        {
            Assert.Equal(Text(v, "signature"), WeChatSignature.Sign(Text(v, "token"), Text(v, "timestamp"), Text(v, "nonce")));
            Assert.True(WeChatSignature.Matches(Text(v, "signature"), Text(v, "token"), Text(v, "timestamp"), Text(v, "nonce")));
            Assert.False(WeChatSignature.Matches(Text(v, "signature"), Text(v, "token"), Text(v, "timestamp"), Text(v, "nonce") + "0"));
        }
        finally
        {
            CultureInfo.CurrentCulture = previous;
        }
    }

    [Theory]
    [MemberData(nameof(SortedHashes))]
    public void Hash_covers_any_number_of_parts(string id)
    {
        var v = Find(id);
        var parts = v["parts"]!.AsArray().Select(p => (string)p!).ToArray();
        Assert.Equal(Text(v, "signature"), WeChatSignature.SignSorted(parts));
    }

    [Fact]
    public void Signature_of_a_message_covers_its_ciphertext()
    {
        var v = Find("wecom-sig-only");
        Assert.Equal(Text(v, "msg_signature"), WeChatSignature.Sign(Text(v, "token"), Text(v, "timestamp"), Text(v, "nonce"), Text(v, "encrypt")));
    }

    [Theory]
    [MemberData(nameof(Messages))]
    public void Message_is_signed_decrypted_and_encrypted_alike(string id)
    {
        var v = Find(id);
        var encrypted = Text(v, "encrypt");
        var key = WeChatKey.TryDecode(Text(v, "encodingAESKey"));
        Assert.NotNull(key);
        Assert.Equal(Text(v, "msg_signature"), WeChatSignature.Sign(Text(v, "token"), Text(v, "timestamp"), Text(v, "nonce"), encrypted));
        Assert.Equal(Text(v, "plaintext"), key.Decrypt(encrypted, Text(v, "receive_id")));
        Assert.Equal(encrypted, key.Encrypt(Text(v, "plaintext"), Text(v, "receive_id"), Convert.FromHexString(Text(v, "random16_hex"))));
        Assert.Null(key.Decrypt(encrypted, Text(v, "receive_id") + "0"));
        Assert.Null(key.Decrypt(encrypted, ""));
        if (v["wrong_msg_signature_culture_sort"] is { } wrong)
            Assert.False(WeChatSignature.Matches((string)wrong!, Text(v, "token"), Text(v, "timestamp"), Text(v, "nonce"), encrypted));
    }

    [Fact]
    public void Tampered_ciphertext_is_a_forgery()
    {
        var v = Find("own-oa-text-in");
        Assert.IsType<WeChatOpened.Forged>(Open(v, Text(Find("neg-tampered-cipher"), "encrypt"), Text(v, "receive_id")));
    }

    [Fact]
    public void Message_for_somebody_else_cannot_be_read()
    {
        var v = Find("own-oa-text-in");
        Assert.IsType<WeChatOpened.Unreadable>(Open(v, Text(v, "encrypt"), Text(Find("neg-wrong-appid"), "receive_id")));
        Assert.IsType<WeChatOpened.Genuine>(Open(v, Text(v, "encrypt"), Text(v, "receive_id")));
    }

    [Theory]
    [InlineData("neg-length-overflow")]
    [InlineData("neg-bad-pad")]
    public void Broken_plaintext_cannot_be_read(string id)
    {
        var v = Find(id);
        Assert.Null(WeChatKey.TryDecode(Text(v, "encodingAESKey"))!.Decrypt(Text(v, "encrypt"), Text(v, "receive_id")));
        Assert.IsType<WeChatOpened.Unreadable>(Open(v, Text(v, "encrypt"), Text(v, "receive_id")));
    }

    [Fact]
    public void Whole_request_of_the_sample_is_read()
    {
        var v = Find("own-oa-text-in");
        var q = v["http_query"]!;
        var opened = Assert.IsType<WeChatOpened.Genuine>(WeChatCallback.Open(
            WeChatSamples.Settings,
            new WeChatQuery(Text(q, "signature"), Text(q, "timestamp"), Text(q, "nonce"), Text(q, "msg_signature"), Text(q, "encrypt_type")),
            Text(v, "http_body")));
        Assert.Equal(Text(v, "plaintext"), opened.Raw);
        Assert.Equal("你好，我的订单到哪里了？", WeChatSamples.Parse(opened.Raw)!.Content.Preview);
    }

    [Fact]
    public void Answer_is_sealed_as_in_the_sample()
    {
        var v = Find("own-oa-text-reply");
        var sealedXml = WeChatReply.Seal(
            Text(v, "plaintext"), WeChatSamples.Settings, WeChatKey.TryDecode(WeChatSamples.AesKey)!,
            DateTimeOffset.FromUnixTimeSeconds(long.Parse(Text(v, "timestamp"), CultureInfo.InvariantCulture)), Text(v, "nonce"), Convert.FromHexString(Text(v, "random16_hex")));
        Assert.Equal(Text(v, "http_body"), sealedXml);
    }

    private static WeChatOpened Open(JsonNode v, string encrypted, string appId) => WeChatCallback.Open(
        WeChatSamples.Settings with { Token = Text(v, "token"), EncodingAesKey = Text(v, "encodingAESKey"), AppId = appId },
        new WeChatQuery("", Text(v, "timestamp"), Text(v, "nonce"), Text(v, "msg_signature"), "aes"),
        $"<xml><Encrypt><![CDATA[{encrypted}]]></Encrypt></xml>");

    private static JsonArray Load()
    {
        using var stream = typeof(WeChatVectorTests).Assembly.GetManifestResourceStream("wechat-vectors.json")!;
        return JsonNode.Parse(stream)!.AsArray();
    }

    private static TheoryData<string> Of(string kind) => new(Vectors.Where(v => (string)v!["kind"]! == kind).Select(v => (string)v!["id"]!));

    private static JsonNode Find(string id) => Vectors.Single(v => (string)v!["id"]! == id)!;

    private static string Text(JsonNode v, string name) => (string)v[name]!;
}
