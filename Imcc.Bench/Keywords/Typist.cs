using Imcc.Core.Retrieval;

namespace Imcc.Bench.Keywords;

/// <summary>Makes the mistakes of somebody who types in a hurry.</summary>
internal sealed class Typist
{
    private readonly Random _random;
    private readonly List<char> _characters;
    private readonly Dictionary<ushort, List<char>> _bySound;

    /// <param name="usual">What is written at all: mistakes are made with characters of it, in the frequency that they have there.</param>
    public Typist(Random random, string usual)
    {
        _random = random;
        _characters = [.. usual.Where(TextFolding.IsHan)];
        _bySound = _characters.Distinct().Where(c => Readings.Sound(c) != 0).GroupBy(Readings.Sound).ToDictionary(g => g.Key, g => g.ToList());
    }

    /// <returns>Null: it cannot be made in this word.</returns>
    public string? Slip(string word, Slip slip)
    {
        var at = _random.Next(word.Length);
        switch (slip)
        {
            case Keywords.Slip.Homophone:
                var places = Enumerable.Range(0, word.Length).Where(i => Alike(word[i]).Count > 0).ToList();
                if (places.Count == 0)
                    return null;
                at = places[_random.Next(places.Count)];
                var alike = Alike(word[at]);
                return word[..at] + alike[_random.Next(alike.Count)] + word[(at + 1)..];
            case Keywords.Slip.Other:
                return word[..at] + _characters[_random.Next(_characters.Count)] + word[(at + 1)..];
            case Keywords.Slip.Additional:
                return word[..at] + _characters[_random.Next(_characters.Count)] + word[at..];
            case Keywords.Slip.Missing:
                return word[..at] + word[(at + 1)..];
            default:
                at = _random.Next(word.Length - 1);
                return word[..at] + word[at + 1] + word[at] + word[(at + 2)..];
        }
    }

    private List<char> Alike(char c) => _bySound.TryGetValue(Readings.Sound(c), out var all) ? [.. all.Where(o => o != c)] : [];
}

internal enum Slip
{
    Homophone,
    Other,
    Missing,
    Additional,
    Swapped,
}
