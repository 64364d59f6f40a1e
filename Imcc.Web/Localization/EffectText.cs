namespace Imcc.Web.Localization;

/// <summary>The words of the reports of what keyword rules and articles achieve. Chinese in <c>EffectText.resx</c>, English in <c>EffectText.en.resx</c>.</summary>
public sealed class EffectText;
