using System.Collections.Frozen;
using System.Collections.Immutable;

namespace Imcc.Core.Retrieval;

/// <summary>Says of a sentence which of its words are known and what they are understood as: the longest known word first, from left to right.</summary>
public sealed class WordReader
{
    private readonly WordLists _words;
    private readonly FrozenDictionary<string, (WordKind Kind, ImmutableArray<string> Meanings)> _known;
    private readonly int _longest;

    public WordReader(WordLists words)
    {
        _words = words;
        var known = new Dictionary<string, (WordKind Kind, ImmutableArray<string> Meanings)>(StringComparer.Ordinal);
        // What comes first holds: how it is written is put right before anything is made of it.
        foreach (var (said, meant) in words.Colloquial)
            known.TryAdd(said, (WordKind.Colloquial, [meant]));
        foreach (var group in words.Synonyms)
        {
            foreach (var word in group)
                known.TryAdd(word, (WordKind.Synonym, group));
        }

        foreach (var (said, meant) in words.Related)
            known.TryAdd(said, (WordKind.Related, meant));
        foreach (var word in words.StopWords)
            known.TryAdd(word, (WordKind.StopWord, []));
        _known = known.ToFrozenDictionary(StringComparer.Ordinal);
        _longest = _known.Count == 0 ? 0 : _known.Keys.Max(w => w.Length);
    }

    /// <inheritdoc cref="SmallTalk.Is"/>
    public bool IsSmallTalk(string text) => SmallTalk.Is(text, _words);

    /// <summary>All of the sentence, folded, in pieces; what is not known stands between them.</summary>
    public IReadOnlyList<WordPiece> Read(string sentence)
    {
        var text = WordEntry.Fold(sentence);
        if (IsSmallTalk(text))
            return text.Length == 0 ? [] : [new(text, WordKind.SmallTalk, [])];
        var pieces = new List<WordPiece>();
        var unknown = 0;
        for (var at = 0; at < text.Length;)
        {
            if (LongestAt(text, at) is not { } word)
            {
                at++;
                continue;
            }

            if (unknown < at)
                pieces.Add(new(text[unknown..at], null, []));
            pieces.Add(new(word, _known[word].Kind, _known[word].Meanings));
            at += word.Length;
            unknown = at;
        }

        if (unknown < text.Length)
            pieces.Add(new(text[unknown..], null, []));
        return pieces;
    }

    private string? LongestAt(string text, int at)
    {
        for (var length = Math.Min(_longest, text.Length - at); length > 0; length--)
        {
            // Half a Latin word is no word.
            if (length < text.Length - at && char.IsAsciiLetterOrDigit(text[at + length]) && char.IsAsciiLetterOrDigit(text[at + length - 1]))
                continue;
            if (at > 0 && char.IsAsciiLetterOrDigit(text[at]) && char.IsAsciiLetterOrDigit(text[at - 1]))
                return null;
            var word = text.Substring(at, length);
            if (_known.ContainsKey(word))
                return word;
        }

        return null;
    }
}

/// <param name="Kind">Null: not known.</param>
/// <param name="Meanings">What it is understood as; of a group all its words, the plainest first.</param>
public sealed record WordPiece(string Text, WordKind? Kind, ImmutableArray<string> Meanings);
