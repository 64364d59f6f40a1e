using System.Text;

namespace Imcc.Core.Knowledge;

/// <summary>A question's wording without what makes no difference: case, width, blanks, punctuation.</summary>
public static class Wording
{
    /// <summary>Two wordings with the same result say the same.</summary>
    public static string Fold(string text)
    {
        var folded = new StringBuilder(text.Length);
        foreach (var c in Sound(text).Normalize(NormalizationForm.FormKC))
        {
            if (char.IsLetterOrDigit(c) || char.IsSurrogate(c))
                folded.Append(char.ToLowerInvariant(c));
        }

        return folded.ToString();
    }

    // Half a surrogate pair has no normal form.
    private static string Sound(string text) => IsNormalizable(text) ? text : new string([.. text.Where(c => !char.IsSurrogate(c))]);

    private static bool IsNormalizable(string text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (!char.IsSurrogate(text[i]))
                continue;
            if (!char.IsSurrogatePair(text, i))
                return false;
            i++;
        }

        return true;
    }
}
