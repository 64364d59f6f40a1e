namespace Imcc.Web.Localization;

/// <summary>The words of flows. Chinese in <c>FlowText.resx</c>, English in <c>FlowText.en.resx</c>.</summary>
public sealed class FlowText;
