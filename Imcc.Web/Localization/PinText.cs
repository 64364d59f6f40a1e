namespace Imcc.Web.Localization;

/// <summary>The words of pinned messages. Chinese in <c>PinText.resx</c>, English in <c>PinText.en.resx</c>.</summary>
public sealed class PinText;
