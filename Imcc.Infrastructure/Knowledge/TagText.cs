using System.Collections.Immutable;
using Imcc.Core.Knowledge;

namespace Imcc.Infrastructure.Knowledge;

/// <summary>Tags in one column, each between two bars, so that one of them is found by a part of the text: <c>|收费|分期|</c>.</summary>
internal static class TagText
{
    public const int MaxLength = (ArticleLimits.Tags * (ArticleLimits.TagLength + 1)) + 1;

    public static string Of(ImmutableArray<string> tags) => tags.IsEmpty ? "" : Pattern(string.Join('|', tags));

    /// <summary>What a column that has this tag holds.</summary>
    public static string Pattern(string tag) => $"|{tag}|";

    public static ImmutableArray<string> Read(string column) => [.. column.Split('|', StringSplitOptions.RemoveEmptyEntries)];
}
