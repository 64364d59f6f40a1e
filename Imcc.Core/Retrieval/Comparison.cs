namespace Imcc.Core.Retrieval;

/// <summary>A question, ready to be compared with many wordings. Not for several threads at once.</summary>
public sealed class Comparison
{
    public static readonly int Features = Enum.GetValues<Feature>().Length;

    private const double Homophone = 0.8;
    private const int Compared = 48;
    private readonly Phrase _asked;
    private readonly Rarity _rarity;
    private readonly int[] _q;
    private readonly double[] _qWeight;
    private readonly double[] _qPairWeight;
    private readonly ushort[] _qSound;
    private readonly double[] _qSoundWeight;
    private readonly double _qSum;
    private readonly double _qPairSum;
    private readonly double _rarest;
    private readonly double[] _qHit = new double[Compared];
    private readonly double[] _wHit = new double[Compared];
    private readonly double[] _wWeight = new double[Compared];
    private readonly int[] _pairOften = new int[Compared];
    private readonly double[] _order = new double[Compared + 1];
    private readonly double[] _run = new double[Compared + 1];

    public Comparison(Phrase asked, Rarity rarity)
    {
        (_asked, _rarity) = (asked, rarity);
        _q = asked.Wording.Units.Length <= Compared ? asked.Wording.Units : asked.Wording.Units[..Compared];
        _qWeight = [.. _q.Select(rarity.Of)];
        _qSound = [.. _q.Select(u => u < Wording.FirstWord ? Readings.Sound((char)u) : (ushort)0)];
        _qSoundWeight = [.. _qSound.Select(rarity.OfSound)];
        _qPairWeight = new double[Math.Max(_q.Length - 1, 0)];
        for (var i = 0; i + 1 < _q.Length; i++)
            _qPairWeight[i] = rarity.OfPair(_q[i], _q[i + 1]);
        (_qSum, _qPairSum, _rarest) = (Math.Max(_qWeight.Sum(), 1e-9), Math.Max(_qPairWeight.Sum(), 1e-9), rarity.Of(0));
    }

    /// <summary>Of the question's rarity weight.</summary>
    public double AskedWeight => _qSum;

    /// <param name="features">As many as <see cref="Features"/>.</param>
    public void With(Phrase phrase, Span<double> features)
    {
        features.Clear();
        var (q, all) = (_q, phrase.Wording.Units);
        var w = all.AsSpan(0, Math.Min(all.Length, Compared));
        if (q.Length == 0 || w.Length == 0)
            return;
        var wSum = 0.0;
        for (var j = 0; j < w.Length; j++)
            wSum += _wWeight[j] = _rarity.Of(w[j]);
        Match(w);
        double qCovered = 0, wCovered = 0, qTopic = 0, wTopic = 0, qTopicSum = 1e-9, wTopicSum = 1e-9, qMissing = 0, wMissing = 0;
        for (var i = 0; i < q.Length; i++)
        {
            qCovered += _qWeight[i] * _qHit[i];
            qMissing = Math.Max(qMissing, _qWeight[i] * (1 - _qHit[i]));
            if (_asked.Stopped[i])
                continue;
            qTopic += _qWeight[i] * _qHit[i];
            qTopicSum += _qWeight[i];
        }

        for (var j = 0; j < w.Length; j++)
        {
            wCovered += _wWeight[j] * _wHit[j];
            wMissing = Math.Max(wMissing, _wWeight[j] * (1 - _wHit[j]));
            if (phrase.Stopped[j])
                continue;
            wTopic += _wWeight[j] * _wHit[j];
            wTopicSum += _wWeight[j];
        }

        features[(int)Feature.AskedCovered] = qCovered / _qSum;
        features[(int)Feature.WordingCovered] = wCovered / wSum;
        features[(int)Feature.TopicCovered] = qTopic / qTopicSum;
        features[(int)Feature.WordingTopicCovered] = wTopic / wTopicSum;
        features[(int)Feature.AskedMissing] = qMissing / _rarest;
        features[(int)Feature.WordingMissing] = wMissing / _rarest;
        features[(int)Feature.Shared] = qCovered / 20;
        features[(int)Feature.BothCovered] = qCovered / _qSum * (wCovered / wSum);
        features[(int)Feature.LengthRatio] = Math.Abs(Math.Log((double)q.Length / w.Length));
        Pairs(w, features);
        Order(w, wSum, features);
        Meaning(phrase, w, wSum, features);
        Surface(phrase, w, features);
        features[(int)Feature.BothPairs] = features[(int)Feature.AskedPairs] * features[(int)Feature.WordingPairs];
        features[(int)Feature.Strength] = Strength(phrase.Wording.Units);
    }

    /// <summary>BM25 as it was measured to be best: characters 1, pairs .2, sounds .3, lengths in full.</summary>
    private double Strength(int[] w)
    {
        const double saturation = 1.2;
        var (length, score) = (w.Length / _rarity.UsualLength, 0.0);
        for (var i = 0; i < _q.Length; i++)
        {
            if (Array.IndexOf(_q, _q[i], 0, i) >= 0)
                continue;
            var often = w.AsSpan().Count(_q[i]);
            if (often > 0)
                score += _qWeight[i] * Worth(often, length);
        }

        for (var i = 0; i + 1 < _q.Length; i++)
        {
            if (_pairOften[i] > 0)
                score += 0.2 * _qPairWeight[i] * Worth(_pairOften[i], length);
        }

        Span<ushort> heard = stackalloc ushort[w.Length];
        for (var j = 0; j < w.Length; j++)
            heard[j] = w[j] < Wording.FirstWord ? Readings.Sound((char)w[j]) : (ushort)0;
        for (var i = 0; i < _q.Length; i++)
        {
            if (_qSound[i] == 0 || Array.IndexOf(_qSound, _qSound[i], 0, i) >= 0)
                continue;
            var often = heard.Count(_qSound[i]);
            if (often > 0)
                score += 0.3 * _qSoundWeight[i] * Worth(often, length);
        }

        return score;

        static double Worth(int often, double length) => often * (saturation + 1) / (often + (saturation * length));
    }

    /// <summary>Each unit finds its like once: the same first, then what sounds so.</summary>
    private void Match(ReadOnlySpan<int> w)
    {
        var q = _q;
        Array.Clear(_qHit, 0, q.Length);
        Array.Clear(_wHit, 0, w.Length);
        for (var i = 0; i < q.Length; i++)
        {
            for (var j = 0; j < w.Length; j++)
            {
                if (w[j] != q[i] || _wHit[j] > 0)
                    continue;
                _qHit[i] = _wHit[j] = 1;
                break;
            }
        }

        for (var i = 0; i < q.Length; i++)
        {
            if (_qHit[i] > 0 || q[i] >= Wording.FirstWord)
                continue;
            var (best, at) = (0.0, -1);
            for (var j = 0; j < w.Length; j++)
            {
                if (_wHit[j] > 0 || w[j] >= Wording.FirstWord)
                    continue;
                var like = Readings.Likeness((char)q[i], (char)w[j]);
                if (like > best)
                    (best, at) = (like, j);
            }

            if (at >= 0)
                _qHit[i] = _wHit[at] = best * Homophone;
        }
    }

    private void Pairs(ReadOnlySpan<int> w, Span<double> features)
    {
        double qHit = 0, wHit = 0, wSum = 1e-9;
        Array.Clear(_pairOften, 0, _q.Length);
        for (var j = 0; j + 1 < w.Length; j++)
        {
            var weight = _rarity.OfPair(w[j], w[j + 1]);
            wSum += weight;
            var isHit = false;
            for (var i = 0; i + 1 < _q.Length; i++)
            {
                if (_q[i] != w[j] || _q[i + 1] != w[j + 1])
                    continue;
                _pairOften[i]++;
                isHit = true;
            }

            if (isHit)
                wHit += weight;
        }

        for (var i = 0; i + 1 < _q.Length; i++)
            qHit += _pairOften[i] > 0 ? _qPairWeight[i] : 0;
        features[(int)Feature.AskedPairs] = qHit / _qPairSum;
        features[(int)Feature.WordingPairs] = wHit / wSum;
    }

    private void Order(ReadOnlySpan<int> w, double wSum, Span<double> features)
    {
        Array.Clear(_order, 0, w.Length + 1);
        Array.Clear(_run, 0, w.Length + 1);
        var longest = 0.0;
        for (var i = 0; i < _q.Length; i++)
        {
            var (diagonal, run) = (0.0, 0.0);
            for (var j = 0; j < w.Length; j++)
            {
                var (above, runAbove) = (_order[j + 1], _run[j + 1]);
                if (_q[i] == w[j])
                {
                    _order[j + 1] = diagonal + _qWeight[i];
                    _run[j + 1] = run + _qWeight[i];
                    longest = Math.Max(longest, _run[j + 1]);
                }
                else
                {
                    _order[j + 1] = Math.Max(above, _order[j]);
                    _run[j + 1] = 0;
                }

                (diagonal, run) = (above, runAbove);
            }
        }

        features[(int)Feature.CommonOrder] = 2 * _order[w.Length] / (_qSum + wSum);
        features[(int)Feature.CommonStretch] = longest / Math.Min(_qSum, wSum);
    }

    private void Meaning(Phrase phrase, ReadOnlySpan<int> w, double wSum, Span<double> features)
    {
        double asked = 0, wording = 0;
        Span<float> qSoft = stackalloc float[_q.Length];
        Span<float> wSoft = stackalloc float[w.Length];
        foreach (var mine in _asked.Senses)
        {
            foreach (var other in phrase.Senses)
            {
                if (mine.Concept != other.Concept || mine.End > _q.Length || other.End > w.Length)
                    continue;
                var weight = Math.Min(mine.Weight, other.Weight);
                for (var i = mine.Start; i < mine.End; i++)
                    qSoft[i] = Math.Max(qSoft[i], weight);
                for (var j = other.Start; j < other.End; j++)
                    wSoft[j] = Math.Max(wSoft[j], weight);
            }
        }

        for (var i = 0; i < _q.Length; i++)
            asked += _qWeight[i] * Math.Max(qSoft[i] - _qHit[i], 0);
        for (var j = 0; j < w.Length; j++)
            wording += _wWeight[j] * Math.Max(wSoft[j] - _wHit[j], 0);
        features[(int)Feature.AskedMeant] = asked / _qSum;
        features[(int)Feature.WordingMeant] = wording / wSum;
        features[(int)Feature.BothMeant] = Math.Min(features[(int)Feature.AskedCovered] + (asked / _qSum), 1) * Math.Min(features[(int)Feature.WordingCovered] + (wording / wSum), 1);
    }

    private void Surface(Phrase phrase, ReadOnlySpan<int> w, Span<double> features)
    {
        features[(int)Feature.OtherKind] = _asked.Kind != 0 && phrase.Kind != 0 && (_asked.Kind & phrase.Kind) == 0 ? 1 : 0;
        features[(int)Feature.OtherPolarity] = _asked.IsDenied != phrase.IsDenied ? 1 : 0;
        bool qNumber = false, wNumber = false, common = false, latin = false;
        for (var i = 0; i < _q.Length; i++)
        {
            if (_q[i] < Wording.FirstWord)
                continue;
            qNumber |= Wording.IsNumber(_q[i]);
            common |= Wording.IsNumber(_q[i]) && _qHit[i] == 1;
            latin |= !Wording.IsNumber(_q[i]) && _qHit[i] < 1;
        }

        for (var j = 0; j < w.Length; j++)
        {
            if (w[j] < Wording.FirstWord)
                continue;
            wNumber |= Wording.IsNumber(w[j]);
            latin |= !Wording.IsNumber(w[j]) && _wHit[j] < 1;
        }

        features[(int)Feature.OtherNumbers] = qNumber && wNumber && !common ? 1 : 0;
        features[(int)Feature.OtherLatin] = latin ? 1 : 0;
        features[(int)Feature.Equal] = IsEqual(phrase, w) ? 1 : 0;
    }

    private bool IsEqual(Phrase phrase, ReadOnlySpan<int> w)
    {
        var (i, j, any) = (0, 0, false);
        while (true)
        {
            while (i < _q.Length && _asked.Stopped[i])
                i++;
            while (j < w.Length && phrase.Stopped[j])
                j++;
            if (i == _q.Length || j == w.Length)
                return any && i == _q.Length && j == w.Length;
            if (_q[i++] != w[j++])
                return false;
            any = true;
        }
    }
}
