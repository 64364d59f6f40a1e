namespace Imcc.Infrastructure.Knowledge;

/// <summary>What is searched at the moment.</summary>
internal interface ISearchShelves
{
    /// <summary>Null: nothing can be searched yet.</summary>
    SearchShelf? Current { get; }
}

/// <summary>An index and the same articles in memory.</summary>
internal sealed record SearchShelf(string Path, ArticleIndex Index, ArticleStock Stock);
