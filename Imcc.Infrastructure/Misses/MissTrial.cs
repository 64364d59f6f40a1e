using Imcc.Core.Answering;
using Imcc.Core.Knowledge;

namespace Imcc.Infrastructure.Misses;

/// <summary>Asks what would become of a message now: whether a keyword or an article answers it.</summary>
internal sealed class MissTrial(Func<Core.Organisation.Directory> directory, TimeProvider time, IArticleSearch? search = null, IKeywordReplies? keywords = null)
{
    public const int Most = 100;

    public bool IsAnswered(string text, Guid? accountId)
    {
        var now = time.GetUtcNow();
        return (accountId is { } id && directory().Accounts.TryGetValue(id, out var account) && keywords?.Find(new(id, account.Kind, Guid.Empty, text, now)) is not null)
            || (search is not null && !search.Search(new(text, 1, now, accountId)).Hits.IsDefaultOrEmpty);
    }

    public IReadOnlyList<SearchHit> Near(string text, Guid? accountId, int top) =>
        search is null ? [] : [.. search.Search(new(text, top, time.GetUtcNow(), accountId, IsTyped: true)).Hits];

    /// <returns>How many were tried, and how many of them are answered.</returns>
    public (int Tried, int Found) Try(IEnumerable<(string Text, Guid? AccountId)> wordings)
    {
        var tried = wordings.Take(Most).ToList();
        return (tried.Count, tried.Count(w => IsAnswered(w.Text, w.AccountId)));
    }
}
