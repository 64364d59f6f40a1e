namespace Imcc.Core.Replies;

/// <summary>
/// Finds texts by what a customer asks: BM25 over pairs of Chinese characters and over Latin words, a title counting more than a text.
/// What shares only everyday words with the question is not found.
/// </summary>
public sealed class ReplyIndex
{
    private const double Saturation = 1.2;
    private const double LengthShare = 0.6;
    private const double TitleWeight = 2.5;
    // Of all that the question's words could be worth.
    private const double LeastShare = 0.18;
    private const double UnknownShare = 0.3;

    private readonly List<(Guid Id, Dictionary<string, double> Terms, double Length)> _texts = [];
    private readonly Dictionary<string, List<int>> _places = new(StringComparer.Ordinal);
    private readonly double _usualLength;

    public ReplyIndex(IEnumerable<(Guid Id, string Title, string Text)> texts)
    {
        foreach (var (id, title, text) in texts)
        {
            var terms = new Dictionary<string, double>(StringComparer.Ordinal);
            foreach (var term in QueryTerms.Of(title))
                terms[term] = terms.GetValueOrDefault(term) + TitleWeight;
            foreach (var term in QueryTerms.Of(text))
                terms[term] = terms.GetValueOrDefault(term) + 1;
            foreach (var term in terms.Keys)
                (_places.TryGetValue(term, out var places) ? places : _places[term] = []).Add(_texts.Count);
            _texts.Add((id, terms, terms.Values.Sum()));
        }

        _usualLength = _texts.Count == 0 ? 1 : Math.Max(1, _texts.Average(t => t.Length));
    }

    /// <returns>The best first; of equals the one that came first.</returns>
    public IReadOnlyList<(Guid Id, double Score)> Search(string question, int take, Func<Guid, bool> mayBe)
    {
        var asked = QueryTerms.Of(question).Distinct(StringComparer.Ordinal).ToList();
        var scores = new Dictionary<int, double>();
        var possible = 0.0;
        foreach (var term in asked)
        {
            var places = _places.GetValueOrDefault(term);
            var worth = Math.Log(1 + ((_texts.Count - (places?.Count ?? 0) + 0.5) / ((places?.Count ?? 0) + 0.5)));
            // What no text knows says little about which one fits.
            possible += worth * (Saturation + 1) * (places is null ? UnknownShare : 1);
            foreach (var place in places ?? [])
            {
                var (_, terms, length) = _texts[place];
                var often = terms[term];
                scores[place] = scores.GetValueOrDefault(place)
                    + (worth * often * (Saturation + 1) / (often + (Saturation * (1 - LengthShare + (LengthShare * length / _usualLength)))));
            }
        }

        return [.. scores.Where(s => s.Value >= possible * LeastShare && mayBe(_texts[s.Key].Id))
            .OrderByDescending(s => s.Value).ThenBy(s => s.Key).Take(take).Select(s => (_texts[s.Key].Id, s.Value))];
    }
}
