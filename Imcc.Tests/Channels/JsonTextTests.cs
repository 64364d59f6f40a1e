using Imcc.Core.Channels;

namespace Imcc.Tests.Channels;

/// <summary>JSON of systems that cut names in the middle of an emoji, and for systems that show escapes.</summary>
public sealed class JsonTextTests
{
    [Theory]
    [InlineData("""{"a":"小\ud83d","b":"\uDE00明"}""", """{"a":"小\ufffd","b":"\ufffd明"}""")]
    [InlineData("""{"a":"\ud83d\ude00"}""", """{"a":"\ud83d\ude00"}""")]
    [InlineData("""{"a":"\ud83d\ud83d\ude00"}""", """{"a":"\ufffd\ud83d\ude00"}""")]
    [InlineData("""{"a":"\\ud83d"}""", """{"a":"\\ud83d"}""")]
    [InlineData("""{"a":"\\\ud83d"}""", """{"a":"\\\ufffd"}""")]
    [InlineData("""{"a":"\ud8""", """{"a":"\ud8""")]
    [InlineData("""{"a":"\ud83d\""", """{"a":"\ufffd\""")]
    public void Half_a_character_is_replaced_and_nothing_else(string json, string mended) => Assert.Equal(mended, JsonText.Mend(json));

    [Theory]
    [InlineData("""{"a":"\uD83D\uDE00\u3000\u00A0"}""", "{\"a\":\"😀\u3000\u00A0\"}")]
    [InlineData("""{"a":"\u0022\u005C\u0001\u007F"}""", """{"a":"\u0022\u005C\u0001\u007F"}""")]
    [InlineData("""{"a":"\\u3000"}""", """{"a":"\\u3000"}""")]
    public void Characters_stand_as_they_are_and_what_must_be_escaped_stays(string json, string plain) => Assert.Equal(plain, JsonText.Plain(json));
}
