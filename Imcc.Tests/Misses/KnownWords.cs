using Imcc.Core.Retrieval;

namespace Imcc.Tests.Misses;

/// <summary>The built-in words, and those that a test adds.</summary>
internal sealed class KnownWords : IWordLists
{
    public WordLists Current { get; private set; } = WordLists.BuiltIn;

    public void Add(WordKind kind, string words) => Current = Current.With([WordEntry.Parse(kind, words)!]);
}
