using System.Collections.Immutable;
using Imcc.Core.Knowledge;
using Imcc.Core.Retrieval;

namespace Imcc.Infrastructure.Knowledge;

/// <summary>An article as it is kept in memory for comparing: its wordings taken apart, its body only as what it holds.</summary>
internal sealed class IndexedArticle
{
    private IndexedArticle(PublishedArticle article, ImmutableArray<string> texts, Phrase[] phrases, BodyTerms body) =>
        (Article, Texts, Phrases, Body) = (article, texts, phrases, body);

    /// <summary>Without its body.</summary>
    public PublishedArticle Article { get; }

    /// <summary>The title first, then the similar questions.</summary>
    public ImmutableArray<string> Texts { get; }

    public Phrase[] Phrases { get; }

    public BodyTerms Body { get; }

    public static IndexedArticle Of(PublishedArticle article, Thesaurus thesaurus)
    {
        ImmutableArray<string> texts = [article.Title, .. article.Similar];
        return new(article with { Body = "" }, texts, Taken(texts, thesaurus), BodyTerms.Of(article.Body));
    }

    /// <summary>The same article understood by other words.</summary>
    public IndexedArticle By(Thesaurus thesaurus) => new(Article, Texts, Taken(Texts, thesaurus), Body);

    private static Phrase[] Taken(ImmutableArray<string> texts, Thesaurus thesaurus) => [.. texts.Select(t => Phrase.Of(t, thesaurus))];
}
