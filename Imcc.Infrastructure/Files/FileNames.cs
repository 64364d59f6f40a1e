using System.Globalization;
using System.Text;

namespace Imcc.Infrastructure.Files;

/// <summary>Makes of a claimed file name one that is safe to show and to save under on any system.</summary>
internal static class FileNames
{
    private const int MaxLength = 120;

    /// <summary>No folders, no control or direction characters, nothing that a file system reserves.</summary>
    public static string Clean(string? claimed)
    {
        var last = (claimed ?? "").AsSpan();
        last = last[(last.LastIndexOfAny('/', '\\') + 1)..];
        var name = new StringBuilder(Math.Min(last.Length, 512));
        foreach (var rune in last[..Math.Min(last.Length, 512)].EnumerateRunes())
        {
            // Broken surrogates come out as the replacement character.
            if (rune.Value is '<' or '>' or ':' or '"' or '|' or '?' or '*' or 0xFFFD)
                name.Append('_');
            else if (Rune.IsWhiteSpace(rune))
                name.Append(name.Length > 0 && name[^1] == ' ' ? "" : " ");
            else if (Rune.GetUnicodeCategory(rune) is not (UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.PrivateUse or UnicodeCategory.OtherNotAssigned))
                name.Append(rune.ToString());
        }

        var clean = name.ToString().Normalize().Trim(' ', '.');
        if (clean.Length == 0)
            return "file";
        var stem = clean.Split('.')[0].TrimEnd();
        if (IsReserved(stem))
            clean = "_" + clean;
        return Shorten(clean, Path.GetExtension(clean));
    }

    /// <summary>The name under which a file of this type is kept: with an extension that tells the truth.</summary>
    public static string For(string clean, FileType type) =>
        type.Owns(Extension(clean)) ? clean : Shorten(clean + "." + type.Extension, "." + type.Extension);

    public static string Extension(string clean) => Path.GetExtension(clean).TrimStart('.');

    private static string Shorten(string name, string extension)
    {
        if (name.Length <= MaxLength)
            return name;
        if (extension.Length > 16)
            extension = "";
        var end = MaxLength - extension.Length;
        if (char.IsHighSurrogate(name[end - 1]))
            end--;
        return name[..end].TrimEnd(' ', '.') + extension;
    }

    private static bool IsReserved(string stem) => stem.ToUpperInvariant() switch
    {
        "CON" or "PRN" or "AUX" or "NUL" => true,
        { Length: 4 } s => (s.StartsWith("COM", StringComparison.Ordinal) || s.StartsWith("LPT", StringComparison.Ordinal)) && char.IsAsciiDigit(s[3]),
        _ => false,
    };
}
