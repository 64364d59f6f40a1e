namespace Imcc.Web.Localization;

/// <summary>The words of the knowledge base. Chinese in <c>KnowledgeText.resx</c>, English in <c>KnowledgeText.en.resx</c>.</summary>
public sealed class KnowledgeText;
