namespace Imcc.Core.Knowledge;

/// <param name="Field">A name of <see cref="ArticleContent"/> or of its answer; empty: the whole.</param>
public sealed record ArticleProblem(string Field, ArticleFault Fault, object? Argument = null);
