using Imcc.Tests.Architecture.Samples;
using Imcc.Tests.Architecture.Samples.Attic;
using Imcc.Tests.Architecture.Samples.Cellar;

namespace Imcc.Tests.Architecture;

/// <summary>Each rule of the house, seen red on a sample that breaks it and green on one that does not.</summary>
public sealed class RulesTests
{
    private const string House = "Imcc.Tests.Architecture.Samples";

    [Theory]
    [InlineData(typeof(Window))]
    [InlineData(typeof(Roof))]
    public void A_room_that_uses_another_off_the_map_is_found(Type type)
    {
        Assert.Contains(Rules.RoomsByMap([type], House, Map()), s => s.StartsWith("Attic may not use Cellar", StringComparison.Ordinal));
        Assert.Empty(Rules.RoomsByMap([type], House, Map("Cellar")));
    }

    [Fact]
    public void A_room_that_keeps_to_itself_is_right() =>
        Assert.Empty(Rules.RoomsByMap([typeof(Chimney), typeof(Boiler)], House, Map()));

    [Fact]
    public void A_room_that_nobody_drew_is_found() =>
        Assert.Contains("Cellar is not on the map", Assert.Single(Rules.RoomsByMap([typeof(Boiler)], House, new Dictionary<string, string[]>())), StringComparison.Ordinal);

    [Fact]
    public void A_package_that_is_not_allowed_is_found()
    {
        Assert.Contains(Rules.OnlyAssemblies([typeof(Store)], "Imcc.Tests", "System"), s => s.Contains("of Microsoft.EntityFrameworkCore", StringComparison.Ordinal));
        Assert.Empty(Rules.OnlyAssemblies([typeof(Window)], "Imcc.Tests", "System"));
        // A name that only begins alike is another package.
        Assert.NotEmpty(Rules.OnlyAssemblies([typeof(Window)], "Imcc.Tests", "Syst"));
    }

    [Theory]
    [InlineData(typeof(ClockReader))]
    [InlineData(typeof(ChanceTaker))]
    public void A_look_at_the_clock_or_a_roll_of_dice_is_found(Type type)
    {
        Assert.NotEmpty(Rules.NoClock([type]));
        Assert.Empty(Rules.NoClock([typeof(Punctual)]));
    }

    [Fact]
    public void A_touch_of_storage_is_found_through_a_context_of_our_own_too()
    {
        Assert.Contains(Rules.Never([typeof(StorageToucher)], "Microsoft.EntityFrameworkCore"), s => s.EndsWith("uses " + typeof(Store), StringComparison.Ordinal));
        Assert.Empty(Rules.Never([typeof(Window)], "Microsoft.EntityFrameworkCore"));
    }

    [Fact]
    public void A_call_against_the_stream_is_found()
    {
        Assert.Equal(["Guest may not call ICook"], Rules.CallsByMap([typeof(Guest)], t => t == typeof(ICook), new Dictionary<string, string[]> { ["Guest"] = [] }));
        Assert.Empty(Rules.CallsByMap([typeof(Guest)], t => t == typeof(ICook), new Dictionary<string, string[]> { ["Guest"] = ["ICook"] }));
    }

    [Theory]
    [InlineData("Imcc.Core/Helpers/Text.cs", false)]
    [InlineData("Imcc.Web/Components/Shared/Dialog.razor", false)]
    [InlineData("Imcc.Core/Routing/Helpers.cs", true)]
    [InlineData("Imcc.Infrastructure/Organisation/SharedSecret.cs", true)]
    public void A_room_name_that_says_nothing_is_found(string path, bool isRight) =>
        Assert.Equal(isRight, Rules.RoomNames([path]).Count == 0);

    [Theory]
    [InlineData("public sealed class Line;", true)]
    [InlineData("public sealed record Queue;", false)]
    [InlineData("public sealed class Line;\npublic sealed class Other;", false)]
    [InlineData("public sealed class Line;\npublic interface IOther;", false)]
    [InlineData("public sealed class Line;\npublic enum Side { A }", true)]
    [InlineData("public enum Side { A }\n\npublic sealed class Line;", true)]
    [InlineData("public sealed class Line;\npublic sealed record Point(int X);", true)]
    [InlineData("public abstract class Line;\npublic sealed class Straight : Line;", true)]
    [InlineData("public sealed class Line;\npublic sealed class LineTooLongException : Exception;", true)]
    [InlineData("public sealed class Line;\ninternal sealed class Other;", true)]
    [InlineData("internal sealed class Other;\ninternal sealed class Another;", true)]
    public void A_public_type_in_a_file_of_another_name_is_found(string source, bool isRight) =>
        Assert.Equal(isRight, Rules.TypesByFile("Imcc.Core/Routing/Line.cs", source).Count == 0);

    private static Dictionary<string, string[]> Map(params string[] attic) => new() { ["Attic"] = attic, ["Cellar"] = [] };
}
