namespace Imcc.Web.Localization;

/// <summary>The words of supervisors in conversations. Chinese in <c>SteerText.resx</c>, English in <c>SteerText.en.resx</c>.</summary>
public sealed class SteerText;
