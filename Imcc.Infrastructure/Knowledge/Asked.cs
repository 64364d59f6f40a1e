using Imcc.Core.Retrieval;

namespace Imcc.Infrastructure.Knowledge;

/// <summary>What was asked, ready for searching.</summary>
/// <param name="Written">With what is colloquial in it written plainly; null where nothing is.</param>
internal sealed record Asked(Phrase Said, Phrase? Written)
{
    public static Asked Of(string text, Thesaurus thesaurus) => new(Phrase.Of(text, thesaurus), Phrase.Written(text, thesaurus));
}
