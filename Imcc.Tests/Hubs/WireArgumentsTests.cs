using System.Text.Json;
using Imcc.Web.Hubs;

namespace Imcc.Tests.Hubs;

public sealed class WireArgumentsTests
{
    [Theory]
    [InlineData("\"\\ud800\"")]
    [InlineData("\"x\\udc00\"")]
    [InlineData("5")]
    [InlineData("null")]
    [InlineData("{}")]
    public void What_is_no_whole_text_is_none(string json) => Assert.Null(JsonElement.Parse(json).Text());

    [Theory]
    [InlineData("\"01890a5d-ac96-774b-bcce-b302099a8041\"", true)]
    [InlineData("\"01890A5D-AC96-774B-BCCE-B302099A8041\"", true)]
    [InlineData("\"01890a5dac96774bbcceb302099a8041\"", false)]
    [InlineData("\"{01890a5d-ac96-774b-bcce-b302099a8041}\"", false)]
    [InlineData("\"00000000-0000-0000-0000-000000000000\"", false)]
    [InlineData("1", false)]
    public void An_id_has_one_form(string json, bool isId) => Assert.Equal(isId, JsonElement.Parse(json).IsId(out _));

    [Theory]
    [InlineData("7", 7L)]
    [InlineData("1.5", null)]
    [InlineData("1e30", null)]
    [InlineData("\"7\"", null)]
    public void A_number_is_a_whole_one(string json, long? number) => Assert.Equal(number, JsonElement.Parse(json).Number());

    [Fact]
    public void A_field_that_is_not_there_is_nothing()
    {
        Assert.True(JsonElement.Parse("[]").Field("a").IsNothing());
        Assert.True(JsonElement.Parse("{}").Field("a").IsNothing());
        Assert.True(JsonElement.Parse("""{"a":null}""").Field("a").IsNothing());
    }
}
