using Imcc.Core.Desk;
using Lucene.Net.Analysis;
using Lucene.Net.Analysis.TokenAttributes;

namespace Imcc.Infrastructure.History;

/// <summary>The grams of a text as Lucene reads them; used again for the next text.</summary>
internal sealed class GramTokens : TokenStream
{
    private readonly ICharTermAttribute _term;
    private readonly IPositionIncrementAttribute _step;
    private string _text = "";
    private IEnumerator<Gram>? _grams;
    private int _position;

    public GramTokens()
    {
        _term = AddAttribute<ICharTermAttribute>();
        _step = AddAttribute<IPositionIncrementAttribute>();
    }

    public GramTokens On(string text)
    {
        _text = SearchWords.Fold(text);
        return this;
    }

    public override void Reset()
    {
        base.Reset();
        _grams = Grams.Of(_text).GetEnumerator();
        _position = -1;
    }

    public override bool IncrementToken()
    {
        if (_grams?.MoveNext() != true)
            return false;
        ClearAttributes();
        var gram = _grams.Current;
        _term.SetEmpty();
        _term.Append(_text, gram.Start, gram.Length);
        // Never backwards: what stands at the same place follows it at once.
        var position = Math.Max(gram.Position, _position);
        _step.PositionIncrement = Math.Max(position - _position, 0);
        _position = position;
        return true;
    }
}

/// <summary>Every ideograph of a text once: for searches by a single one.</summary>
internal sealed class SingleTokens : TokenStream
{
    private readonly ICharTermAttribute _term;
    private readonly HashSet<char> _seen = [];
    private string _text = "";
    private int _next;

    public SingleTokens() => _term = AddAttribute<ICharTermAttribute>();

    public SingleTokens On(string text)
    {
        _text = SearchWords.Fold(text);
        return this;
    }

    public override void Reset()
    {
        base.Reset();
        _seen.Clear();
        _next = 0;
    }

    public override bool IncrementToken()
    {
        while (_next < _text.Length)
        {
            var c = _text[_next++];
            if (!Grams.IsIdeograph(c) || char.IsSurrogate(c) || !_seen.Add(c))
                continue;
            ClearAttributes();
            _term.SetEmpty();
            _term.Append(c);
            return true;
        }

        return false;
    }
}
