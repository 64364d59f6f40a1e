namespace Imcc.Infrastructure.Organisation;

/// <summary>What holds for every customer tag.</summary>
public static class TagRules
{
    public const int MaxNameLength = 12;

    /// <summary>As many as an agent can still choose from.</summary>
    public const int MostTags = 100;

    public static readonly IReadOnlyList<string> Colours = ["grey", "blue", "green", "amber", "red", "violet"];
}
