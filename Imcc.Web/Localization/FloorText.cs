namespace Imcc.Web.Localization;

/// <summary>The words of the supervisor's floor. Chinese in <c>FloorText.resx</c>, English in <c>FloorText.en.resx</c>.</summary>
public sealed class FloorText;
