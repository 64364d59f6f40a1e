namespace Imcc.Web.Localization;

/// <summary>The words of group conversations. Chinese in <c>GroupText.resx</c>, English in <c>GroupText.en.resx</c>.</summary>
public sealed class GroupText;
