namespace Imcc.Web.Localization;

/// <summary>The words of WeChat official accounts: menus, templates, tools. Chinese in <c>OfficialText.resx</c>, English in <c>OfficialText.en.resx</c>.</summary>
public sealed class OfficialText;
