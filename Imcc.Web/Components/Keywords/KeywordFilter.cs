using Imcc.Core.Channels;
using Imcc.Infrastructure.Answering.Keywords;

namespace Imcc.Web.Components.Keywords;

/// <summary>Which rules a list shows.</summary>
/// <param name="AccountId">Those that answer this account's customers; null: all.</param>
internal sealed record KeywordFilter(string Words = "", Guid? AccountId = null, KeywordStanding? Standing = null)
{
    public bool Fits(KeywordDraft rule, DateTimeOffset now) =>
        (AccountId is not { } account || rule.Accounts.Count == 0 || rule.Accounts.Contains(account))
        && (Standing is not { } standing || StandingOf(rule, now) == standing)
        && (Words.Trim() is not { Length: > 0 } words || Has(rule.Name, words) || rule.Patterns.Exists(p => Has(p.Text, words)) || rule.Messages.OfType<TextContent>().Any(t => Has(t.Text, words)) || Has(rule.Flow ?? "", words));

    public static KeywordStanding StandingOf(KeywordDraft rule, DateTimeOffset now) =>
        !rule.Enabled ? KeywordStanding.Off : rule.ValidFrom > now ? KeywordStanding.NotYet : rule.ValidUntil <= now ? KeywordStanding.NoLonger : KeywordStanding.On;

    private static bool Has(string text, string words) => text.Contains(words, StringComparison.OrdinalIgnoreCase);
}

/// <summary>Whether a rule answers at the moment.</summary>
internal enum KeywordStanding
{
    On,
    Off,
    NotYet,
    NoLonger,
}
