using System.Text;
using Imcc.Infrastructure.Channels.Qq;

namespace Imcc.Tests.Channels.Qq;

/// <summary>Keys and signatures against published ones, and against what must not pass.</summary>
public sealed class QqVectorTests
{
    private const string Body = """{"id":"C2C_MESSAGE_CREATE:demo001","op":0,"s":1,"t":"C2C_MESSAGE_CREATE","d":{"id":"ROBOT1.0_demo-msg-1","author":{"user_openid":"D3M0USEROPENID0001"},"content":"查一下物流","timestamp":"2026-01-01T08:00:02+08:00"}}""";
    private const string Signature = "25b66150efb6b30cd2606269d2c0d3c17c5400d4c1581dc47188dcc6441b6a4e05c863d8e7b4bb9e3a48afd9066dbb2ff8288b1bfa646aaa84daa46c4114fa0c";

    [Theory]
    [InlineData("naOC0ocQE3shWLAfffVLB1rhYPG7", "d7c362fe78aef81ff23287b493628b5db02a3c4fe30b215e4d19609b5d76673a")]
    [InlineData("123456abcdef", "1c3039fbc8134a9df2a09f47cf4bf9303440988cec3b22056b62470b85fa80a7")]
    [InlineData("ccDemoSecret0001", "7585ec9b1ac47cb410d994ca356586d9ce634fe3b507a71953d6799a21d81aa2")]
    public void A_secret_repeated_to_32_bytes_gives_the_public_key(string secret, string publicKey) =>
        Assert.Equal(publicKey, Convert.ToHexStringLower([.. new QqKey(secret).PublicKey]));

    [Theory]
    [InlineData("DG5g3B4j9X2KOErG", "1725442341", "Arq0D5A61EgUu4OxUvOp", "87befc99c42c651b3aac0278e71ada338433ae26fcb24307bdc5ad38c1adc2d01bcfcadc0842edac85e85205028a1132afe09280305f13aa6909ffc2d652c706")]
    [InlineData("ab12", "1767225600", "DemoPlainToken001", "a4605aa9c93213a187d209e8707f60cd2bd31b0ae1c1ece1930be0cb1be3e021e7ef7bf8c9bbd456a3d64af50e464cca24941b894f3fa9c1dfcd016cf094040b")]
    [InlineData("0123456789abcdefghijklmnopqrstuvwxyzABCD", "1767225601", "DemoPlainToken002", "ba4bf0e3c299722fd3777b3f63148cfbc038ca3d298c35a3ba4569517627ecb83c36643ecb44bd31ee8910ab6b92cf2a4d6ab804e19a6e305db32323cd3fa305")]
    [InlineData("naOC0ocQE3shWLAfffVLB1rhYPG7", "1725442341", "{ \"op\": 0,\"d\": {}, \"t\": \"GATEWAY_EVENT_NAME\"}", "2eb9983ebb8bb209e78fd095942f58e442656656e7975d01e64f9023a84b7c964290fdd40e5500c33867ccfe9563b7e0b6bac0e1d42c13e787b304fd51f71102")]
    public void Time_and_text_are_signed_together(string secret, string timestamp, string text, string signature)
    {
        Assert.Equal(signature, new QqKey(secret).Sign(timestamp, Encoding.UTF8.GetBytes(text)));
        Assert.True(new QqKey(secret).Verifies(signature, timestamp, Encoding.UTF8.GetBytes(text)));
    }

    [Fact]
    public void An_event_that_another_program_signed_is_genuine()
    {
        Assert.True(new QqKey("123456abcdef").Verifies(
            "e949b5b94ef4103df903fb031d1d16e358db3db83e79e117edd404c8508be3ce8a76d7bad1bed353194c126a1a5915b4ad8b5288c1191cc53a12acffccd82004", "1728981195",
            """{"id":"ROBOT1.0_veoihSEXDc8Q.g-6eLpNIa11bH8MisOjn-m-LKxCPntMk6exUXgcWCGpVO7L2QKTNZzjZzFFDSbiOFcqAPWyVA!!","content":"哦一下","timestamp":"2024-10-15T16:33:15+08:00","author":{"id":"675860273","user_openid":"675860273"}}"""u8));
        Assert.True(Verifies(Signature));
        Assert.True(Verifies(Signature.ToUpperInvariant()));
    }

    [Theory]
    [InlineData("25b66150efb6b30cd2606269d2c0d3c17c5400d4c1581dc47188dcc6441b6a4e05c863d8e7b4bb9e3a48afd9066dbb2ff8288b1bfa646aaa84daa46c4114faec")]
    [InlineData("")]
    [InlineData("25b6")]
    [InlineData("zzb66150efb6b30cd2606269d2c0d3c17c5400d4c1581dc47188dcc6441b6a4e05c863d8e7b4bb9e3a48afd9066dbb2ff8288b1bfa646aaa84daa46c4114fa0c")]
    [InlineData("25b66150efb6b30cd2606269d2c0d3c17c5400d4c1581dc47188dcc6441b6a4e05c863d8e7b4bb9e3a48afd9066dbb2ff8288b1bfa646aaa84daa46c4114fa0c00")]
    public void A_signature_of_another_form_is_none(string signature) => Assert.False(Verifies(signature));

    [Fact]
    public void Another_time_another_secret_or_a_body_written_anew_is_not_what_was_signed()
    {
        Assert.False(new QqKey("ccDemoSecret0001").Verifies(Signature, "1767225603", Encoding.UTF8.GetBytes(Body)));
        Assert.False(new QqKey("ccDemoSecret0002").Verifies(Signature, "1767225602", Encoding.UTF8.GetBytes(Body)));
        Assert.False(Verifies(Signature, Body.Replace("\"op\":0", "\"op\": 0", StringComparison.Ordinal)));
        Assert.False(Verifies(Signature, Body.Replace("查", "\\u67e5", StringComparison.Ordinal)));
    }

    private static bool Verifies(string signature, string body = Body) => new QqKey("ccDemoSecret0001").Verifies(signature, "1767225602", Encoding.UTF8.GetBytes(body));
}
