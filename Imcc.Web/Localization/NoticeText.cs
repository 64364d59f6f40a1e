namespace Imcc.Web.Localization;

/// <summary>The words of notices that other systems send. Chinese in <c>NoticeText.resx</c>, English in <c>NoticeText.en.resx</c>.</summary>
public sealed class NoticeText;
