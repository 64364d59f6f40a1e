using Imcc.Core.Contacts;

namespace Imcc.Infrastructure.Organisation;

/// <summary>What holds for every customer attribute.</summary>
public static class AttributeRules
{
    public const int MaxNameLength = 12;

    /// <summary>As many as a card can show; their values share one column.</summary>
    public const int MostAttributes = 30;

    public const int MostChoices = 50;

    public const int MaxChoicesLength = 2000;

    public static readonly IReadOnlyList<AttributeKind> Kinds = Enum.GetValues<AttributeKind>();

    /// <summary>One choice a line, each once, empty lines left out.</summary>
    public static IReadOnlyList<string> ChoicesOf(string lines) =>
        [.. lines.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Distinct()];
}
