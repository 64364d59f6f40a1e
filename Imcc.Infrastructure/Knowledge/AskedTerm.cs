using Imcc.Core.Retrieval;

namespace Imcc.Infrastructure.Knowledge;

/// <summary>A term to look for: a unit, two neighbours, or a reading, by its number; its text is made only where the index has to be asked.</summary>
/// <param name="Key">Field and units in one number.</param>
/// <param name="Weight">What it is worth where an entry of usual length holds it once.</param>
internal readonly record struct AskedTerm(long Key, double Weight)
{
    private const int UnitField = 0;
    private const int PairField = 1;
    private const int SoundField = 2;
    private const int BodyField = 3;

    // Two bits for the field and 31 for each unit.
    public string Field => (int)((ulong)Key >> 62) switch
    {
        UnitField => ArticleIndex.Units,
        PairField => ArticleIndex.Pairs,
        SoundField => ArticleIndex.Sounds,
        _ => ArticleIndex.Body,
    };

    public string Text
    {
        get
        {
            var (first, second) = ((int)((Key >> 31) & int.MaxValue), (int)(Key & int.MaxValue));
            return (int)((ulong)Key >> 62) switch
            {
                UnitField => WordingTokens.Unit(first),
                SoundField => Readings.Syllable((ushort)first),
                _ => WordingTokens.Unit(first) + WordingTokens.Unit(second),
            };
        }
    }

    public static long Unit(int unit) => Pack(UnitField, unit, 0);

    public static long Pair(int first, int second) => Pack(PairField, first, second);

    public static long Sound(ushort sound) => Pack(SoundField, sound, 0);

    public static long BodyPair(int first, int second) => Pack(BodyField, first, second);

    private static long Pack(int field, int first, int second) => ((long)field << 62) | ((long)first << 31) | (uint)second;
}
