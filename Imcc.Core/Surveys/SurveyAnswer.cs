using System.Globalization;
using Imcc.Core.Channels;

namespace Imcc.Core.Surveys;

/// <summary>What a customer answers to a survey, however the channel brought it: by a card, a tapped menu or a number.</summary>
/// <param name="Tag">Index of a tapped reason.</param>
public sealed record SurveyAnswer(Guid ConversationId, int? Score, int? Tag, IReadOnlyList<string> Tags, string Comment)
{
    private const string Mark = "sv:";

    /// <summary>How long after the question a bare number is an answer to it: later it means something else.</summary>
    private static readonly TimeSpan TypedWithin = TimeSpan.FromMinutes(10);

    public static string ScoreId(Guid conversationId, int score) => string.Create(CultureInfo.InvariantCulture, $"{Mark}{conversationId:N}:{score}");

    public static string TagId(Guid conversationId, int index) => string.Create(CultureInfo.InvariantCulture, $"{Mark}{conversationId:N}:t{index}");

    /// <param name="latest">The thread's latest invitation.</param>
    /// <param name="isIdle">Nobody serves the customer and nobody is about to: only then a bare number is an answer and nothing else.</param>
    /// <returns>Null: it is no answer to a survey.</returns>
    public static SurveyAnswer? Of(MessageContent content, Rating? latest, bool isIdle, DateTimeOffset now) => content switch
    {
        SurveyAnswerContent card => new(card.ConversationId, card.Score, null, card.Tags, card.Comment),
        TextContent { MenuItemId: { } id } when id.StartsWith(Mark, StringComparison.Ordinal) => Tapped(id),
        EventContent { Key: { } id } tap when tap.IsTap() && id.StartsWith(Mark, StringComparison.Ordinal) => Tapped(id),
        TextContent text when isIdle && latest is not null && latest.IsValidAt(now) && NumberOf(text.Text) is { } number => Typed(latest, number, now),
        _ => null,
    };

    private static SurveyAnswer? Tapped(string id)
    {
        var parts = id.Split(':');
        if (parts.Length != 3 || !Guid.TryParseExact(parts[1], "N", out var conversation))
            return null;
        var isTag = parts[2].StartsWith('t');
        return !int.TryParse(isTag ? parts[2][1..] : parts[2], NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? null
            : new(conversation, isTag ? null : number, isTag ? number : null, [], "");
    }

    private static SurveyAnswer? Typed(Rating latest, int number, DateTimeOffset now) =>
        now - (latest.AnsweredAt ?? latest.InvitedAt) > TypedWithin ? null
        : latest.Score is null ? (number <= SurveyRules.Best(latest.Scale) ? new(latest.ConversationId, number, null, [], "") : null)
        : latest.AwaitsReason && number <= latest.OfferedTags.Count ? new(latest.ConversationId, null, number - 1, [], "")
        : null;

    /// <summary>1 to 9, also as 「５」 or 「5分」 or 「5星」.</summary>
    private static int? NumberOf(string text)
    {
        var word = text.Trim().TrimEnd('。', '.', '!', '！').TrimEnd('分', '星');
        return word.Length == 1 && char.IsDigit(word[0]) && char.GetNumericValue(word[0]) is >= 1 and var number ? (int)number : null;
    }
}
