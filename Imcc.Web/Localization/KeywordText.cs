namespace Imcc.Web.Localization;

/// <summary>The words of keyword rules and robots. Chinese in <c>KeywordText.resx</c>, English in <c>KeywordText.en.resx</c>.</summary>
public sealed class KeywordText;
