namespace Imcc.Web.Localization;

/// <summary>The words of the live board and the wallboard. Chinese in <c>BoardText.resx</c>, English in <c>BoardText.en.resx</c>.</summary>
public sealed class BoardText;
