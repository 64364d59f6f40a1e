namespace Imcc.Web.Localization;

/// <summary>The words of files made in the background and of mailed reports. Chinese in <c>ExportText.resx</c>, English in <c>ExportText.en.resx</c>.</summary>
public sealed class ExportText;
