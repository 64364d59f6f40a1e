using System.Text;

namespace Imcc.Web.Components.Desk;

/// <summary>
/// The initials of a Chinese name's pinyin, for lists that the server filters: 信用卡 is <c>xyk</c>. GB 2312 keeps its common characters in the
/// order of their pinyin, so the place tells the letter; a rare character has none.
/// </summary>
internal static class Initials
{
    private const string Letters = "abcdefghjklmnopqrstwxyz";
    private static readonly int[] Begins =
    [
        45217, 45253, 45761, 46318, 46826, 47010, 47297, 47614, 48119, 49062, 49324, 49896,
        50371, 50614, 50622, 50906, 51387, 51446, 52218, 52698, 52980, 53689, 54481,
    ];

    private const int End = 55290;
    private static readonly Encoding Gb = CodePagesEncodingProvider.Instance.GetEncoding("gb2312")!;

    public static string Of(string name) => string.Concat(name.Select(Of));

    /// <summary>By the words themselves, or by the beginning of the initials.</summary>
    public static bool Fits(string name, string search)
    {
        var wanted = search.Trim();
        return name.Contains(wanted, StringComparison.CurrentCultureIgnoreCase) || (wanted.Length > 0 && Of(name).StartsWith(wanted, StringComparison.OrdinalIgnoreCase));
    }

    private static string Of(char c)
    {
        if (char.IsAsciiLetterOrDigit(c))
            return char.ToLowerInvariant(c).ToString();
        var bytes = Gb.GetBytes([c]);
        var place = bytes.Length == 2 ? (bytes[0] << 8) | bytes[1] : 0;
        return place >= Begins[0] && place < End ? Letters[Array.FindLastIndex(Begins, b => b <= place)].ToString() : "";
    }
}
