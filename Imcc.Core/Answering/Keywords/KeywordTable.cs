using System.Collections.Frozen;

namespace Imcc.Core.Answering.Keywords;

/// <summary>All patterns of all rules, numbered so that of two that fit equally well the one with the lower number answers.</summary>
internal sealed class KeywordTable
{
    private readonly KeywordRule[] _rules;
    private readonly int[] _ruleOf;
    private readonly bool[] _isAlways;
    private readonly Dictionary<string, Ends> _ends = new(StringComparer.Ordinal);

    public KeywordTable(IEnumerable<KeywordRule> rules, IReadOnlyDictionary<string, KeywordExpression> known)
    {
        _rules = [.. rules.OrderByDescending(r => r.Priority).ThenBy(r => r.CreatedAt).ThenBy(r => r.Id)];
        _isAlways = [.. _rules.Select(r => r is { Enabled: true, Accounts.IsEmpty: true, ValidFrom: null, ValidUntil: null })];
        var (patterns, ruleOf, expressions, taps) = (new List<KeywordPattern>(), new List<int>(), new List<(int, KeywordExpression)>(), new Dictionary<string, List<int>>(StringComparer.Ordinal));
        var words = new List<int>();
        for (var r = 0; r < _rules.Length; r++)
        {
            foreach (var pattern in _rules[r].Patterns)
            {
                var id = patterns.Count;
                patterns.Add(pattern);
                ruleOf.Add(r);
                var own = pattern.Words();
                words.Add(own.Length);
                for (var w = 0; w < own.Length; w++)
                    EndsOf(own[w]).Add(pattern.Kind, id, w);
                if (pattern.Kind == KeywordKind.Regex && (known.GetValueOrDefault(pattern.Text) ?? KeywordExpression.TryMake(pattern.Text)) is { } expression)
                    expressions.Add((id, expression));
                if (pattern.Kind == KeywordKind.Tap)
                    (taps.TryGetValue(pattern.Text.Trim(), out var same) ? same : taps[pattern.Text.Trim()] = []).Add(id);
            }
        }

        Answers = [.. patterns.Select((p, i) => _rules[ruleOf[i]].Answer.As(StepOf(p.Kind), _rules[ruleOf[i]].Id))];
        (Patterns, _ruleOf, WordCounts, Expressions) = ([.. patterns], [.. ruleOf], [.. words], expressions);
        Taps = taps.ToFrozenDictionary(t => t.Key, t => t.Value.ToArray(), StringComparer.Ordinal);
        Words = [.. _ends.Keys];
        AtWord = [.. _ends.Values.Select(e => e.Done())];
    }

    public IReadOnlyList<KeywordRule> Rules => _rules;

    public KeywordPattern[] Patterns { get; }

    /// <summary>By pattern: what its rule answers where it fits to the letter.</summary>
    public AutomaticAnswer[] Answers { get; }

    /// <summary>How many different words a pattern asks for.</summary>
    public int[] WordCounts { get; }

    public IReadOnlyList<(int Pattern, KeywordExpression Expression)> Expressions { get; }

    public FrozenDictionary<string, int[]> Taps { get; }

    /// <summary>Each word that a pattern asks for, once.</summary>
    public IReadOnlyList<string> Words { get; }

    /// <summary>By word: the patterns that ask for it.</summary>
    public AtWord[] AtWord { get; }

    public KeywordRule RuleOf(int pattern) => _rules[_ruleOf[pattern]];

    public bool MayAnswer(int pattern, Guid accountId, DateTimeOffset now)
    {
        var rule = _ruleOf[pattern];
        return _isAlways[rule] || _rules[rule].MayAnswer(accountId, now);
    }

    private static AnswerStep StepOf(KeywordKind kind) => kind switch
    {
        KeywordKind.Exact or KeywordKind.Tap => AnswerStep.KeywordExact,
        KeywordKind.Prefix => AnswerStep.KeywordPrefix,
        KeywordKind.Contains => AnswerStep.KeywordContains,
        _ => AnswerStep.KeywordPattern,
    };

    private Ends EndsOf(string word) => _ends.TryGetValue(word, out var ends) ? ends : _ends[word] = new();

    private sealed class Ends
    {
        private readonly List<int> _exact = [];
        private readonly List<int> _prefix = [];
        private readonly List<int> _contains = [];
        private readonly List<(int Pattern, int Word)> _allOf = [];

        public void Add(KeywordKind kind, int pattern, int word)
        {
            if (kind == KeywordKind.AllOf)
                _allOf.Add((pattern, word));
            else
                (kind switch { KeywordKind.Exact => _exact, KeywordKind.Prefix => _prefix, _ => _contains }).Add(pattern);
        }

        public AtWord Done() => new([.. _exact], [.. _prefix], [.. _contains], [.. _allOf]);
    }
}

/// <summary>The patterns that ask for one word, by how it has to stand; each in order of rank.</summary>
internal readonly record struct AtWord(int[] Exact, int[] Prefix, int[] Contains, (int Pattern, int Word)[] AllOf);
