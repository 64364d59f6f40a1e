using Imcc.Core.Channels;

namespace Imcc.Core.Surveys;

/// <summary>How a skill group asks its customers how satisfied they were (满意度).</summary>
[GenerateSerializer, Immutable]
public sealed record SurveyRules
{
    public const int LongestQuestion = 200;
    public const int LongestTag = 20;
    public const int MostTags = 8;

    [Id(0)] public SurveyMode Mode { get; init; }

    /// <summary>1 to 200 characters.</summary>
    [Id(1)] public string Question { get; init; } = "请您为本次服务打分，感谢您的支持！";

    [Id(2)] public SurveyScale Scale { get; init; }

    /// <summary>From the invitation on; 10 minutes to 72 h.</summary>
    [Id(3)] public TimeSpan Valid { get; init; } = TimeSpan.FromHours(24);

    /// <summary>A score up to this is low, and its reason is asked for; 0: none is, at most one below the best.</summary>
    [Id(4)] public int LowLimit { get; init; } = 2;

    /// <summary>Asked after a low score; at most 200 characters.</summary>
    [Id(5)] public string ReasonQuestion { get; init; } = "很抱歉没有让您满意，请问主要原因是？";

    /// <summary>Reasons to choose from after a low score; at most 8 of 20 characters.</summary>
    [Id(6)] public IReadOnlyList<string> Tags { get; init; } = ["等待时间太长", "问题没有解决", "服务态度不好", "解答不够专业", "流程太复杂"];

    /// <summary>At most 200 characters; empty: nothing is said.</summary>
    [Id(7)] public string Thanks { get; init; } = "感谢您的评价！";

    /// <summary>Who answers too late reads this; at most 200 characters.</summary>
    [Id(8)] public string Late { get; init; } = "本次评价已过有效期，感谢您的关注。如需帮助，请直接留言。";

    /// <summary>Who answers again reads this; at most 200 characters.</summary>
    [Id(9)] public string Again { get; init; } = "您已经评价过本次服务，感谢您的支持！";

    /// <summary>The best score.</summary>
    public static int Best(SurveyScale scale) => scale == SurveyScale.Stars ? 5 : 3;

    /// <summary>The answers of a scale, the best first.</summary>
    public static IReadOnlyList<(int Score, string Label)> Labels(SurveyScale scale) => scale == SurveyScale.Stars
        ? [(5, "★★★★★ 非常满意"), (4, "★★★★ 满意"), (3, "★★★ 一般"), (2, "★★ 不满意"), (1, "★ 非常不满意")]
        : [(3, "满意"), (2, "一般"), (1, "不满意")];

    /// <summary>The question that goes out at the end of a conversation.</summary>
    public SurveyContent Invitation(Rating rating) => new(
        rating.ConversationId, SurveyQuestion.Score, Question,
        [.. Labels(rating.Scale).Select(l => new SurveyOption(SurveyAnswer.ScoreId(rating.ConversationId, l.Score), l.Label, l.Score))],
        rating.LowLimit, rating.OfferedTags, rating.ExpiresAt);

    /// <summary>The question that follows a low score.</summary>
    public SurveyContent AskForReason(Rating rating) => new(
        rating.ConversationId, SurveyQuestion.Reason, ReasonQuestion,
        [.. rating.OfferedTags.Select((tag, i) => new SurveyOption(SurveyAnswer.TagId(rating.ConversationId, i), tag, i + 1))],
        rating.LowLimit, rating.OfferedTags, rating.ExpiresAt);
}

/// <summary>Whether customers are asked.</summary>
public enum SurveyMode
{
    Never = 0,
    Always = 1,
    /// <summary>The agent says so when ending the conversation.</summary>
    AgentsChoice = 2,
}

/// <summary>What can be answered.</summary>
public enum SurveyScale
{
    /// <summary>1 to 5, 5 is best.</summary>
    Stars = 0,
    /// <summary>1 to 3: 不满意, 一般, 满意.</summary>
    Steps = 1,
}
