namespace Imcc.Web.Localization;

/// <summary>The words of the frame around the pages. Chinese in <c>ShellText.resx</c>, English in <c>ShellText.en.resx</c>.</summary>
public sealed class ShellText;
