namespace Imcc.Web.Components.Exports;

/// <summary>E-mail addresses as people write several of them.</summary>
public static class AddressList
{
    private static readonly char[] Between = [' ', ',', ';', '\n', '\r', '\t', '，', '；', '、'];

    public static IReadOnlyList<string> Of(string text) => [.. text.Split(Between, StringSplitOptions.RemoveEmptyEntries).Distinct(StringComparer.OrdinalIgnoreCase)];
}
