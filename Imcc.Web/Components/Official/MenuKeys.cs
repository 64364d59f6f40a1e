using Imcc.Core.Answering.Keywords;
using Imcc.Core.Conversations;
using Imcc.Infrastructure.Answering.Keywords;

namespace Imcc.Web.Components.Official;

/// <summary>Which menu keys are answered in an account, and by what: so that no entry is published that nobody answers.</summary>
public sealed class MenuKeys
{
    private readonly Dictionary<string, string> _rules;

    /// <param name="rules">All rules that the administrator may see.</param>
    public MenuKeys(IEnumerable<KeywordDraft> rules, Guid accountId, DateTimeOffset now) =>
        _rules = rules.Where(r => r.Enabled && (r.Accounts.Count == 0 || r.Accounts.Contains(accountId)) && !(r.ValidUntil <= now))
            .SelectMany(r => r.Patterns.Where(p => p.Kind == KeywordKind.Tap).Select(p => (Key: p.Text.Trim(), r.Name)))
            .GroupBy(r => r.Key, StringComparer.Ordinal).ToDictionary(g => g.Key, g => g.First().Name, StringComparer.Ordinal);

    /// <summary>Keys with a rule of their own, with its name.</summary>
    public IReadOnlyList<(string Key, string Rule)> Known => [.. _rules.OrderBy(r => r.Key, StringComparer.Ordinal).Select(r => (r.Key, r.Value))];

    /// <summary>The key that every account understands: a person is wanted.</summary>
    public static string Person => Reception.PersonKeys[^1];

    public static bool AsksForPerson(string key) => Reception.PersonKeys.Contains(key.Trim(), StringComparer.OrdinalIgnoreCase);

    /// <returns>The rule's name; null: nothing answers it.</returns>
    public string? RuleOf(string key) => _rules.GetValueOrDefault(key.Trim());

    public bool IsAnswered(string key) => AsksForPerson(key) || RuleOf(key) is not null;
}
