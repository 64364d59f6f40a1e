using Imcc.Core.Retrieval;

namespace Imcc.Tests.Retrieval;

/// <summary>What is learned from wordings that ask the same.</summary>
public sealed class VectorTrainingTests
{
    private static readonly string Things = string.Concat(Enumerable.Range(0, 200).Select(thing => (char)(0x5200 + (thing * 7))));

    private static readonly (string One, string Other)[] Acts = [("退钱", "返款"), ("弄坏", "维修"), ("邮丢", "补寄"), ("调换", "更替")];

    [Fact]
    public void Words_that_were_used_for_each_other_are_alike_beside_things_that_were_never_named()
    {
        var vectors = VectorTraining.Of(Lessons(Things[..^4]), []);
        foreach (var thing in Things[^4..])
        {
            foreach (var (one, other) in Acts)
            {
                var own = Gain(vectors, thing + one, thing + other);
                Assert.True(own > 0, $"{thing}{one} {own:0.00}");
                Assert.All(Acts.Where(a => a.One != one), a => Assert.True(Gain(vectors, thing + one, thing + a.Other) < own - 0.1));
            }
        }
    }

    [Fact]
    public void The_same_lessons_give_the_same_vectors_and_nothing_gives_nothing()
    {
        var lessons = Lessons(Things);
        Assert.Equal(VectorTraining.Of(lessons, []).Write(), VectorTraining.Of(lessons, []).Write());
        Assert.Equal(0, Gain(VectorTraining.Of([], []), "伞退钱", "伞返款"), 6);
    }

    [Theory, InlineData(0), InlineData(1), InlineData(15), InlineData(128), InlineData(255)]
    public void What_was_written_is_read_again_and_less_of_it_is_not(int share)
    {
        var vectors = VectorTraining.Of(Lessons(Things[..6]), []);
        var written = vectors.Write();
        var read = WordVectors.Read(written);
        Assert.Equal(Gain(vectors, "伞退钱", "灯返款"), Gain(read!, "伞退钱", "灯返款"));
        Assert.Null(WordVectors.Read(written.AsSpan(0, written.Length * share / 256)));
        written[0] ^= 0xff;
        Assert.Null(WordVectors.Read(written));
    }

    private static double Gain(WordVectors vectors, string one, string other)
    {
        var (a, b, c, d) = (new float[WordVectors.Size], new float[WordVectors.Size], new float[WordVectors.Size], new float[WordVectors.Size]);
        vectors.Of(Wording.Of(one), a, b);
        vectors.Of(Wording.Of(other), c, d);
        return WordVectors.Likeness(a, c) - WordVectors.Likeness(b, d);
    }

    private static List<AskedAlike> Lessons(string things) =>
        [.. things.SelectMany((thing, t) => Acts.Select((act, a) => new AskedAlike(Wording.Of(thing + act.One), Wording.Of(thing + act.Other), (t * Acts.Length) + a)))];
}
