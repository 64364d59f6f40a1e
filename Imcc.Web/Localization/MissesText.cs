namespace Imcc.Web.Localization;

/// <summary>The words of misses, lessons, figures and synonyms. Chinese in <c>MissesText.resx</c>, English in <c>MissesText.en.resx</c>.</summary>
public sealed class MissesText;
