using System.Diagnostics;
using Imcc.Core.Answering;
using Imcc.Core.Answering.Keywords;
using Imcc.Infrastructure.Storage;
using Microsoft.EntityFrameworkCore;

namespace Imcc.Infrastructure.Answering.Keywords;

/// <summary>The keyword rules in force, in memory: who asks reads one immutable matcher, who changes the rules exchanges it for the next.</summary>
internal sealed partial class KeywordReplies(IDbContextFactory<DirectoryContext> contexts, ILogger<KeywordReplies> logger) : IKeywordReplies, IAnswerFollower
{
    /// <summary>The rules as they were last read; touched by <see cref="FollowAsync"/> alone.</summary>
    private Dictionary<Guid, (long Version, KeywordRule? Rule)> _rules = [];
    private KeywordMatcher _matcher = KeywordMatcher.Empty;

    public string Stock => AnswerStock.Keywords;

    public bool IsNeededAtStart => true;

    public KeywordMatcher Matcher => Volatile.Read(ref _matcher);

    public AutomaticAnswer? Find(AnswerAsk ask) => Matcher.Find(ask);

    public async Task FollowAsync(long version, CancellationToken cancellationToken)
    {
        var began = Stopwatch.GetTimestamp();
        await using var context = contexts.CreateDbContext();
        var there = await context.KeywordRules.AsNoTracking().Select(r => new { r.Id, r.Version }).ToListAsync(cancellationToken);
        var last = _rules.Count == 0 ? -1 : _rules.Values.Max(r => r.Version);
        var changed = await context.KeywordRules.AsNoTracking().Where(r => r.Version > last).ToDictionaryAsync(r => r.Id, cancellationToken);
        var stops = await context.KeywordStopWords.AsNoTracking().SingleOrDefaultAsync(cancellationToken);
        var rules = new Dictionary<Guid, (long, KeywordRule?)>(there.Count);
        foreach (var rule in there)
        {
            if (changed.TryGetValue(rule.Id, out var row))
            {
                rules[rule.Id] = (row.Version, row.ToRule());
                if (rules[rule.Id].Item2 is null)
                    LogDamaged(rule.Id);
            }
            else if (_rules.TryGetValue(rule.Id, out var known))
            {
                rules[rule.Id] = known;
            }
        }

        var read = Stopwatch.GetElapsedTime(began);
        var matcher = new KeywordMatcher(rules.Values.Select(r => r.Item2).OfType<KeywordRule>(), stops?.ToWords() ?? StopWords.None, _matcher);
        _rules = rules;
        Volatile.Write(ref _matcher, matcher);
        var (readIn, madeIn) = (read.TotalMilliseconds, (Stopwatch.GetElapsedTime(began) - read).TotalMilliseconds);
        LogTaken(rules.Count, version, readIn, madeIn);
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "{Count} keyword rules are in force, version {Version}: read in {Read:0} ms, made in {Made:0} ms")]
    private partial void LogTaken(int count, long version, double read, double made);

    [LoggerMessage(Level = LogLevel.Error, Message = "Keyword rule {RuleId} cannot be read and answers nobody until it is saved anew")]
    private partial void LogDamaged(Guid ruleId);
}
