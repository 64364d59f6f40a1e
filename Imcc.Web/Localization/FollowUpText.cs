namespace Imcc.Web.Localization;

/// <summary>The words of satisfaction (满意度) and follow-up tasks (回访). Chinese in <c>FollowUpText.resx</c>, English in <c>FollowUpText.en.resx</c>.</summary>
public sealed class FollowUpText;
