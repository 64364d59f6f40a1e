namespace Imcc.Web.Administration;

/// <summary>The words of administration: <c>AdminText.resx</c> in Chinese, <c>AdminText.en.resx</c> in English.</summary>
public sealed class AdminText;
