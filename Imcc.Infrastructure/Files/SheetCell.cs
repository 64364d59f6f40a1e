namespace Imcc.Infrastructure.Files;

/// <summary>What a cell says is text, whatever it begins with: a spreadsheet must never take what somebody wrote for a formula.</summary>
internal static class SheetCell
{
    // A cell that a spreadsheet would take for a formula, once it has been through other hands, is told that it is text.
    public static string Plain(string text) => IsActive(text) ? "'" + text : text;

    /// <summary>What <see cref="Plain"/> was given.</summary>
    public static string Meant(string text) => text.Length > 1 && text[0] == '\'' && IsActive(text[1..]) ? text[1..] : text;

    private static bool IsActive(string text) => text.Length > 0 && text[0] is '=' or '+' or '-' or '@' or '\t' or '\r';
}
