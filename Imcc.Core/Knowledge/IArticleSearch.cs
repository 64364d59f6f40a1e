namespace Imcc.Core.Knowledge;

/// <summary>Finds articles by what a person said or typed.</summary>
public interface IArticleSearch
{
    /// <summary>The best first. Never throws for what was asked; what is too long is cut, what is empty finds nothing.</summary>
    /// <returns>No hits and <see cref="Sureness.None"/> for small talk (「好的」「在吗」).</returns>
    SearchAnswer Search(SearchAsk ask);
}
