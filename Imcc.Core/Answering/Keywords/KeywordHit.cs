namespace Imcc.Core.Answering.Keywords;

/// <summary>A rule's pattern as it was found in a text.</summary>
/// <param name="Step">In which of the ways.</param>
/// <param name="Letters">How many letters of the pattern agree; of a regular expression 0: how much it takes says nothing about how well it fits.</param>
/// <param name="Errors">Letters that were written otherwise; 0 unless fuzzy.</param>
/// <param name="Marks">Where it stands: ranges of the text in UTF-16 units, in order; none for a tapped key.</param>
public sealed record KeywordHit(KeywordRule Rule, KeywordPattern Pattern, AnswerStep Step, int Letters, int Errors, IReadOnlyList<Range> Marks);
