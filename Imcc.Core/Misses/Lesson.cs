namespace Imcc.Core.Misses;

/// <summary>Something that the system would change, with the reason; a person decides.</summary>
/// <param name="Evidence">How many messages, or ratings, speak for it.</param>
/// <param name="Samples">Wordings that would become similar questions, or what was said; the most frequent first.</param>
public sealed record Lesson(LessonKind Kind, Guid? GroupId, Guid? ArticleId, int Evidence, IReadOnlyList<string> Samples, string Answer = "");

public enum LessonKind
{
    /// <summary>Agents answered this question with an article's words: it becomes a similar question of that article.</summary>
    Similar,

    /// <summary>Agents gave the same answer again and again, and no article says so: write one.</summary>
    Article,

    /// <summary>An article was often no use: look at it.</summary>
    Review,
}
