namespace Imcc.Web.Localization;

/// <summary>What screens say of QQ alone. Chinese in <c>QqText.resx</c>, English in <c>QqText.en.resx</c>.</summary>
public sealed class QqText;
