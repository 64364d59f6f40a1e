namespace Imcc.Web.Localization;

/// <summary>The words of what is on its way, held or failed. Chinese in <c>DeliveryText.resx</c>, English in <c>DeliveryText.en.resx</c>.</summary>
public sealed class DeliveryText;
