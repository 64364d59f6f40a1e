namespace Imcc.Web.Localization;

/// <summary>The words of the composer, the knowledge panel and the palette. Chinese in <c>ComposerText.resx</c>, English in <c>ComposerText.en.resx</c>.</summary>
public sealed class ComposerText;
