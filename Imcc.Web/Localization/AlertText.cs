namespace Imcc.Web.Localization;

/// <summary>The words of alerts and of outgoing e-mail. Chinese in <c>AlertText.resx</c>, English in <c>AlertText.en.resx</c>.</summary>
public sealed class AlertText;
