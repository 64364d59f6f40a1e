namespace Imcc.Web.Localization;

/// <summary>The words of masking, translation, the agent's day and satisfaction. Chinese in <c>DayText.resx</c>, English in <c>DayText.en.resx</c>.</summary>
public sealed class DayText;
