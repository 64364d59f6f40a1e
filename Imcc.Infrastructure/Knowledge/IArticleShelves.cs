namespace Imcc.Infrastructure.Knowledge;

/// <summary>What is searched at the moment.</summary>
internal interface IArticleShelves
{
    /// <summary>Null: nothing can be searched yet.</summary>
    ArticleShelf? Current { get; }
}

/// <summary>An index and the same articles in memory.</summary>
internal sealed record ArticleShelf(string Path, ArticleIndex Index, ArticleStock Stock);
