using FsCheck;
using FsCheck.Fluent;

namespace Imcc.Tests.Routing;

/// <summary>Random histories, shrunk by leaving steps out.</summary>
internal static class Histories
{
    public static void Check(int count, int length, Action<IReadOnlyList<Step>> holds)
    {
        var step = from what in Gen.Choose(0, 99) from a in Gen.Choose(0, 999) from b in Gen.Choose(0, 999) select new Step(what, a, b);
        var history = from size in Gen.Choose(1, length) from steps in Gen.ArrayOf(step, size) select steps;
        var property = Prop.ForAll(Arb.From(history, Shorter), steps => holds(steps));
        FsCheck.Check.One(Config.QuickThrowOnFailure.WithMaxTest(count), property);
    }

    private static IEnumerable<Step[]> Shorter(Step[] steps)
    {
        for (var size = steps.Length / 2; size >= 1; size /= 2)
        {
            for (var from = 0; from + size <= steps.Length; from += size)
                yield return [.. steps[..from], .. steps[(from + size)..]];
        }
    }
}
