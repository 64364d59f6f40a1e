using Imcc.Core.Retrieval;

namespace Imcc.Core.Misses;

/// <summary>A message as it is sorted: what it is made of once courtesy is left out and words of equal meaning are one.</summary>
/// <param name="Key">The same for messages that say the same in the same order.</param>
/// <param name="Symbols">Characters, words and concepts, in order.</param>
/// <param name="Numbers">The numbers in it, in order: two amounts are two questions.</param>
/// <param name="IsNegated">Whether it says that something is not so: "cannot pay" is not "pay".</param>
/// <param name="Asks">What it asks for, as far as that parts questions: "why" is not "when".</param>
public sealed record MissText(long Key, int[] Symbols, int[] Numbers, bool IsNegated, QuestionKind Asks);
