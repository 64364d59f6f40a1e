using Imcc.Core.Channels;
using Imcc.Core.Contacts;

namespace Imcc.Tests.Contacts;

public sealed class CustomerSourceTests
{
    private static readonly CustomerSource[] Known = [new(Id(1), "12", true, "深圳"), new(Id(2), "1203", false, "福田支行"), new(Id(3), "120", true, "深圳各支行")];

    [Theory]
    [InlineData("1203", "福田支行")]
    [InlineData("12030", "深圳各支行")]
    [InlineData("1299", "深圳")]
    [InlineData("99", null)]
    public void The_very_scene_comes_first_then_the_longest_beginning(string scene, string? branch) =>
        Assert.Equal(branch, CustomerSource.Of(scene, Known)?.Branch);

    [Theory]
    [InlineData("subscribe", "qrscene_1203", "1203")]
    [InlineData("scan", "spring2026", "spring2026")]
    [InlineData("subscribe", null, null)]
    [InlineData("click", "kefu", null)]
    [InlineData("subscribe", "qrscene_", null)]
    public void A_follow_and_a_scan_say_by_which_code(string name, string? key, string? scene) =>
        Assert.Equal(scene, CustomerSource.SceneOf(new EventContent(name, key)));

    [Fact]
    public void Words_say_nothing_of_it() => Assert.Null(CustomerSource.SceneOf(new TextContent("qrscene_1203")));

    [Fact]
    public void The_same_UnionID_is_the_same_person_everywhere_and_another_is_another()
    {
        Assert.Equal(PersonKey.For("o6_bmasdasdsad6_2sgVt7hMZOPfL"), PersonKey.For("o6_bmasdasdsad6_2sgVt7hMZOPfL"));
        Assert.NotEqual(PersonKey.For("o6_a"), PersonKey.For("o6_b"));
        Assert.Equal(8, PersonKey.For("o6_a").Version);
        Assert.Throws<ArgumentException>(() => PersonKey.For(""));
    }

    private static Guid Id(int n) => new(n, 0, 0x7000, 0x80, 0, 0, 0, 0, 0, 0, 1);
}
