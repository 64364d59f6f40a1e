using System.Collections.Immutable;
using Imcc.Core.Knowledge;
using Imcc.Core.Retrieval;

namespace Imcc.Infrastructure.Knowledge;

/// <summary>An article as it is kept in memory for comparing: its wordings taken apart, its body only as what it holds.</summary>
internal sealed class IndexedArticle
{
    private readonly Phrase?[]? _written;

    private IndexedArticle(PublishedArticle article, ImmutableArray<string> texts, BodyTerms body, Thesaurus thesaurus)
    {
        (Article, Texts, Body) = (article, texts, body);
        Phrases = [.. texts.Select(t => Phrase.Of(t, thesaurus))];
        Phrase?[] written = [.. texts.Select(t => Phrase.Written(t, thesaurus))];
        _written = Array.TrueForAll(written, w => w is null) ? null : written;
    }

    /// <summary>Without its body.</summary>
    public PublishedArticle Article { get; }

    /// <summary>The title first, then the similar questions.</summary>
    public ImmutableArray<string> Texts { get; }

    public Phrase[] Phrases { get; }

    public BodyTerms Body { get; }

    /// <summary>A wording with what is colloquial in it written plainly; null where that is the wording itself.</summary>
    public Phrase? Written(int wording) => _written?[wording];

    public static IndexedArticle Of(PublishedArticle article, Thesaurus thesaurus)
    {
        ImmutableArray<string> texts = [article.Title, .. article.Similar];
        return new(article with { Body = "" }, texts, BodyTerms.Of(article.Body), thesaurus);
    }

    /// <summary>The same article understood by other words.</summary>
    public IndexedArticle By(Thesaurus thesaurus) => new(Article, Texts, Body, thesaurus);
}
