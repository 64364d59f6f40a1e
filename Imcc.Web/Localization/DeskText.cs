namespace Imcc.Web.Localization;

/// <summary>The words of the agent's desk. Chinese in <c>DeskText.resx</c>, English in <c>DeskText.en.resx</c>.</summary>
public sealed class DeskText;
