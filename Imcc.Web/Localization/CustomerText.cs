namespace Imcc.Web.Localization;

/// <summary>The words of the customer card and the search. Chinese in <c>CustomerText.resx</c>, English in <c>CustomerText.en.resx</c>.</summary>
public sealed class CustomerText;
