using Imcc.Core.Knowledge;

namespace Imcc.Infrastructure.Knowledge;

/// <summary>Asks an index a few hundred questions before customers do: the first ones are slow until code is compiled and pages are read.</summary>
internal static class ArticleWarmth
{
    private const int Questions = 300;

    public static void Warm(SearchShelf shelf)
    {
        var search = new ArticleSearch(new Only(shelf));
        var asked = 0;
        foreach (var text in shelf.Stock.Some(Questions))
        {
            search.Search(new(text, 5, DateTimeOffset.MaxValue, IsTyped: asked % 2 == 0));
            asked++;
        }
    }

    private sealed class Only(SearchShelf shelf) : ISearchShelves
    {
        public SearchShelf? Current => shelf;
    }
}
