namespace Imcc.Web.Localization;

/// <summary>The words of quality (质检). Chinese in <c>QualityText.resx</c>, English in <c>QualityText.en.resx</c>.</summary>
public sealed class QualityText;
