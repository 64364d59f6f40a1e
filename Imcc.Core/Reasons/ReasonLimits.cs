namespace Imcc.Core.Reasons;

/// <summary>How large a reason tree and its parts may be.</summary>
public static class ReasonLimits
{
    public const int MaxDepth = 5;
    public const int MaxNodes = 5000;
    public const int MaxNameLength = 40;
    public const int MaxCodeLength = 20;
    public const int MaxKeywords = 20;
    public const int MaxKeywordLength = 20;

    /// <summary>Reasons that one conversation can have.</summary>
    public const int MaxPerConversation = 5;
}
