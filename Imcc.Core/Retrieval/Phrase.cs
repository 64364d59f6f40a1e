namespace Imcc.Core.Retrieval;

/// <summary>A wording with what is known about it: what it asks for, whether it denies, what its words mean.</summary>
public sealed class Phrase
{
    private Phrase(Wording wording, QuestionKind kind, bool isDenied, UnitSense[] senses, bool[] stopped) =>
        (Wording, Kind, IsDenied, Senses, Stopped) = (wording, kind, isDenied, senses, stopped);

    public Wording Wording { get; }

    public QuestionKind Kind { get; }

    public bool IsDenied { get; }

    /// <summary>By units, not by characters.</summary>
    public UnitSense[] Senses { get; }

    /// <summary>Which units belong to words that say little.</summary>
    public bool[] Stopped { get; }

    public static Phrase Of(string text, Thesaurus thesaurus) => OfFolded(TextFolding.Fold(text.Length > 500 ? text[..500] : text), thesaurus);

    /// <summary>The same said as articles say it; null where it is said so already.</summary>
    public static Phrase? Written(string text, Thesaurus thesaurus)
    {
        var folded = TextFolding.Fold(text.Length > 500 ? text[..500] : text);
        var written = thesaurus.Standard(folded);
        return string.Equals(written, folded, StringComparison.Ordinal) ? null : OfFolded(written, thesaurus);
    }

    public static Phrase OfFolded(string folded, Thesaurus thesaurus)
    {
        var wording = Wording.OfFolded(folded);
        var places = new int[folded.Length + 1];
        Array.Fill(places, -1);
        for (var u = 0; u < wording.Units.Length; u++)
            places.AsSpan(wording.Starts[u], wording.Lengths[u]).Fill(u);
        var senses = thesaurus.Senses(folded).Where(s => places[s.Start] >= 0 && places[s.End - 1] >= 0)
            .Select(s => new UnitSense((byte)places[s.Start], (byte)(places[s.End - 1] + 1), s.Concept, s.Weight)).ToArray();
        var characters = thesaurus.Stopped(folded);
        var stopped = new bool[wording.Units.Length];
        for (var u = 0; u < stopped.Length; u++)
            stopped[u] = characters[wording.Starts[u]];
        return new(wording, Questions.Of(folded), Questions.IsDenied(folded), senses, stopped);
    }
}

/// <param name="Start">First unit.</param>
/// <param name="End">Behind the last one.</param>
/// <param name="Weight">1: just that concept; less: perhaps.</param>
public readonly record struct UnitSense(byte Start, byte End, int Concept, float Weight);
