namespace Imcc.Web.Administration;

/// <summary>The words of the reason tree's administration. Chinese in <c>AdminReasonText.resx</c>, English in <c>AdminReasonText.en.resx</c>.</summary>
public sealed class AdminReasonText;
