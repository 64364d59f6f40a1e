namespace Imcc.Web.Components.Quality;

/// <summary>Words in one box: with commas or lines between.</summary>
internal static class WordList
{
    private static readonly char[] Between = [',', '，', '、', ';', '；', '\n', '\r'];

    public static IReadOnlyList<string> Of(string typed) => [.. typed.Split(Between, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Distinct(StringComparer.Ordinal)];

    public static string Write(IEnumerable<string> words) => string.Join('、', words);
}
