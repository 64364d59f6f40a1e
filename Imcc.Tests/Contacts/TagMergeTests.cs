using Imcc.Core.Contacts;

namespace Imcc.Tests.Contacts;

/// <summary>Two lists of tags that are changed on both sides and come to agree.</summary>
public sealed class TagMergeTests
{
    private static readonly Guid[] Ours = [.. Enumerable.Range(1, 6).Select(i => new Guid(i, 0, 0, new byte[8]))];

    // The sixth of ours and WeChat's 999 are each known on one side only.
    private static readonly Dictionary<int, Guid> Map = Enumerable.Range(0, 5).ToDictionary(i => 101 + i, i => Ours[i]);

    [Fact]
    public void What_each_side_changed_is_done_on_the_other()
    {
        // Both agreed on 101 and 102. Here 103 was given and 101 taken; there 104 was given and 102 taken.
        int[] known = [101, 102], theirs = [101, 104, 999];
        Guid[] mine = [Ours[1], Ours[2], Ours[5]];
        var pulled = TagMerge.Pull(mine, known, theirs, Map);
        Assert.Equal([Ours[2], Ours[5], Ours[3]], pulled);
        var (give, take) = TagMerge.Push(pulled, theirs, Map);
        Assert.Equal([103], give);
        Assert.Equal([101], take);
    }

    [Fact]
    public void Before_they_agreed_nothing_counts_as_taken_away() =>
        Assert.Equal([Ours[0], Ours[1]], TagMerge.Pull([Ours[0]], known: null, [102], Map));

    [Fact]
    public void After_a_pull_and_a_push_both_say_the_same_whatever_went_before()
    {
        var random = new Random(20261123);
        for (var i = 0; i < 3000; i++)
        {
            var mine = Some(Ours);
            var known = random.Next(4) == 0 ? null : Some([101, 102, 103, 104, 105, 999]);
            var theirs = Some([101, 102, 103, 104, 105, 999]);
            var after = TagMerge.Pull(mine, known, theirs, Map);
            var (give, take) = TagMerge.Push(after, theirs, Map);
            var there = theirs.Except(take).Concat(give).ToHashSet();
            Assert.Equal(after.Where(Map.ContainsValue).ToHashSet(), there.Where(Map.ContainsKey).Select(n => Map[n]).ToHashSet());
            // What the other side does not know is left alone.
            Assert.Equal(mine.Contains(Ours[5]), after.Contains(Ours[5]));
            Assert.Equal(theirs.Contains(999), there.Contains(999));
            Assert.Equal(after.Count, after.Distinct().Count());
            // Once more changes nothing.
            Assert.Equal(after, TagMerge.Pull(after, [.. there], [.. there], Map));
            (give, take) = TagMerge.Push(after, [.. there], Map);
            Assert.Empty(give.Concat(take));
        }

        T[] Some<T>(T[] of) => [.. of.Where(_ => random.Next(2) == 0)];
    }
}
