namespace Imcc.Web.Localization;

/// <summary>The words of reports and their figures. Chinese in <c>ReportsText.resx</c>, English in <c>ReportsText.en.resx</c>.</summary>
public sealed class ReportsText;
