namespace Imcc.Web.Localization;

/// <summary>The words of the reasons for contact. Chinese in <c>ReasonText.resx</c>, English in <c>ReasonText.en.resx</c>.</summary>
public sealed class ReasonText;
