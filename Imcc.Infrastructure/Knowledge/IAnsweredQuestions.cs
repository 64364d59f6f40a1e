namespace Imcc.Infrastructure.Knowledge;

/// <summary>Questions that people of the house have answered with an article: what can be learned from beside the articles' own similar questions.</summary>
internal interface IAnsweredQuestions
{
    /// <summary>The latest first; what agents disagree about is left out.</summary>
    Task<IReadOnlyList<AnsweredQuestion>> ReadAsync(CancellationToken cancellationToken);
}

internal sealed record AnsweredQuestion(string Text, Guid ArticleId);
