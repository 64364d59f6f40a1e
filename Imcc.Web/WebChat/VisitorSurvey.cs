using Imcc.Core.Channels;

namespace Imcc.Web.WebChat;

/// <summary>A survey's card, or an answer to it, as a visitor's page gets it.</summary>
public sealed record VisitorSurvey(
    Guid ConversationId,
    string Question,
    IReadOnlyList<VisitorScore> Options,
    int Low,
    IReadOnlyList<string> Tags,
    DateTimeOffset? ExpiresAt,
    int? Score,
    string Comment)
{
    /// <returns>Null: it is about something else.</returns>
    public static VisitorSurvey? Of(MessageContent content) => content switch
    {
        SurveyContent s => new(s.ConversationId, s.Question, [.. s.Options.Select(o => new VisitorScore(o.Number, o.Label))], s.Low, s.Tags, s.ExpiresAt, null, ""),
        SurveyAnswerContent a => new(a.ConversationId, "", [], 0, a.Tags, null, a.Score, a.Comment),
        _ => null,
    };
}

/// <summary>One answer of the card.</summary>
public sealed record VisitorScore(int Score, string Label);
